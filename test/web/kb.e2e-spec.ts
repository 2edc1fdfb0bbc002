import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { hasChromium, openBrowser } from '../support/chromium.js';
import { DashboardTab, type TabOptions } from '../support/dashboard.js';
import { Office } from '../support/office.js';
import { builtWeb } from '../support/web-build.js';

// A browser beside other tests takes its time.
jest.setTimeout(90_000);

const inBrowser = hasChromium() ? describe : describe.skip;

inBrowser('people at the same thing', () => {
  let office: Office;
  let browser: Browser;
  const tabs: DashboardTab[] = [];

  beforeAll(async () => {
    [office, browser] = await Promise.all([Office.open(), openBrowser(), builtWeb()]);
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await office?.running.close();
  });

  afterEach(async () => {
    const complaints = tabs.flatMap((tab) => tab.complaints());
    await Promise.all(tabs.splice(0).map((tab) => tab.close()));
    expect(complaints).toEqual([]);
  });

  async function open(path: string, options: TabOptions): Promise<DashboardTab> {
    const tab = await DashboardTab.open(browser, office.running, path, options);
    tabs.push(tab);
    await tab.page.locator('[data-connection=live]').waitFor();
    return tab;
  }

  it('see on a ticket who else of them looks and writes, if they are staff', async () => {
    const { admin, agent, requester } = office.people;
    const ticket = await office.newTicket();
    const path = `/tickets/${ticket.id}`;
    const mine = await open(path, { as: agent });
    await mine.page.getByRole('textbox', { name: 'Answer' }).waitFor();
    const own = await open(path, { as: requester });
    await mine.page.getByText('Some user is looking, too.').waitFor();
    const theirs = await open(path, { as: admin });
    await theirs.page.getByText('are looking, too.').waitFor();
    await theirs.page.getByRole('textbox', { name: 'Answer' }).fill('I have seen this before.');
    await mine.page.getByText('Some admin is writing an answer. Some user is looking, too.').waitFor();
    expect(await mine.accessibilityFaults()).toEqual([]);
    expect(await mine.overflow()).toBe(0);
    await mine.picture('ticket-presence');
    await theirs.page.keyboard.press('Control+Enter');
    await mine.page.getByText(/^.+, .+ are looking, too\.$/).waitFor();
    await theirs.page.goto(`${office.running.url}/tickets`);
    await mine.page.getByText('Some user is looking, too.', { exact: true }).waitFor();
    expect(await own.page.getByText(/is looking|are looking|writing an answer/).count()).toBe(0);
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { hasChromium, openBrowser } from '../support/chromium.js';
import { DashboardTab, type TabOptions } from '../support/dashboard.js';
import { Office } from '../support/office.js';
import { until } from '../support/until.js';
import { builtWeb } from '../support/web-build.js';

// A browser beside other tests takes its time.
jest.setTimeout(60_000);

const inBrowser = hasChromium() ? describe : describe.skip;

inBrowser('a test bin in the dashboard', () => {
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

  it('is a verified webhook after three clicks, and answers as its buttons say', async () => {
    const tab = await open('/tickets', { as: office.people.requester });
    const { page } = tab;
    let clicks = 0;
    const click = async (role: 'link' | 'button', name: string) => {
      clicks += 1;
      await page.getByRole(role, { name, exact: true }).click();
    };
    await click('link', 'Webhooks');
    await click('button', 'Use a test bin');
    await page.getByText('Nothing has come in yet.').waitFor();
    expect(await tab.accessibilityFaultsInBothThemes()).toEqual([]);
    await tab.picture('bin-empty');
    await click('button', 'Send a test');
    const list = page.getByRole('list', { name: 'Requests' });
    await list.getByText('Signature valid').waitFor();
    expect(clicks).toBeLessThanOrEqual(6);
    const detail = page.getByRole('region', { name: 'Request' });
    await detail.getByText('"type": "webhook.test"').waitFor();
    await detail.getByText('webhook-signature', { exact: true }).waitFor();

    const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    const send = (init: RequestInit) => fetch(`${office.running.url}/bin/${id}`, init);
    for (const [button, status] of [
      ['410 Gone', 410],
      ['500 Error', 500],
    ] as const) {
      await page.getByRole('button', { name: button }).click();
      await page.getByRole('button', { name: button, pressed: true }).waitFor();
      await until(async () => (await office.call(`GET /api/bins/${id}`, office.people.requester)).status === status);
      expect((await send({ method: 'PUT', body: '<b>not JSON</b>' })).status).toBe(status);
    }
    await list.getByRole('listitem').filter({ hasText: '→ 500' }).waitFor();
    await list.getByRole('listitem').filter({ hasText: '→ 410' }).getByRole('button').click();
    await detail.getByText('<b>not JSON</b>').waitFor();
    await detail.getByText('The request carries no signature.').waitFor();
    expect(await tab.accessibilityFaultsInBothThemes()).toEqual([]);
    expect(await tab.overflow()).toBe(0);
    await tab.picture('bin');
  });

  it('is shown to no one else', async () => {
    const { requester, other } = office.people;
    const { items } = (await office.call('GET /api/bins', requester)) as { items: { id: string }[] };
    const tab = await open(`/bin/${items[0]?.id ?? ''}`, { as: other });
    await tab.page.getByText('There is no such bin, or you may not see it.').waitFor();
    tab.forgive();
  });
});

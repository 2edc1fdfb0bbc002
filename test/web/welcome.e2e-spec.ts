import { describe, expect, it, jest } from '@jest/globals';
import { PASSWORD } from '../support/people/person.js';
import { hasChromium } from '../support/browser/chromium.js';
import { DashboardTab } from '../support/browser/dashboard.js';
import { dashboardStage } from '../support/browser/dashboard-stage.js';
import { countEffort } from '../support/browser/effort.js';

// A browser beside other tests takes its time.
jest.setTimeout(60_000);

const inBrowser = hasChromium() ? describe : describe.skip;

inBrowser('the welcome page', () => {
  const stage = dashboardStage();
  const { open, expectWellMade } = stage;

  const press = ({ page }: DashboardTab, name: string) => page.getByRole('button', { name, exact: true }).click();
  const step = ({ page }: DashboardTab, number: number) => page.locator(`[data-step="${number}"]`);

  it('leads an admin of an empty installation from the sign-in to a working webhook, by keyboard alone', async () => {
    const { office } = stage;
    const other = await open('/tickets', { as: office.people.agent });
    await other.page.getByRole('link', { name: 'First steps' }).waitFor();
    const browser = other.page.context().browser();
    if (browser === null) throw new Error('The tab has no browser.');
    const tab = await DashboardTab.open(browser, office, '/login');
    const { page } = tab;
    await page.getByLabel('Email').fill(office.people.admin.email);
    await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/welcome');
    await page.getByRole('button', { name: 'Create a bin' }).waitFor();
    await expectWellMade(tab, 'welcome-empty');
    const effort = await countEffort(page);
    await page.getByRole('button', { name: 'Create a bin' }).focus();
    for (const name of ['Create a bin', 'Create the webhook', 'Create the ticket', 'Make it ring']) {
      await page.locator('button:focus', { hasText: name }).waitFor();
      await page.keyboard.press('Enter');
    }
    await page.getByText('Your webhook is verified, and it rings.').waitFor();
    expect(await effort.spent()).toEqual({ clicks: 0, keys: 4 });
    await page.goto(`${office.url}/`);
    await page.waitForURL('**/tickets');
    expect(tab.complaints()).toEqual([]);
    await tab.close();
  });

  it('leads an integrator to a verified webhook in six clicks, and keeps its state over a reload', async () => {
    const { office } = stage;
    const { requester } = office.people;
    const tab = await open('/tickets', { as: requester });
    const { page } = tab;
    const effort = await countEffort(page);
    await page.getByRole('button', { name: /^Menu of/ }).click();
    await page.getByRole('menuitem', { name: 'First steps' }).click();
    await press(tab, 'Create a bin');
    await press(tab, 'Create the webhook');
    await press(tab, 'Create the ticket');
    await step(tab, 3).getByText('Signature valid').waitFor();
    await press(tab, 'Make it ring');
    await step(tab, 4).getByText('Signature valid').waitFor();
    await page.locator('[data-unread="1"]').waitFor();
    expect(
      await step(tab, 4)
        .getByText(/after the click$/)
        .count(),
    ).toBe(2);
    expect(await effort.spent()).toEqual({ clicks: 6, keys: 0 });
    await expectWellMade(tab, 'welcome-done');

    await page.reload();
    await page.getByText('Your webhook is verified, and it rings.').waitFor();
    expect(await page.locator('[data-step][data-state=done]').count()).toBe(4);
    expect(await page.getByText(/^whsec_/).count()).toBe(0);
  });

  it('shows a refusal of the server in its step', async () => {
    const { office } = stage;
    const { agent } = office.people;
    const tab = await open('/welcome', { as: agent });
    const { page } = tab;
    await press(tab, 'Create a bin');
    await press(tab, 'Create the webhook');
    await page.getByLabel('Title').fill('');
    await press(tab, 'Create the ticket');
    await step(tab, 3).locator('.mantine-TextInput-error').waitFor();
    tab.forgive();
    await page.context().setOffline(true);
    await page.getByLabel('Title').fill('Offline');
    await press(tab, 'Create the ticket');
    await step(tab, 3).getByRole('alert').filter({ hasText: 'The server cannot be reached.' }).waitFor();
    await tab.picture('welcome-offline');
    tab.forgive();
    await page.context().setOffline(false);
    const [webhook] = (await agent.call('GET /api/webhooks')).items as { id: string }[];
    await agent.call(`POST /api/webhooks/${webhook?.id ?? ''}/disable`, {});
    await page.reload();
    await step(tab, 2).getByText('The webhook is paused.').waitFor();
    await expectWellMade(tab, 'welcome-paused');
    await press(tab, 'Resume');
    await step(tab, 2).getByText('The webhook is paused.').waitFor({ state: 'detached' });
    tab.forgive();
  });
});

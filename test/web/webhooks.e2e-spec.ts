import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { hasChromium, openBrowser } from '../support/chromium.js';
import { DashboardTab, type TabOptions } from '../support/dashboard.js';
import { Office } from '../support/office.js';
import { WebhookReceiver } from '../support/webhook-receiver.js';
import { builtWeb } from '../support/web-build.js';

// A browser beside other tests takes its time.
jest.setTimeout(60_000);

const inBrowser = hasChromium() ? describe : describe.skip;

inBrowser('webhooks in the dashboard', () => {
  let office: Office;
  let browser: Browser;
  let receiver: WebhookReceiver;
  const tabs: DashboardTab[] = [];

  beforeAll(async () => {
    [office, browser, receiver] = await Promise.all([
      Office.open({ WEBHOOK_RETRY_SCHEDULE: '1h' }),
      openBrowser(),
      WebhookReceiver.open(),
      builtWeb(),
    ]);
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await receiver?.close();
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

  it('makes a webhook, shows its secret once, and tests it', async () => {
    const { requester } = office.people;
    const tab = await open('/webhooks', { as: requester });
    const { page } = tab;
    await page.getByRole('button', { name: 'Create the first webhook' }).click();
    const dialog = page.getByRole('dialog', { name: 'New webhook' });
    await dialog.getByLabel('URL').fill('not a url');
    await dialog.getByRole('button', { name: 'Create webhook' }).click();
    await dialog.locator('input[type=url][aria-invalid=true]').waitFor();
    tab.forgive();
    await dialog.getByLabel('URL').fill(`${receiver.url}/mine`);
    await dialog.getByLabel('Name').fill('Mine');
    await dialog.getByRole('combobox', { name: 'Events' }).fill('ticket.upd');
    await page.getByRole('option', { name: 'ticket.updated' }).click();
    await page.keyboard.press('Escape');
    await dialog.getByRole('button', { name: 'Create webhook' }).click();
    const secret = page.getByRole('dialog', { name: 'The secret of Mine' });
    expect(await secret.locator('code, pre').first().innerText()).toMatch(/^whsec_/);
    await page.keyboard.press('Escape');
    await secret.waitFor({ state: 'hidden' });
    const card = page.getByRole('listitem', { name: 'Mine' });
    await card.getByRole('button', { name: 'Send a test' }).click();
    await page.getByText('Mine answered 200').waitFor();
    await card.getByRole('img', { name: 'Last 24 hours: 1 succeeded, 0 failed' }).waitFor();
    expect(receiver.accepted('/mine')).toHaveLength(1);
    expect(await tab.accessibilityFaultsInBothThemes()).toEqual([]);
    expect(await tab.overflow()).toBe(0);
    await tab.picture('webhooks');
  });

  it('pauses, goes on, and gives a new secret', async () => {
    const { page } = await open('/webhooks', { as: office.people.requester });
    const card = page.getByRole('listitem', { name: 'Mine' });
    const act = async (name: string) => {
      await card.getByRole('button', { name: 'Actions for Mine' }).click();
      await page.getByRole('menuitem', { name }).click();
    };
    await act('Pause');
    await card.getByText('Paused').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await card.getByText('Healthy').waitFor();
    await act('New secret');
    await page.getByRole('dialog', { name: 'The secret of Mine' }).waitFor();
  });

  it('shows a failure as it happens, says why, and sends it again', async () => {
    const { requester } = office.people;
    const ticket = await office.newTicket();
    const tab = await open('/deliveries', { as: requester });
    const { page } = tab;
    await page.getByRole('list', { name: 'Deliveries' }).waitFor();
    receiver.status = 500;
    await office.call(`PATCH /api/tickets/${ticket.id}`, requester, { title: 'Changed' });
    const row = page.getByRole('listitem').filter({ hasText: 'ticket.updated' });
    await row.filter({ hasText: '500' }).click();
    const drawer = page.getByRole('dialog', { name: 'Delivery' });
    await drawer.getByText('Attempt 1', { exact: true }).waitFor();
    expect(await tab.accessibilityFaultsInBothThemes()).toEqual([]);
    await tab.picture('delivery');
    receiver.status = 200;
    await drawer.getByText('Retrying').waitFor();
    await drawer.getByText('in 1 hr').waitFor();
    await drawer.getByRole('button', { name: 'Retry' }).click();
    await drawer.getByText('Delivered').waitFor();
    await drawer.getByText('Attempt 2', { exact: true }).waitFor();
    const ids = receiver.posts.filter(({ body }) => body.includes('Changed')).map(({ id }) => id);
    expect(new Set(ids).size).toBe(1);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
    expect(await tab.accessibilityFaultsInBothThemes()).toEqual([]);
    expect(await tab.overflow()).toBe(0);
    await tab.picture('deliveries');
  });

  it('keeps the filters in the address, and says when nothing failed', async () => {
    const { page } = await open('/deliveries', { as: office.people.requester });
    await page.getByRole('combobox', { name: 'Status' }).click();
    await page.getByRole('option', { name: 'Failed' }).click();
    await page.waitForURL('**/deliveries?status=failed');
    await page.getByText('Nothing failed.').waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByRole('listitem').filter({ hasText: 'ticket.updated' }).first().waitFor();
  });

  it("shows nobody another person's webhooks and deliveries", async () => {
    const { page } = await open('/webhooks', { as: office.people.other });
    await page.getByText('There are no webhooks yet.').waitFor();
    await page.getByRole('link', { name: 'Deliveries' }).click();
    await page.getByText('There are no deliveries yet.').waitFor();
  });
});

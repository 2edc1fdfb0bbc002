import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { hasChromium } from '../support/browser/chromium.js';
import { dashboardStage } from '../support/browser/dashboard-stage.js';
import { Receiver } from '../support/receivers/receiver.js';

// A browser beside other tests takes its time.
jest.setTimeout(60_000);

const inBrowser = hasChromium() ? describe : describe.skip;

inBrowser('webhooks in the dashboard', () => {
  const stage = dashboardStage({ WEBHOOK_RETRY_SCHEDULE: '1h' });
  const { open } = stage;
  let receiver: Receiver;

  beforeAll(async () => {
    receiver = await Receiver.start();
  });

  afterAll(() => receiver?.stop());

  it('are created with a secret shown once, and tested', async () => {
    const { requester } = stage.office.people;
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

  it('pause, continue, and get a new secret', async () => {
    const { page } = await open('/webhooks', { as: stage.office.people.requester });
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

  it('show a failure as it happens, explain it, and send it again', async () => {
    const { requester } = stage.office.people;
    const ticket = await stage.office.newTicket();
    const tab = await open('/deliveries', { as: requester });
    const { page } = tab;
    await page.getByRole('list', { name: 'Deliveries' }).waitFor();
    receiver.reply = 500;
    await requester.call(`PATCH /api/tickets/${ticket.id}`, { title: 'Changed' });
    const row = page.getByRole('listitem').filter({ hasText: 'ticket.updated' });
    await row.filter({ hasText: '500' }).click();
    const drawer = page.getByRole('dialog', { name: 'Delivery' });
    await drawer.getByText('Attempt 1', { exact: true }).waitFor();
    expect(await tab.accessibilityFaultsInBothThemes()).toEqual([]);
    await tab.picture('delivery');
    receiver.reply = 200;
    await drawer.getByText('Retrying').waitFor();
    await drawer.getByText('in 1 hr').waitFor();
    await drawer.getByRole('button', { name: 'Retry' }).click();
    await drawer.getByText('Delivered').waitFor();
    await drawer.getByText('Attempt 2', { exact: true }).waitFor();
    const ids = receiver.requests.filter(({ text }) => text.includes('Changed')).map(({ id }) => id);
    expect(new Set(ids).size).toBe(1);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
    expect(await tab.accessibilityFaultsInBothThemes()).toEqual([]);
    expect(await tab.overflow()).toBe(0);
    await tab.picture('deliveries');
  });

  it('keep the filters in the address, and report when nothing failed', async () => {
    const { page } = await open('/deliveries', { as: stage.office.people.requester });
    await page.getByRole('combobox', { name: 'Status' }).click();
    await page.getByRole('option', { name: 'Failed' }).click();
    await page.waitForURL('**/deliveries?status=failed');
    await page.getByText('Nothing failed.').waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByRole('listitem').filter({ hasText: 'ticket.updated' }).first().waitFor();
  });

  it('are hidden from other people, deliveries included', async () => {
    const { page } = await open('/webhooks', { as: stage.office.people.other });
    await page.getByText('There are no webhooks yet.').waitFor();
    await page.getByRole('link', { name: 'Deliveries' }).click();
    await page.getByText('There are no deliveries yet.').waitFor();
  });
});

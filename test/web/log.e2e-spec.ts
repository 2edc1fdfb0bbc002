import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { hasChromium } from '../support/browser/chromium.js';
import { dashboardStage } from '../support/browser/dashboard-stage.js';
import { Poison } from '../support/database/poison.js';
import { Receiver } from '../support/receivers/receiver.js';

// A browser beside other tests takes its time.
jest.setTimeout(60_000);

const inBrowser = hasChromium() ? describe : describe.skip;

inBrowser('the queue and the log in the dashboard', () => {
  const stage = dashboardStage({ WEBHOOK_RETRY_SCHEDULE: '1h' });
  const { open, expectWellMade } = stage;
  let receiver: Receiver;

  beforeAll(async () => {
    receiver = await Receiver.start();
  });

  afterAll(() => receiver?.stop());

  afterEach(() => Poison.takeAll(stage.office.dataSource));

  /** Sent by the admin, about nobody. */
  const send = (type: string, fields: object = {}) =>
    stage.office.people.admin.call('POST /api/events', { type, data: { id: 'p-1' }, ...fields });

  it('show an outage as it happens, and resend failed deliveries with a plan', async () => {
    const { admin } = stage.office.people;
    const endpoint = { name: 'Orders', url: `${receiver.url}/orders`, events: ['project.*'], max_attempts: 1 };
    await admin.call('POST /api/webhooks', endpoint);
    const tab = await open('/queue', { as: admin });
    const { page } = tab;
    await page.getByText('The queue is drained.').waitFor();
    await page.getByText('The quarantine is empty.').waitFor();
    await tab.picture('queue-drained');
    receiver.reply = 500;
    await send('project.created');
    await send('project.updated');
    const row = page.getByRole('listitem', { name: 'Orders' });
    await row.getByText('100% failed').waitFor();
    await page.locator('dl > div', { hasText: 'Failed' }).getByText('2', { exact: true }).waitFor();
    await expectWellMade(tab);
    await tab.picture('queue');
    receiver.reply = 200;
    await row.getByRole('button', { name: 'Retry failed deliveries of Orders' }).click();
    const plan = page.getByRole('dialog', { name: 'Retry failed deliveries' });
    await plan.getByText('2 failed deliveries match.').waitFor();
    await plan.getByRole('combobox', { name: 'Events' }).fill('project.upd');
    await page.getByRole('option', { name: 'project.updated' }).click();
    await plan.getByText('1 failed delivery matches.').waitFor();
    await page.keyboard.press('Escape');
    expect(await tab.accessibilityFaultsInBothThemes()).toEqual([]);
    await tab.picture('queue-plan');
    await plan.getByRole('button', { name: 'Send 1 again' }).click();
    await page.getByText('1 delivery is sent again.').waitFor();
    await page.locator('dl > div', { hasText: 'Delivered' }).getByText('1', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Retry failed', exact: true }).click();
    await plan.getByRole('button', { name: 'Send 1 again' }).click();
    await page.locator('dl > div', { hasText: 'Delivered' }).getByText('2', { exact: true }).waitFor();
    await row.getByText('50% failed').waitFor();
    expect(receiver.accepted('/orders')).toHaveLength(2);
  });

  it('show a newly quarantined event to an admin, who reads, retries and discards it', async () => {
    const { admin, requester } = stage.office.people;
    const tab = await open('/queue', { as: admin });
    const { page } = tab;
    await page.getByText('The quarantine is empty.').waitFor();
    const poison = await Poison.put(stage.office.dataSource, '22P02');
    const bad = { user_id: requester.id, notify: { message: 'poison' } };
    await send('session.started', bad);
    const started = page.getByRole('listitem', { name: 'session.started' });
    await started.getByText('invalid value').waitFor();
    await send('session.ended', bad);
    const ended = page.getByRole('listitem', { name: 'session.ended' });
    await started.getByRole('button', { name: 'Payload' }).click();
    await started.getByText('"id": "p-1"').waitFor();
    await ended.waitFor();
    await expectWellMade(tab);
    await tab.picture('quarantine');
    await ended.getByRole('button', { name: 'Discard' }).click();
    const question = page.getByRole('dialog', { name: 'Discard this event?' });
    await question.getByRole('button', { name: 'Cancel' }).click();
    await question.waitFor({ state: 'hidden' });
    await ended.getByRole('button', { name: 'Discard' }).click();
    await question.getByRole('button', { name: 'Discard' }).click();
    await ended.waitFor({ state: 'hidden' });
    await poison.take();
    await started.getByRole('button', { name: 'Retry' }).click();
    await page.getByText('The quarantine is empty.').waitFor();
    await stage.office.settled();
    const rows = await stage.office.accounts.count(`notifications WHERE message = 'poison'`);
    expect(rows).toBe(1);
  });

  it('show other people only their own queue, and no quarantine', async () => {
    const { page } = await open('/queue', { as: stage.office.people.other });
    await page.getByText('The queue is drained.').waitFor();
    await page.getByText('There are no webhooks yet.').waitFor();
    expect(await page.getByText('Quarantine').count()).toBe(0);
    expect(await page.getByText('Orders').count()).toBe(0);
  });

  it('show the log as it grows, without moving what is being read, and search it', async () => {
    const { admin, requester } = stage.office.people;
    const filler = Array.from({ length: 20 }, (_, at) => ({ type: 'node.alert', data: { id: `node ${at}` } }));
    await admin.call('POST /api/events/batch', { events: filler });
    const tab = await open('/events', { as: admin });
    const { page } = tab;
    const list = page.getByRole('list', { name: 'Events' });
    const rows = list.getByRole('listitem');
    await rows.first().waitFor();
    // Nobody else is pushed this one.
    await send('sync.completed', { data: { name: 'Nightly' } });
    await rows.first().filter({ hasText: 'Nightly' }).waitFor();
    await rows.first().hover();
    const place = await rows.first().evaluate((row) => row.getBoundingClientRect().top);
    await requester.call('POST /api/tickets', { title: 'Printer on fire' });
    await page.getByRole('button', { name: '1 new' }).waitFor();
    const read = rows.filter({ hasText: 'Nightly' });
    expect(await read.evaluate((row) => row.getBoundingClientRect().top)).toBe(place);
    await page.getByRole('button', { name: '1 new' }).click();
    await rows.first().filter({ hasText: 'Printer on fire' }).waitFor();
    await expectWellMade(tab);
    await tab.picture('events');
    await page.getByRole('combobox', { name: 'Events' }).fill('sync.comp');
    await page.getByRole('option', { name: 'sync.completed' }).click();
    await page.waitForURL('**/events?types=sync.completed');
    await list.getByText('Printer on fire').waitFor({ state: 'hidden' });
    await page.keyboard.press('Escape');
    await page.getByRole('textbox', { name: 'Id of the actor' }).fill(requester.id);
    await page.getByText('No event matches these filters.').waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await rows.first().filter({ hasText: 'Printer on fire' }).waitFor();
  });

  it('lead from a number to the events of the ticket, and from an id to the event', async () => {
    const { admin } = stage.office.people;
    const ticket = await stage.office.newTicket({ title: 'Lost parcel' });
    const tab = await open('/inbox', { as: admin });
    const { page } = tab;
    const find = async (text: string, found: string) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('textbox', { name: 'Find and go' }).fill(text);
      await page.getByRole('button', { name: found }).waitFor();
      await page.keyboard.press('Enter');
    };
    await find(`${ticket.number}`, 'Lost parcel');
    await page.getByRole('link', { name: 'Events of this ticket' }).click();
    await page.waitForURL(`**/events?entity_id=${ticket.id}`);
    const rows = page.getByRole('list', { name: 'Events' }).getByRole('listitem');
    await rows.nth(1).waitFor();
    expect(await rows.count()).toBe(2);
    const { items } = await admin.call(`GET /api/events?order=desc&entity_id=${ticket.id}`);
    await find(items[0].id, 'ticket.updated');
    await page.waitForURL(`**/events/${items[0].id}`);
    await page.getByText('"title": "Lost parcel"').waitFor();
    await expectWellMade(tab);
    await tab.picture('event');
    await page.getByRole('link', { name: 'All events about this' }).click();
    await rows.nth(1).waitFor();
  });

  it('trace an event as it happens: who was notified, and which webhooks got it or why not', async () => {
    const { admin } = stage.office.people;
    const other = { name: 'Billing', url: `${receiver.url}/billing`, events: ['billing.event'] };
    const matching = { name: 'Endings', url: `${receiver.url}/endings`, events: ['project.deleted'] };
    for (const body of [other, matching]) await admin.call('POST /api/webhooks', body);
    const ticket = await stage.office.people.requester.call('POST /api/tickets', { title: 'Traced' });
    await stage.office.settled();
    const { items } = await admin.call(`GET /api/events?order=desc&entity_id=${ticket.id}`);
    const first = await open(`/events/${items[0].id}`, { as: admin });
    await first.page.getByRole('list', { name: 'Rooms' }).getByText(`ticket:${ticket.id}`).waitFor();
    await first.page.getByRole('list', { name: 'People' }).getByText('new_ticket').first().waitFor();
    const { id } = await send('project.deleted');
    const tab = await open(`/events/${id}`, { as: admin });
    const { page } = tab;
    const webhooks = page.getByRole('list', { name: 'Webhooks' });
    await webhooks.getByRole('listitem').filter({ hasText: 'Endings' }).getByText('Delivered').waitFor();
    const billing = webhooks.getByRole('listitem').filter({ hasText: 'Billing' });
    await billing.getByText('Does not match').waitFor();
    await expectWellMade(tab);
    await tab.picture('trace');
    await page.getByRole('combobox', { name: 'Webhook' }).click();
    await page.getByRole('option', { name: 'Billing' }).click();
    await page.getByRole('button', { name: 'Send to it' }).click();
    await billing.getByText('Delivered').waitFor();
    expect(receiver.accepted('/billing')).toHaveLength(1);
    await billing.getByRole('link', { name: 'Delivery' }).click();
    await page.getByRole('dialog', { name: 'Delivery' }).getByText('Attempt 1', { exact: true }).waitFor();
  });

  it('show a fault of the server at once, with its request id, and load again on request', async () => {
    const tab = await open('/events', { as: stage.office.people.other });
    const { page } = tab;
    let asked = 0;
    await page.route('**/api/events?*', (route) => {
      asked += 1;
      const problem = { status: 500, code: 'internal_error', detail: 'The server failed.', request_id: 'the-id' };
      return route.fulfill({ status: 500, contentType: 'application/problem+json', json: problem });
    });
    await page.reload();
    const alert = page.getByRole('alert').filter({ hasText: 'The server failed.' });
    await alert.getByText('Request id: the-id').waitFor();
    await alert.getByRole('button', { name: 'Copy' }).waitFor();
    // Without retries: the first load, and the one after the page has joined its room.
    expect(asked).toBeLessThanOrEqual(2);
    tab.forgive();
    await expectWellMade(tab);
    await page.unroute('**/api/events?*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await alert.waitFor({ state: 'detached' });
  });

  it('hide events of another person’s ticket', async () => {
    const ticket = await stage.office.newTicket();
    const { items } = await stage.office.people.admin.call(`GET /api/events?order=desc&entity_id=${ticket.id}`);
    const tab = await open(`/events/${items[0].id}`, { as: stage.office.people.other });
    await tab.page.getByText('There is no such event').waitFor();
    expect(tab.complaints().filter((text) => !text.includes('404'))).toEqual([]);
    await tab.page.getByRole('link', { name: 'All events' }).click();
    await tab.page.getByRole('search', { name: 'Filter events' }).waitFor();
    await tab.page.getByRole('combobox', { name: 'Events' }).fill('session.pau');
    await tab.page.getByRole('option', { name: 'session.paused' }).click();
    const curl = await tab.page.getByText('curl -X POST').innerText();
    await tab.page.keyboard.press('Escape');
    await expectWellMade(tab);
    await tab.picture('events-empty');
    await stage.office.people.other.call('POST /api/events', JSON.parse(/-d '(.*)'/.exec(curl)?.[1] ?? ''));
    await tab.page.getByRole('listitem').filter({ hasText: 'session.paused' }).waitFor();
  });
});

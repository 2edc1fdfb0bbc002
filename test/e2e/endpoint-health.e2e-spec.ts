import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Account } from '../support/accounts.js';
import { Office } from '../support/office.js';
import { Receiver } from '../support/receiver.js';
import { closeSockets, connect, type Json } from '../support/socket.js';
import { finished } from '../support/webhooks.js';
import { until } from '../support/until.js';

let office: Office;
let receiver: Receiver;
let requester: Account;

beforeEach(async () => {
  office = await Office.open({
    WEBHOOK_DISABLE_AFTER: '1500ms',
    WEBHOOK_RETRY_SCHEDULE: Array(60).fill('50ms').join(','),
  });
  ({ requester } = office.people);
  receiver = await Receiver.start();
});

afterEach(async () => {
  closeSockets();
  await office.running.close();
  await receiver.stop();
});

const endpoint = () => office.call('GET /api/users/me/webhook', requester);
const set = () => office.call('PUT /api/users/me/webhook', requester, { webhook_url: receiver.url });

describe('an endpoint that fails for too long', () => {
  it('is announced, disabled, kept from what is held, and recovers in order when it is enabled', async () => {
    const { agent } = office.people;
    const ticket = await office.newTicket({ assignee_id: agent.id });
    const comment = (content: string) => office.comment(ticket, agent, { content });
    const { id } = await set();
    const [mine, others] = [
      await connect(office.running.url, { token: requester.access_token, rooms: ['webhooks'] }),
      await connect(office.running.url, { token: office.people.other.access_token, rooms: ['webhooks'] }),
    ];
    receiver.reply = 500;
    await comment('1');
    await until(async () => !(await endpoint()).active);
    expect((await endpoint()).disabled_reason).toContain('Every attempt failed since');
    await comment('2');
    await comment('3');
    const held = await finished(office.running);
    expect(held.map(({ state }) => state)).toEqual(['held', 'held', 'held']);
    receiver.requests.length = 0;
    receiver.reply = 200;
    await set();
    await receiver.received(3);
    expect(receiver.requests.map(({ body }) => body.data.content)).toEqual(['1', '2', '3']);
    await mine.waitFor(() => mine.of('webhook.update').length === 3);
    expect(mine.of('webhook.update').map(({ event, id: about, data }: Json) => [event, about, data.active])).toEqual([
      ['webhook.failing', id, true],
      ['webhook.disabled', id, false],
      ['webhook.recovered', id, true],
    ]);
    expect(others.of('webhook.update')).toEqual([]);
    const { items } = await office.call('GET /api/events?types=webhook.disabled', requester);
    expect(items).toHaveLength(1);
    expect((await office.call('GET /api/events?types=webhook.disabled', office.people.other)).items).toEqual([]);
  });
});

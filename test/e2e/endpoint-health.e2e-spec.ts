import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Person } from '../support/people/person.js';
import { Office } from '../support/people/office.js';
import { Receiver } from '../support/receivers/receiver.js';
import { closeSockets, type Json } from '../support/sockets/socket.js';
import { finished } from '../support/receivers/webhooks.js';
import { until } from '../support/until.js';

let office: Office;
let receiver: Receiver;
let requester: Person;

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
  await office.close();
  await receiver.stop();
});

const endpoint = () => requester.call('GET /api/users/me/webhook');
const set = () => requester.call('PUT /api/users/me/webhook', { webhook_url: receiver.url });

describe('an endpoint that fails for too long', () => {
  it('is announced and disabled, keeps its deliveries, and recovers in order when enabled', async () => {
    const { agent } = office.people;
    const ticket = await office.newTicket({ assignee_id: agent.id });
    const comment = (content: string) => office.comment(ticket, agent, { content });
    const { id } = await set();
    const [mine, others] = [
      await office.connect(requester, { rooms: ['webhooks'] }),
      await office.connect(office.people.other, { rooms: ['webhooks'] }),
    ];
    receiver.reply = 500;
    await comment('1');
    await until(async () => !(await endpoint()).active);
    expect((await endpoint()).disabled_reason).toContain('Every attempt failed since');
    await comment('2');
    await comment('3');
    const held = await finished(office);
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
    const { items } = await requester.call('GET /api/events?types=webhook.disabled');
    expect(items).toHaveLength(1);
    expect((await office.people.other.call('GET /api/events?types=webhook.disabled')).items).toEqual([]);
  });
});

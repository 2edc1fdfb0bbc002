import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { Office } from '../support/people/office.js';
import { Receiver } from '../support/receivers/receiver.js';
import type { Json } from '../support/sockets/socket.js';
import { deliveries, finished, plant, plantEndpoint } from '../support/receivers/webhooks.js';
import { until } from '../support/until.js';

let office: Office;
let receiver: Receiver;

beforeEach(async () => {
  receiver = await Receiver.start();
});

afterEach(async () => {
  await office.close();
  await receiver.stop();
});

const contents = () => receiver.requests.map(({ body }) => body.data.content);

/** Two tickets of the requester, who is notified of everything; inbox and receiver begin empty. */
async function twoTickets(): Promise<[Json, Json]> {
  const { agent, requester } = office.people;
  const tickets = [
    await office.newTicket({ assignee_id: agent.id }),
    await office.newTicket({ assignee_id: agent.id }),
  ];
  await plantEndpoint(office, requester, receiver.url);
  return [tickets[0], tickets[1]];
}

describe('deliveries to one endpoint', () => {
  it('keep their order per ticket during failures, while other tickets continue', async () => {
    office = await Office.open({ WEBHOOK_RETRY_SCHEDULE: '300ms,300ms', WEBHOOK_RATE_LIMIT: '0' });
    const { agent } = office.people;
    const [one, two] = await twoTickets();
    receiver.reply = (response, { body }) =>
      response
        .writeHead(body.data.content === 'a1' && contents().filter((text) => text === 'a1').length < 3 ? 500 : 200)
        .end();
    for (const content of ['a1', 'a2', 'a3']) await office.comment(one, agent, { content });
    for (const content of ['b1', 'b2']) await office.comment(two, agent, { content });
    await receiver.received(7);
    await finished(office);
    const order = contents();
    expect(order.filter((text) => text.startsWith('a'))).toEqual(['a1', 'a1', 'a1', 'a2', 'a3']);
    expect(order.filter((text) => text.startsWith('b'))).toEqual(['b1', 'b2']);
    expect(order.indexOf('b2')).toBeLessThan(order.indexOf('a2'));
  });

  it('never have two of one ticket in flight, nor more than the cap in all', async () => {
    office = await Office.open({ WEBHOOK_ENDPOINT_CONCURRENCY: '3', WEBHOOK_RATE_LIMIT: '0' });
    const { agent } = office.people;
    const tickets = [...(await twoTickets())];
    for (let i = 0; i < 4; i += 1) tickets.push(await office.newTicket({ assignee_id: agent.id }));
    receiver.requests.length = 0;
    const open: { response: ServerResponse; ticketId: string }[] = [];
    let most = 0;
    receiver.reply = (response, { body }) => {
      expect(open.map(({ ticketId }) => ticketId)).not.toContain(body.data.ticket_id ?? body.data.id);
      open.push({ response, ticketId: body.data.ticket_id ?? body.data.id });
      most = Math.max(most, open.length);
      setImmediate(() => open.splice(0, 1)[0]?.response.writeHead(200).end());
    };
    for (const ticket of tickets)
      for (const content of ['1', '2', '3']) await office.comment(ticket, agent, { content });
    await finished(office);
    expect(most).toBeLessThanOrEqual(3);
    for (const { id } of tickets) {
      const own = receiver.requests.filter(({ body }) => body.data.ticket_id === id);
      expect(own.map(({ body }) => body.data.content)).toEqual(['1', '2', '3']);
    }
  });

  it('respect the rate of the endpoint', async () => {
    office = await Office.open({ WEBHOOK_RATE_LIMIT: '20' });
    const { agent } = office.people;
    const [ticket] = await twoTickets();
    for (let i = 0; i < 12; i += 1) await office.comment(ticket, agent, { content: String(i) });
    await receiver.received(12);
    const times = receiver.requests.map(({ atMs }) => atMs);
    // Two at once, then one every 50 ms; what the timers of this machine add only makes it slower.
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(450);
  });
});

describe('a delivery result', () => {
  it('that arrives late never overwrites a newer one', async () => {
    office = await Office.open();
    const { requester } = office.people;
    await plantEndpoint(office, requester, receiver.url);
    let answer: (() => void) | undefined;
    receiver.next.push((response) => (answer = () => response.writeHead(200).end()));
    await requester.call('POST /api/notifications/webhooks/test');
    await until(() => answer !== undefined);
    await office.dataSource.query(
      "UPDATE webhook_deliveries SET tries = 3, state = 'retry', due_at = now() + interval '1 h'",
    );
    answer?.();
    await requester.call('POST /api/notifications/webhooks/test');
    await until(async () => (await deliveries(office)).at(-1)?.state === 'success');
    expect((await deliveries(office))[0]).toMatchObject({ state: 'retry', tries: 3 });
  });
});

describe('a burst to one endpoint', () => {
  it('delays no other endpoint', async () => {
    office = await Office.open({ WEBHOOK_ENDPOINT_CONCURRENCY: '2' });
    const { admin } = office.people;
    const system = { owner_type: 'system', payload_format: 'standard' };
    const busy = { ...system, events: ['sync.completed'], url: `${receiver.url}?busy`, name: 'Busy', rate_limit: 20 };
    await plant(office, busy);
    for (const name of ['one', 'two', 'three']) {
      await plant(office, { ...system, events: ['sync.failed'], url: `${receiver.url}?${name}`, name });
    }
    const send = (type: string, count: number) => {
      const events = Array.from({ length: count }, () => ({ type, data: {} }));
      return admin.call('POST /api/events/batch', { events });
    };
    await send('sync.completed', 300);
    await office.settled();
    await send('sync.failed', 10);
    const arrived = (name: string) => receiver.requests.filter(({ url }) => url.endsWith(`?${name}`)).length;
    await until(() => ['one', 'two', 'three'].every((name) => arrived(name) === 10));
    expect(arrived('busy')).toBeLessThan(150);
    await until(() => arrived('busy') > 0);
  });
});

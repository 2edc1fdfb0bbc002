import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { HttpAnswer, Person } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { Receiver } from '../support/receivers/receiver.js';
import { until } from '../support/until.js';
import { finished } from '../support/receivers/webhooks.js';

const CHANGES = 40;
const PER_SECOND = 20;

let running: Stage;
let receiver: Receiver;
let owner: Person;

beforeAll(async () => {
  running = await Stage.start();
  receiver = await Receiver.start();
  owner = await running.accounts.person('user');
});
afterAll(async () => {
  await running.close();
  await receiver.stop();
});

function call(route: string, body?: unknown): Promise<HttpAnswer> {
  return running.accounts.call(route, { as: owner, body });
}

async function endpoint(fields: object): Promise<string> {
  const input = { url: receiver.url, events: ['ticket.updated'], ...fields };
  return (await call('POST /api/webhooks', input)).body.id;
}

/** As many changes of each of two tickets, one after the other. */
async function changeTickets(): Promise<void> {
  const [one, two] = await Promise.all(
    ['one', 'two'].map(async (title) => (await call('POST /api/tickets', { title })).body.id),
  );
  for (let count = 0; count < CHANGES / 2; count++) {
    for (const id of [one, two]) await call(`PATCH /api/tickets/${id}`, { title: `Printer ${count}` });
  }
}

async function held(id: string): Promise<number> {
  await finished(running);
  return (await call(`GET /api/webhooks/${id}/stats`)).body.held;
}

describe('a disabled endpoint that is enabled again', () => {
  it('gets all missed events in order and paced', async () => {
    const id = await endpoint({ rate_limit: PER_SECOND });
    await call(`POST /api/webhooks/${id}/disable`);
    await changeTickets();
    await until(async () => (await held(id)) === CHANGES);
    expect(receiver.requests).toEqual([]);

    await call(`POST /api/webhooks/${id}/enable`, {});
    const requests = await receiver.received(CHANGES);
    await finished(running);
    expect(requests).toHaveLength(CHANGES);
    for (const ticketId of new Set(requests.map(({ body }) => body.data.id))) {
      const sequence = requests.filter(({ body }) => body.data.id === ticketId).map(({ body }) => body.sequence);
      expect(sequence).toEqual(sequence.toSorted((a, b) => a - b));
    }
    const [first, last] = [requests[0]?.atMs ?? 0, requests.at(-1)?.atMs ?? 0];
    // A bucket may be full at the start: that second's worth comes at once.
    expect(last - first).toBeGreaterThan(((CHANGES - PER_SECOND) / PER_SECOND) * 900);
    await call(`DELETE /api/webhooks/${id}`);
  });

  it('gets none of them on request', async () => {
    receiver.requests.length = 0;
    const id = await endpoint({ active: false });
    await changeTickets();
    await until(async () => (await held(id)) === CHANGES);
    await call(`POST /api/webhooks/${id}/enable`, { drop_held: true });
    const ticket = (await call('POST /api/tickets', { title: 'three' })).body;
    await call(`PATCH /api/tickets/${ticket.id}`, { title: 'after' });
    await finished(running);
    expect(receiver.requests.map(({ body }) => body.data.title)).toEqual(['after']);
  });
});

import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Person } from '../support/people/person.js';
import { Office } from '../support/people/office.js';
import { Receiver } from '../support/receivers/receiver.js';
import { closeSockets, type Json } from '../support/sockets/socket.js';
import { deliveries, finished, plantEndpoint } from '../support/receivers/webhooks.js';
import { until } from '../support/until.js';

const SCHEDULE = '50ms,100ms,150ms';

let office: Office;
let agent: Person;
let requester: Person;
let other: Person;
let receiver: Receiver;

beforeEach(async () => {
  office = await Office.open({ WEBHOOK_RETRY_SCHEDULE: SCHEDULE });
  ({ agent, requester, other } = office.people);
  receiver = await Receiver.start();
});

afterEach(async () => {
  closeSockets();
  await office.close();
  await receiver.stop();
});

/** A test message to oneself: the shortest way to a delivery. */
const poke = (as: Person) => as.call('POST /api/notifications/webhooks/test');

/** Keeps the next request waiting, so that nothing runs ahead of the test. @returns answers it, as all later ones are */
function holdNext(status: number): () => void {
  let waiting: ServerResponse | undefined;
  receiver.next.push((response) => (waiting = response));
  receiver.reply = status;
  return () => waiting?.writeHead(status).end();
}

/** Updates, and deletions, of rows of these tables and their partitions so far, as the sessions have reported them. */
async function changesOf(table: string): Promise<{ updated: number; deleted: number }> {
  const [row] = await office.dataSource.query<{ updated: number; deleted: number }[]>(
    `SELECT sum(n_tup_upd)::int AS updated, sum(n_tup_del)::int AS deleted FROM pg_stat_user_tables WHERE relname ~ ('^' || $1)`,
    [table],
  );
  return row ?? { updated: 0, deleted: 0 };
}

const attemptsOf = (id: string, { dataSource } = office): Promise<Json[]> =>
  dataSource.query('SELECT * FROM webhook_attempts WHERE delivery_id = $1 ORDER BY number', [id]);

describe('a delivery', () => {
  it('is sent and recorded without an update of any row, and after a failure with one of its narrow row', async () => {
    await plantEndpoint(office, requester, receiver.url);
    receiver.next.push(500);
    const ticket = await office.newTicket({ assignee_id: agent.id });
    for (let count = 0; count < 20; count += 1) await office.comment(ticket, agent, { content: `Comment ${count}` });
    const rows = await finished(office);
    const sent = rows.filter(({ position }) => Number(position) > 0);
    expect(sent.map(({ state }) => state)).toEqual(sent.map(() => 'success'));
    expect(sent.length).toBeGreaterThanOrEqual(20);
    const retries = sent.filter(({ tries }) => tries > 1).length;
    await until(async () => (await changesOf('webhook_queue')).deleted === sent.length);
    expect(await changesOf('webhook_queue')).toEqual({ updated: retries, deleted: sent.length });
    expect(await changesOf('webhook_messages')).toEqual({ updated: 0, deleted: 0 });
    expect(await changesOf('webhook_outcomes')).toEqual({ updated: 0, deleted: 0 });
  });

  it('has the same envelope as the push, byte for byte', async () => {
    await plantEndpoint(office, requester, receiver.url);
    const socket = await office.connect(requester);
    const ticket = await office.newTicket({ assignee_id: agent.id });
    await office.comment(ticket, agent, { content: 'Grüße, 日本 "quoted" \u2028 1.10' });
    const [request] = (await receiver.received(2)).slice(-1);
    await socket.waitFor(() => socket.of('notification').length === 2);
    const push = socket.of('notification')[1];
    const envelope = { event: push.event, notification: push.notification, data: push.data };
    expect(request?.text).toBe(JSON.stringify(envelope));
    expect(request?.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'user-agent': expect.stringMatching(/^Carillon\/\d+\.\d+\.\d+$/),
      'webhook-id': push.notification.id,
      'x-webhook-id': push.notification.id,
      'x-webhook-event': 'comment.created',
    });
  });

  it('is created once per person, but not if the person switched it off', async () => {
    await plantEndpoint(office, requester, receiver.url);
    await requester.call('PUT /api/users/me/preferences', { types: { ticket_updated: { webhook: false } } });
    const ticket = await office.newTicket({ assignee_id: agent.id });
    await office.comment(ticket, agent);
    await poke(requester);
    await receiver.received(2);
    await finished(office);
    expect(receiver.types).toEqual(['comment_on_ticket', 'webhook_test']);
  });

  it.each([
    // A retry is another request.
    ['while its first attempt is under way', 1, 500],
    ['while it waits behind another', 2, 200],
  ])('is cancelled when the right to see the event is lost %s', async (_when, comments, status) => {
    await plantEndpoint(office, requester, receiver.url);
    const ticket = await office.newTicket({ assignee_id: agent.id });
    await receiver.received(1);
    const answer = holdNext(status);
    for (let count = 0; count < comments; count += 1) await office.comment(ticket, agent);
    await receiver.received(2);
    await agent.call(`PATCH /api/tickets/${ticket.id}`, { requester_id: other.id });
    await office.settled();
    answer();
    const rows = await finished(office);
    expect(rows.at(-1)).toMatchObject({ state: 'cancelled', error: expect.stringContaining('may no longer see') });
    expect(receiver.requests).toHaveLength(2);
  });

  it('is cancelled when the recipient is deactivated', async () => {
    await plantEndpoint(office, requester, receiver.url);
    const fail = holdNext(500);
    await poke(requester);
    await receiver.received(1);
    await office.people.admin.call(`POST /api/users/${requester.id}/deactivate`);
    fail();
    expect((await finished(office)).map(({ state }) => state)).toEqual(['cancelled']);
  });
});

describe('a receiver', () => {
  it('that answers 500 twice gets a third request, with a new signature and the same id', async () => {
    const secret = await plantEndpoint(office, requester, receiver.url);
    receiver.next.push(500, 500, 200);
    await poke(requester);
    await receiver.received(3);
    const ids = receiver.requests.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size).toBe(1);
    for (const request of receiver.requests) {
      expect(() => request.verify(secret)).not.toThrow();
      expect(() => request.verify(secret, `${request.text} `)).toThrow();
    }
    const [row] = await finished(office);
    expect(row).toMatchObject({ state: 'success', attempts: 3, response_status: 200, error: null });
    const attempts = await attemptsOf(row.id);
    expect(attempts.map(({ number, response_status }) => [number, response_status])).toEqual([
      [1, 500],
      [2, 500],
    ]);
  });

  it('that never succeeds fails after the last attempt of the schedule', async () => {
    await plantEndpoint(office, requester, receiver.url);
    receiver.reply = (response) => response.writeHead(502).end('down, sorry');
    await poke(requester);
    const [row] = await finished(office);
    expect(row).toMatchObject({ state: 'failed', attempts: 4, response_status: 502, response_body: 'down, sorry' });
    expect(receiver.requests).toHaveLength(4);
  });

  it('that hangs, streams without end or redirects fails, and delays no other', async () => {
    const impatient = await Office.open({ WEBHOOK_RETRY_SCHEDULE: SCHEDULE, WEBHOOK_TIMEOUT: '400ms' });
    const healthy = await Receiver.start();
    try {
      const { people } = impatient;
      const test = (as: Person) => as.call('POST /api/notifications/webhooks/test');
      await plantEndpoint(impatient, people.requester, receiver.url);
      await plantEndpoint(impatient, people.other, healthy.url);
      receiver.next.push(
        () => undefined,
        (response) => {
          response.writeHead(200);
          const timer = setInterval(() => response.write('more '), 20);
          response.on('close', () => clearInterval(timer));
        },
        (response) => response.writeHead(302, { location: healthy.url }).end(),
      );
      receiver.reply = 400;
      await test(people.requester);
      await receiver.received(1);
      await test(people.other);
      await healthy.received(1);
      expect(receiver.requests).toHaveLength(1);
      const rows = await finished(impatient);
      const attempts = await attemptsOf(rows[0].id, impatient);
      expect(attempts.map(({ response_status: status, error }) => [status, error])).toEqual([
        [null, 'The receiver did not answer completely in time.'],
        [null, 'The receiver did not answer completely in time.'],
        [302, expect.stringContaining('redirects are not followed')],
        [400, 'The receiver answered 400.'],
      ]);
      expect(healthy.requests).toHaveLength(1);
    } finally {
      await healthy.stop();
      await impatient.close();
    }
  });

  it('that asks for a pause gets no request during it, and no attempt is spent', async () => {
    await plantEndpoint(office, requester, receiver.url);
    receiver.next.push((response) => response.writeHead(429, { 'retry-after': '1' }).end());
    await poke(requester);
    await receiver.received(2);
    const [first, second] = receiver.requests;
    expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThanOrEqual(1_000);
    expect(await finished(office)).toMatchObject([{ state: 'success', attempts: 1, tries: 2, waited_ms: 1_000 }]);
  });

  it('that is gone gets no further request; later deliveries are held', async () => {
    await plantEndpoint(office, requester, receiver.url);
    receiver.next.push(410);
    await poke(requester);
    await until(async () => {
      const [endpoint] = await office.dataSource.query<Json[]>('SELECT active FROM webhook_endpoints');
      return endpoint.active === false;
    });
    await poke(requester);
    // The endpoint is disabled beside the storing of the result, in either order: the first may be held for a moment.
    await until(async () => (await deliveries(office)).map(({ state }) => state).join() === 'failed,held');
    expect(receiver.requests).toHaveLength(1);
  });

  it('whose host is no longer allowed is refused before a connection', async () => {
    const strict = await Office.open({ WEBHOOK_ALLOWED_NETWORKS: '', WEBHOOK_RETRY_SCHEDULE: '20ms' });
    try {
      await plantEndpoint(strict, strict.people.requester, receiver.url);
      await strict.people.requester.call('POST /api/notifications/webhooks/test');
      const [row] = await finished(strict);
      expect(row).toMatchObject({ state: 'failed', error: expect.stringContaining('loopback') });
      expect(receiver.connections).toBe(0);
    } finally {
      await strict.close();
    }
  });
});

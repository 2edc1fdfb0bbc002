import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import type { Account } from '../support/accounts.js';
import { Office } from '../support/office.js';
import { Receiver } from '../support/receiver.js';
import { closeSockets, connect, type Json } from '../support/socket.js';
import { deliveries, finished, plantEndpoint } from '../support/webhooks.js';
import { until } from '../support/until.js';

const SCHEDULE = '50ms,100ms,150ms';

let office: Office;
let agent: Account;
let requester: Account;
let other: Account;
let receiver: Receiver;

beforeEach(async () => {
  office = await Office.open({ WEBHOOK_RETRY_SCHEDULE: SCHEDULE });
  ({ agent, requester, other } = office.people);
  receiver = await Receiver.start();
});

afterEach(async () => {
  closeSockets();
  await office.running.close();
  await receiver.stop();
});

/** A test message to oneself: the shortest way to a delivery. */
const poke = (as: Account) => office.call('POST /api/notifications/webhooks/test', as);

/** Keeps the next request waiting, so that no retry runs ahead of the test. @returns answers it with 500, as all later ones */
function failNext(): () => void {
  let waiting: ServerResponse | undefined;
  receiver.next.push((response) => (waiting = response));
  receiver.reply = 500;
  return () => waiting?.writeHead(500).end();
}

const attemptsOf = (id: string, { dataSource } = office.running): Promise<Json[]> =>
  dataSource.query('SELECT * FROM webhook_attempts WHERE delivery_id = $1 ORDER BY number', [id]);

describe('a delivery', () => {
  it('is the same envelope as the push, byte for byte', async () => {
    await plantEndpoint(office.running, requester, receiver.url);
    const socket = await connect(office.running.url, { token: requester.access_token });
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

  it('is made once for a person, and for nobody who switched that off', async () => {
    await plantEndpoint(office.running, requester, receiver.url);
    await office.call('PUT /api/users/me/preferences', requester, { types: { ticket_updated: { webhook: false } } });
    const ticket = await office.newTicket({ assignee_id: agent.id });
    await office.comment(ticket, agent);
    await poke(requester);
    await receiver.received(2);
    await finished(office.running);
    expect(receiver.types).toEqual(['comment_on_ticket', 'webhook_test']);
  });

  it('is cancelled when the right is lost before it is sent', async () => {
    await plantEndpoint(office.running, requester, receiver.url);
    const ticket = await office.newTicket({ assignee_id: agent.id });
    await receiver.received(1);
    const fail = failNext();
    await office.comment(ticket, agent);
    await receiver.received(2);
    await office.call(`PATCH /api/tickets/${ticket.id}`, agent, { requester_id: other.id });
    fail();
    const rows = await finished(office.running);
    expect(rows.at(-1)).toMatchObject({ state: 'cancelled', error: expect.stringContaining('may not see') });
  });

  it('is cancelled when the recipient is deactivated', async () => {
    await plantEndpoint(office.running, requester, receiver.url);
    const fail = failNext();
    await poke(requester);
    await receiver.received(1);
    await office.call(`POST /api/users/${requester.id}/deactivate`, office.people.admin);
    fail();
    expect((await finished(office.running)).map(({ state }) => state)).toEqual(['cancelled']);
  });
});

describe('a receiver', () => {
  it('that answers 500 twice gets it a third time, signed anew under the same id', async () => {
    const webhook = new Webhook(await plantEndpoint(office.running, requester, receiver.url));
    receiver.next.push(500, 500, 200);
    await poke(requester);
    await receiver.received(3);
    const ids = receiver.requests.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size).toBe(1);
    for (const { text, headers } of receiver.requests) {
      expect(() => webhook.verify(text, headers as Record<string, string>)).not.toThrow();
      expect(() => webhook.verify(`${text} `, headers as Record<string, string>)).toThrow();
    }
    const [row] = await finished(office.running);
    expect(row).toMatchObject({ state: 'success', attempts: 3, response_status: 200, error: null });
    const attempts = await attemptsOf(row.id);
    expect(attempts.map(({ number, response_status }) => [number, response_status])).toEqual([
      [1, 500],
      [2, 500],
    ]);
  });

  it('that never succeeds has failed after the last attempt of the schedule', async () => {
    await plantEndpoint(office.running, requester, receiver.url);
    receiver.reply = (response) => response.writeHead(502).end('down, sorry');
    await poke(requester);
    const [row] = await finished(office.running);
    expect(row).toMatchObject({ state: 'failed', attempts: 4, response_status: 502, response_body: 'down, sorry' });
    expect(receiver.requests).toHaveLength(4);
  });

  it('that hangs, streams for ever or redirects has failed, and delays no other', async () => {
    const impatient = await Office.open({ WEBHOOK_RETRY_SCHEDULE: SCHEDULE, WEBHOOK_TIMEOUT: '400ms' });
    const healthy = await Receiver.start();
    try {
      const { running, people } = impatient;
      const test = (as: Account) => impatient.call('POST /api/notifications/webhooks/test', as);
      await plantEndpoint(running, people.requester, receiver.url);
      await plantEndpoint(running, people.other, healthy.url);
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
      const rows = await finished(running);
      const attempts = await attemptsOf(rows[0].id, running);
      expect(attempts.map(({ response_status: status, error }) => [status, error])).toEqual([
        [null, 'The receiver did not answer completely in time.'],
        [null, 'The receiver did not answer completely in time.'],
        [302, expect.stringContaining('redirects are not followed')],
        [400, 'The receiver answered 400.'],
      ]);
      expect(healthy.requests).toHaveLength(1);
    } finally {
      await healthy.stop();
      await impatient.running.close();
    }
  });

  it('that asks to wait is left alone so long, and spends no attempt', async () => {
    await plantEndpoint(office.running, requester, receiver.url);
    receiver.next.push((response) => response.writeHead(429, { 'retry-after': '1' }).end());
    await poke(requester);
    await receiver.received(2);
    const [first, second] = receiver.requests;
    expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThanOrEqual(1_000);
    expect(await finished(office.running)).toMatchObject([
      { state: 'success', attempts: 1, tries: 2, waited_ms: 1_000 },
    ]);
  });

  it('that is gone is asked no more; what comes later is held', async () => {
    await plantEndpoint(office.running, requester, receiver.url);
    receiver.next.push(410);
    await poke(requester);
    await until(async () => {
      const [endpoint] = await office.running.dataSource.query<Json[]>('SELECT active FROM webhook_endpoints');
      return endpoint.active === false;
    });
    await poke(requester);
    await until(async () => (await deliveries(office.running)).at(-1)?.state === 'held');
    expect((await deliveries(office.running)).map(({ state }) => state)).toEqual(['failed', 'held']);
    expect(receiver.requests).toHaveLength(1);
  });

  it('whose host is listed no more is refused at the dial, without a connection', async () => {
    const strict = await Office.open({ WEBHOOK_ALLOWED_NETWORKS: '', WEBHOOK_RETRY_SCHEDULE: '20ms' });
    try {
      await plantEndpoint(strict.running, strict.people.requester, receiver.url);
      await strict.call('POST /api/notifications/webhooks/test', strict.people.requester);
      const [row] = await finished(strict.running);
      expect(row).toMatchObject({ state: 'failed', error: expect.stringContaining('loopback') });
      expect(receiver.connections).toBe(0);
    } finally {
      await strict.running.close();
    }
  });
});

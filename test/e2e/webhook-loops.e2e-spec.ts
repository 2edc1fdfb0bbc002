import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/common/ids.js';
import { SecretBox } from '../../src/webhooks/secret-box.js';
import { wrongFields, type Account, type HttpAnswer } from '../support/accounts.js';
import { startApp, type RunningApp } from '../support/app.js';
import { Receiver } from '../support/receiver.js';
import { until } from '../support/until.js';
import { deliveries, finished, plant } from '../support/webhooks.js';

const MAX_HOPS = 3;

let running: RunningApp;
const servers: Server[] = [];

beforeAll(async () => {
  running = await startApp({ PUBLIC_URL: 'https://desk.example.com', WEBHOOK_RETRY_SCHEDULE: '10ms' });
});
afterAll(() => running.close());
afterEach(async () => {
  await running.dataSource.query('DELETE FROM webhook_endpoints');
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

function call(as: Account, route: string, body?: unknown, headers: Record<string, string> = {}): Promise<HttpAnswer> {
  return running.accounts.call(route, { as, body, headers });
}

/** A receiver that answers each message with a request of its own, and passes the hop header on. */
async function echo(as: Account, route: () => [string, unknown]) {
  const answers: HttpAnswer[] = [];
  const server = createServer((request, response) => {
    void take(request, response);
  });
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const [path, body] = route();
    for await (const chunk of request) void chunk;
    const hops = String(request.headers['x-carillon-hops']);
    answers.push(await call(as, path, body, { 'x-carillon-hops': hops }));
    response.writeHead(204).end();
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(server);
  return { answers, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

describe('an endpoint that feeds itself', () => {
  it('by events comes to an end, and is told why', async () => {
    const owner = await running.accounts.person('user');
    const event = { type: 'loop.turned', data: {}, user_id: owner.id };
    const loop = await echo(owner, () => ['POST /api/events', event]);
    expect((await call(owner, 'POST /api/webhooks', { url: loop.url, events: ['loop.turned'] })).status).toBe(201);
    expect((await call(owner, 'POST /api/events', event)).status).toBe(202);
    await until(() => loop.answers.length > MAX_HOPS);
    await finished(running);
    expect(loop.answers.map(({ status }) => status)).toEqual([202, 202, 202, 409]);
    expect(loop.answers.at(-1)?.body).toMatchObject({ code: 'loop_detected', status: 409 });
  });

  it('by a batch of events, or by comments, comes to an end too', async () => {
    const owner = await running.accounts.person('user');
    const event = { type: 'loop.turned', data: {}, user_id: owner.id };
    const batch = await echo(owner, () => ['POST /api/events/batch', { events: [event, event] }]);
    await call(owner, 'POST /api/webhooks', { url: batch.url, events: ['loop.turned'] });
    await call(owner, 'POST /api/events', event);
    // 1, 2, 4 and 8 deliveries; the last eight are refused.
    await until(() => batch.answers.length >= 15);
    await finished(running);
    expect(batch.answers.filter(({ status }) => status === 202)).toHaveLength(7);
    expect(batch.answers.filter(({ status }) => status === 409)).toHaveLength(8);
    await running.dataSource.query('DELETE FROM webhook_endpoints');

    const ticket = (await call(owner, 'POST /api/tickets', { title: 'Printer' })).body;
    const thread = `POST /api/tickets/${ticket.id}/comments`;
    const bot = await echo(owner, () => [thread, { content: 'Thank you for your comment.' }]);
    await call(owner, 'POST /api/webhooks', { url: bot.url, events: ['comment.created'] });
    await call(owner, thread, { content: 'Hello' });
    await until(() => bot.answers.length > MAX_HOPS);
    await finished(running);
    expect(bot.answers.map(({ status }) => status)).toEqual([201, 201, 201, 409]);
    const { body } = await call(owner, `GET /api/tickets/${ticket.id}/comments`);
    expect(body.items).toHaveLength(1 + MAX_HOPS);
  });
});

describe('the hop header', () => {
  it('that is forged, changed or of another make counts as none', async () => {
    const owner = await running.accounts.person('user');
    const receiver = await Receiver.start();
    await call(owner, 'POST /api/webhooks', { url: receiver.url, events: ['chain.*'] });
    const event = { type: 'chain.moved', data: {}, user_id: owner.id };
    await call(owner, 'POST /api/events', event);
    const [request] = await receiver.received(1);
    const stamp = String(request?.headers['x-carillon-hops']);
    expect(stamp).toMatch(/^0\.[0-9a-f-]{36}\.[\w-]{43}$/);
    const [, id, mac] = stamp.split('.');
    const forged = [
      `3.${id}.${mac}`,
      `99.${id}.${mac}`,
      `0.${newId()}.${mac}`,
      '3',
      '-1',
      '',
      `0.${id}.${'A'.repeat(43)}`,
    ];
    for (const header of forged) {
      expect((await call(owner, 'POST /api/events', event, { 'x-carillon-hops': header })).status).toBe(202);
    }
    await receiver.received(1 + forged.length);
    const hops = receiver.requests.map(({ headers }) => String(headers['x-carillon-hops']).split('.')[0]);
    expect(new Set(hops)).toEqual(new Set(['0']));
    await call(owner, 'POST /api/events', event, { 'x-carillon-hops': stamp });
    await receiver.received(2 + forged.length);
    expect(String(receiver.requests.at(-1)?.headers['x-carillon-hops'])).toMatch(/^1\./);
    await receiver.stop();
  });

  it('is no header that an endpoint may set', async () => {
    const owner = await running.accounts.person('user');
    const body = { url: 'https://example.com/', events: ['*'], headers: { 'X-Carillon-Hops': '0' } };
    expect(wrongFields(await call(owner, 'POST /api/webhooks', body))).toEqual(['headers']);
  });
});

describe('credentials for this server itself', () => {
  const credentials = { Authorization: 'Bearer ck_secret' };
  const own = () => [
    '/api/events',
    'https://desk.example.com/api/events',
    'https://DESK.example.com./api/events',
    'http://desk.example.com/api/events',
    `${running.url}/api/events`,
    running.url.replace('127.0.0.1', 'localhost'),
    running.url.replace('127.0.0.1', '127.1.2.3'),
    running.url.replace('127.0.0.1', '[::1]'),
  ];

  it('are refused when an endpoint is made or changed', async () => {
    const owner = await running.accounts.person('user');
    for (const url of own()) {
      const made = await call(owner, 'POST /api/webhooks', { url, events: ['*'], headers: credentials });
      expect({ url, status: made.status }).toEqual({ url, status: 400 });
      expect(wrongFields(made)).toEqual(['headers']);
      const plain = await call(owner, 'POST /api/webhooks', { url, name: url, events: ['*'], headers: { 'X-A': 'b' } });
      expect({ url, status: plain.status }).toEqual({ url, status: 201 });
    }
    const elsewhere = await call(owner, 'POST /api/webhooks', {
      url: 'https://desk.example.com:8443/',
      events: ['*'],
      headers: credentials,
    });
    expect(elsewhere).toMatchObject({ status: 201, body: { headers: { Authorization: '••••' } } });
    const moved = await call(owner, `PATCH /api/webhooks/${elsewhere.body.id}`, {
      url: '/api/events',
      headers: credentials,
    });
    expect(wrongFields(moved)).toEqual(['headers']);
  });

  it('of an endpoint that is older than the rule are not sent', async () => {
    const owner = await running.accounts.person('user');
    const key = (await call(owner, 'POST /api/api-keys', { name: 'loop' })).body.key;
    const headers = running.get(SecretBox).seal(JSON.stringify({ Authorization: `Bearer ${key}`, 'X-A': 'b' }));
    await plant(running, {
      user_id: owner.id,
      url: `${running.url}/api/events`,
      events: ['project.created'],
      headers_encrypted: headers,
      max_attempts: 1,
    });
    await call(owner, 'POST /api/events', { type: 'project.created', data: {}, user_id: owner.id });
    await finished(running);
    const rows = (await deliveries(running)).filter((row) => row.event_type === 'project.created');
    expect(rows.map(({ response_status: status }) => status)).toEqual([401]);
  });
});

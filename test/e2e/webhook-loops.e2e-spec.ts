import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/common/ids.js';
import { SecretBox } from '../../src/webhooks/signing/secret-box.js';
import { type HttpAnswer, type Person, wrongFields } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { Receiver } from '../support/receivers/receiver.js';
import { until } from '../support/until.js';
import { deliveries, finished, plant } from '../support/receivers/webhooks.js';

const MAX_HOPS = 3;

let running: Stage;
const receivers: Receiver[] = [];

beforeAll(async () => {
  running = await Stage.start({ PUBLIC_URL: 'https://desk.example.com', WEBHOOK_RETRY_SCHEDULE: '10ms' });
});
afterAll(() => running.close());
afterEach(async () => {
  await running.dataSource.query('DELETE FROM webhook_endpoints');
  await Promise.all(receivers.splice(0).map((receiver) => receiver.stop()));
});

function call(as: Person, route: string, body?: unknown, headers: Record<string, string> = {}): Promise<HttpAnswer> {
  return running.accounts.call(route, { as, body, headers });
}

/** A receiver that answers each message with a request of its own, and passes the hop header on. */
async function echo(as: Person, route: () => [string, unknown]) {
  const answers: HttpAnswer[] = [];
  const receiver = await Receiver.start();
  receivers.push(receiver);
  receiver.reply = async (response, { headers }) => {
    const [path, body] = route();
    answers.push(await call(as, path, body, { 'x-carillon-hops': String(headers['x-carillon-hops']) }));
    response.writeHead(204).end();
  };
  return { answers, url: receiver.url };
}

describe('an endpoint that triggers itself', () => {
  it('with events is stopped, with a reason', async () => {
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

  it('with a batch of events, or with comments, is stopped too', async () => {
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
  it('is ignored if it is forged, changed or malformed', async () => {
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

  it('cannot be set by an endpoint', async () => {
    const owner = await running.accounts.person('user');
    const body = { url: 'https://example.com/', events: ['*'], headers: { 'X-Carillon-Hops': '0' } };
    expect(wrongFields(await call(owner, 'POST /api/webhooks', body))).toEqual(['headers']);
  });
});

describe('credentials for this server in the headers of an endpoint', () => {
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

  it('are refused when it is created or changed', async () => {
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

  it('are not sent by an endpoint older than the rule', async () => {
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

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AppLogger } from '../../src/common/logger.js';
import type { Accounts } from '../support/people/accounts.js';
import { type HttpAnswer, type Person, wrongFields } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { Receiver } from '../support/receivers/receiver.js';
import { queueDelivery } from '../support/receivers/signed-posts.js';
import { until } from '../support/until.js';

let running: Stage;
let accounts: Accounts;
let receiver: Receiver;
let owner: Person;
let endpoint: { id: string };

beforeAll(async () => {
  running = await Stage.start();
  accounts = running.accounts;
});
afterAll(() => running.close());

beforeEach(async () => {
  receiver = await Receiver.start();
  owner = await accounts.person('user');
  const body = { url: receiver.url, events: ['ticket.created'], max_attempts: 1 };
  endpoint = (await call('POST /api/webhooks', body)).body;
});
afterEach(() => receiver.stop());

function call(route: string, body?: unknown, as = owner): Promise<HttpAnswer> {
  return accounts.call(route, { as, body });
}

async function deliveries() {
  return (await call(`GET /api/webhooks/${endpoint.id}/deliveries`)).body.items;
}

/** One ticket, and what became of its delivery. */
async function delivered(status: string) {
  const before = (await deliveries()).length;
  await call('POST /api/tickets', { title: 'Printer' });
  await until(async () => {
    const now = await deliveries();
    return now.length > before && now[0].status === status;
  });
  return (await deliveries())[0];
}

describe('a delivery that failed permanently', () => {
  it.each([
    ['failed', 500, 'after its last attempt'],
    ['gone', 410, 'because the receiver is gone'],
  ])('is logged as %s at warn, %#', async (action, status) => {
    const logger = running.get(AppLogger);
    const lines: { event: unknown; fields: unknown }[] = [];
    const warn = logger.warn.bind(logger);
    logger.warn = (event, fields) => void lines.push({ event, fields });
    receiver.reply = status;
    await delivered('failed');
    logger.warn = warn;
    expect(lines.filter(({ event }) => event === 'delivery.attempted')).toEqual([
      { event: 'delivery.attempted', fields: expect.objectContaining({ action, endpoint_id: endpoint.id, status }) },
    ]);
  });
});

describe('a manual retry', () => {
  it('sends the same message with the same id and a new signature, and logs every attempt', async () => {
    receiver.reply = 500;
    const { id } = await delivered('failed');
    receiver.reply = 200;
    const retry = `POST /api/webhooks/${endpoint.id}/deliveries/${id}/retry`;
    expect(await call(retry)).toMatchObject({ status: 200, body: { id, status: 'pending' } });
    await until(async () => (await deliveries())[0].status === 'success');
    await call(retry);
    const requests = await receiver.received(3);
    expect(new Set(requests.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(new Set(requests.map(({ text }) => text)).size).toBe(1);
    await until(async () => (await deliveries())[0].status === 'success');
    const detail = (await call(`GET /api/webhooks/${endpoint.id}/deliveries/${id}`)).body;
    expect(detail.attempts).toBe(3);
    expect(detail.attempt_log.map((attempt: { response_status: number }) => attempt.response_status)).toEqual([
      500, 200, 200,
    ]);
  });

  it('is refused while the endpoint is disabled, and for a delivery past retention', async () => {
    const lost = await queueDelivery(accounts, endpoint.id, { state: 'failed' });
    const retry = `POST /api/webhooks/${endpoint.id}/deliveries/${lost}/retry`;
    expect(await call(retry)).toMatchObject({ status: 409, body: { code: 'event_expired' } });
    await call(`POST /api/webhooks/${endpoint.id}/disable`);
    expect(await call(retry)).toMatchObject({ status: 409, body: { code: 'webhook_disabled' } });
    const other = await accounts.person('agent');
    expect((await call(retry, undefined, other)).status).toBe(404);
  });

  it('of all failed deliveries is one call', async () => {
    receiver.reply = 500;
    await delivered('failed');
    await delivered('failed');
    receiver.reply = 200;
    const stranger = await accounts.person('user');
    expect((await call('POST /api/webhooks/queue/retry-failed', {}, stranger)).body).toEqual({ retried: 0 });
    const foreign = { webhookId: endpoint.id };
    expect((await call('POST /api/webhooks/queue/retry-failed', foreign, stranger)).status).toBe(404);
    expect((await call('POST /api/webhooks/queue/retry-failed', foreign)).body).toEqual({ retried: 2 });
    await until(async () => (await deliveries()).every(({ status }: { status: string }) => status === 'success'));
    expect((await call('POST /api/webhooks/queue/retry-failed', {})).body).toEqual({ retried: 0 });
    expect(wrongFields(await call('POST /api/webhooks/queue/retry-failed', { webhookId: 'x', more: 1 }))).toEqual([
      'more',
      'webhookId',
    ]);
  });
});

describe('delivery statistics', () => {
  it('of an endpoint count the outcomes of its deliveries', async () => {
    await delivered('success');
    receiver.reply = 500;
    await delivered('failed');
    await queueDelivery(accounts, endpoint.id, { state: 'held' });
    const { status, body } = await call(`GET /api/webhooks/${endpoint.id}/stats`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ total: 3, successful: 1, failed: 1, pending: 0, held: 1, success_rate: 50 });
    expect(body.p50_ms).toBeGreaterThanOrEqual(0);
    expect(body.p95_ms).toBeGreaterThanOrEqual(body.p50_ms);
    expect(body.recent.map((item: { status: string }) => item.status)).toEqual(['held', 'failed', 'success']);
    expect(body.by_hour).toHaveLength(24);
    const sum = body.by_hour.reduce((total: number, hour: { total: number }) => total + hour.total, 0);
    expect(sum).toBe(3);
    const other = await accounts.person('manager');
    expect((await call(`GET /api/webhooks/${endpoint.id}/stats`, undefined, other)).status).toBe(404);
  });

  it('of an endpoint without deliveries are zeros', async () => {
    const { body } = await call(`GET /api/webhooks/${endpoint.id}/stats`);
    expect(body).toMatchObject({ total: 0, success_rate: null, p50_ms: null, recent: [] });
  });

  it('of the queue cover the caller’s own endpoints, for an admin all', async () => {
    await delivered('success');
    await queueDelivery(accounts, endpoint.id, { state: 'held' });
    const empty = {
      waiting: 0,
      active: 0,
      completed: 0,
      failed: 0,
      delayed: 0,
      held: 0,
      total: 0,
      oldest_due_seconds: 0,
    };
    const mine = { ...empty, completed: 1, held: 1, total: 2 };
    expect((await call('GET /api/webhooks/queue/stats')).body).toEqual(mine);
    const stranger = await accounts.person('agent');
    expect((await call('GET /api/webhooks/queue/stats', undefined, stranger)).body).toEqual(empty);
    const admin = await accounts.person('admin');
    const all = (await call('GET /api/webhooks/queue/stats', undefined, admin)).body;
    expect(all.total).toBe(await accounts.count(`webhook_deliveries WHERE state <> 'cancelled'`));
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/common/ids.js';
import type { Accounts } from '../support/people/accounts.js';
import { type Person, wrongFields } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { queueDelivery } from '../support/receivers/signed-posts.js';

let running: Stage;
let accounts: Accounts;
let owner: Person;
let endpoint: { id: string; secret: string };

beforeAll(async () => {
  running = await Stage.start({ WEBHOOK_WORKER_CONCURRENCY: '0' });
  accounts = running.accounts;
  owner = await accounts.person('user');
  const body = { webhook_url: 'https://hooks.example.com/' };
  endpoint = (await accounts.call('PUT /api/users/me/webhook', { as: owner, body })).body;
});
afterAll(() => running.close());

function get(path: string, as = owner) {
  return accounts.call(`GET /api/webhooks/${endpoint.id}${path}`, { as });
}

describe('a personal endpoint', () => {
  it('is readable by its owner, without its secret', async () => {
    const { status, body } = await get('');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: endpoint.id,
      name: 'Personal',
      url: 'https://hooks.example.com/',
      owner_type: 'user',
      user_id: owner.id,
      payload_format: 'notification',
      status: 'active',
      headers: {},
    });
    expect(body.secret).toBeUndefined();
    expect(JSON.stringify(body)).not.toContain(endpoint.secret);
  });

  it.each(['user', 'agent', 'manager', 'admin'] as const)('does not exist for another %s', async (role) => {
    const company = await accounts.company();
    const other = await accounts.person(role, { companyId: company.id });
    const delivery = await queueDelivery(accounts, endpoint.id);
    for (const path of ['', '/deliveries', `/deliveries/${delivery}`]) {
      const answer = await get(path, other);
      expect([path, answer.status, answer.body.code]).toEqual([path, 404, 'not_found']);
    }
    expect((await accounts.call(`GET /api/webhooks/${endpoint.id}`)).status).toBe(401);
  });

  it('is answered 404 for a malformed id', async () => {
    expect((await accounts.call('GET /api/webhooks/nonsense', { as: owner })).status).toBe(404);
    expect((await get('/deliveries/nonsense')).status).toBe(404);
    expect((await get(`/deliveries/${newId()}`)).status).toBe(404);
  });
});

describe('the deliveries of a personal endpoint', () => {
  it('are listed newest first, in pages, by status and by type', async () => {
    await running.dataSource.query('DELETE FROM webhook_deliveries');
    const states = ['success', 'retry', 'failed', 'held', 'pending', 'cancelled'];
    const ids: string[] = [];
    for (const state of states) ids.push(await queueDelivery(accounts, endpoint.id, { state }));
    const all = (await get('/deliveries')).body.items;
    expect(all.map((item: { id: string }) => item.id)).toEqual(ids.toReversed());
    expect(all.map((item: { status: string }) => item.status)).toEqual([
      'cancelled',
      'pending',
      'held',
      'failed',
      'sending',
      'success',
    ]);
    expect(all[4].next_attempt_at).toMatch(/Z$/);
    expect(all[1].next_attempt_at).toBeNull();

    const first = (await get('/deliveries?limit=4')).body;
    const second = (await get(`/deliveries?limit=4&cursor=${first.next_cursor}`)).body;
    expect([...first.items, ...second.items]).toEqual(all);
    expect(second.next_cursor).toBeNull();

    expect((await get('/deliveries?status=sending')).body.items).toEqual([all[4]]);
    expect((await get('/deliveries?type=webhook.test')).body.items).toHaveLength(6);
    expect((await get('/deliveries?type=ticket.created')).body.items).toEqual([]);
    expect(wrongFields(await get('/deliveries?status=retry&cursor=x&limit=0&foo=1'))).toEqual([
      'foo',
      'limit',
      'status',
    ]);
    expect(wrongFields(await get('/deliveries?cursor=x'))).toEqual(['cursor']);
  });

  it('are shown with the sent payload and every attempt', async () => {
    const test = await accounts.call('POST /api/notifications/webhooks/test', { as: owner });
    const notification = { id: newId(), message: 'Try' };
    const id = await queueDelivery(accounts, endpoint.id, {
      state: 'success',
      eventId: test.body.event_id,
      notification: JSON.stringify(notification),
    });
    await running.dataSource.query(
      `UPDATE webhook_deliveries SET tries = 2, attempts = 2, response_status = 200, response_body = 'ok', duration_ms = 12,
              timings = '{"total_ms":12}', delivered_at = now() WHERE id = $1`,
      [id],
    );
    await running.dataSource.query(
      `INSERT INTO webhook_attempts (delivery_id, number, started_at, duration_ms, response_status, response_body, error, timings)
       VALUES ($1, 1, now() - interval '5 s', 30, 500, 'no', 'The receiver answered 500.', '{"total_ms":30}')`,
      [id],
    );
    const { status, body } = await get(`/deliveries/${id}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ id, status: 'success', attempts: 2, response_body: 'ok' });
    expect(body.payload).toMatchObject({
      event: 'notification.created',
      notification,
      data: { message: expect.any(String) },
    });
    expect(body.request_headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8' });
    expect(Object.keys(body.request_headers).join()).not.toMatch(/signature|authorization/i);
    expect(body.attempt_log).toMatchObject([
      { number: 1, response_status: 500, error: 'The receiver answered 500.', timings: { total_ms: 30 } },
      { number: 2, response_status: 200, error: null, timings: { total_ms: 12 } },
    ]);
  });

  it('show no payload after its right is lost, or past retention', async () => {
    const requester = await accounts.person('user');
    const ticket = (await accounts.call('POST /api/tickets', { as: requester, body: { title: 'Mine' } })).body;
    const sql = `SELECT id FROM event_bodies WHERE type = 'ticket.created' AND entity_id = $1`;
    const [event] = await running.dataSource.query<{ id: string }[]>(sql, [ticket.id]);
    const foreign = await queueDelivery(accounts, endpoint.id, { state: 'cancelled', eventId: event?.id });
    const expired = await queueDelivery(accounts, endpoint.id, { state: 'failed' });
    for (const id of [foreign, expired]) expect((await get(`/deliveries/${id}`)).body.payload).toBeNull();
  });
});

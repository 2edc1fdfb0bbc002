import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Accounts } from '../support/people/accounts.js';
import { type HttpAnswer, type Person, wrongFields } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { queueDelivery } from '../support/receivers/signed-posts.js';

const URL_ONE = 'https://hooks.example.com/one';
const ROUTE = '/api/users/me/webhook';

let running: Stage;
let accounts: Accounts;
let person: Person;

beforeAll(async () => {
  // Nothing is delivered here: what waits in the queue must still be there when it is looked at.
  running = await Stage.start({ WEBHOOK_WORKER_CONCURRENCY: '0' });
  accounts = running.accounts;
});
afterAll(() => running.close());
beforeEach(async () => {
  person = await accounts.person('user');
});

function put(body: unknown, as: Person = person): Promise<HttpAnswer> {
  return accounts.call(`PUT ${ROUTE}`, { as, body });
}

async function made(as: Person = person): Promise<{ id: string; secret: string }> {
  const answer = await put({ webhook_url: URL_ONE }, as);
  expect(answer.status).toBe(200);
  return answer.body;
}

async function row(userId: string): Promise<Record<string, unknown> | undefined> {
  const sql = `SELECT * FROM webhook_endpoints WHERE user_id = $1`;
  const rows = await running.dataSource.query<Record<string, unknown>[]>(sql, [userId]);
  expect(rows.length).toBeLessThanOrEqual(1);
  return rows[0];
}

async function stateOf(deliveryId: string): Promise<string | undefined> {
  const sql = 'SELECT state FROM webhook_deliveries WHERE id = $1';
  const [delivery] = await running.dataSource.query<{ state: string }[]>(sql, [deliveryId]);
  return delivery?.state;
}

describe('a personal webhook', () => {
  it('is null until it is set', async () => {
    const answer = await accounts.call(`GET ${ROUTE}`, { as: person });
    expect([answer.status, answer.body.webhook_url, answer.body.id, answer.body.active]).toEqual([
      200,
      null,
      null,
      false,
    ]);
  });

  it('is created with a secret shown once, and is readable by either path', async () => {
    const answer = await put({ webhook_url: URL_ONE });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ webhook_url: URL_ONE, active: true, disabled_reason: null });
    expect(answer.body).toMatchObject({ last_success_at: null, created_at: expect.any(String) });
    expect(answer.body.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const { secret, ...rest } = answer.body;
    for (const path of [ROUTE, '/api/user/webhook']) {
      expect((await accounts.call(`GET ${path}`, { as: person })).body).toEqual(rest);
    }
    expect(rest.secret_preview).toBe(`whsec_••••${secret.slice(-4)}`);
    expect(await row(person.id)).toMatchObject({
      kind: 'personal',
      owner_type: 'user',
      payload_format: 'notification',
    });
  });

  it('keeps id and secret when the URL changes', async () => {
    const first = await made();
    const before = await row(person.id);
    const answer = await put({ webhook_url: '/api/notifications/webhooks/notifications' });
    expect(answer.body).toMatchObject({ id: first.id, webhook_url: '/api/notifications/webhooks/notifications' });
    expect(answer.body.secret).toBeUndefined();
    expect((await row(person.id))?.['secret_encrypted']).toBe(before?.['secret_encrypted']);
  });

  it('gets a new secret on request, and the old one also signs for a day', async () => {
    const first = await made();
    const sealed = (await row(person.id))?.['secret_encrypted'];
    const answer = await put({ rotate_secret: true });
    expect(answer.body).toMatchObject({ id: first.id, webhook_url: URL_ONE, secret: expect.stringMatching(/^whsec_/) });
    expect(answer.body.secret).not.toBe(first.secret);
    const after = await row(person.id);
    expect(after?.['previous_secret_encrypted']).toBe(sealed);
    const expiresAt = after?.['previous_secret_expires_at'] as Date;
    expect(expiresAt.getTime() - Date.now()).toBeGreaterThan(86_300_000);
    expect(expiresAt.getTime() - Date.now()).toBeLessThanOrEqual(86_400_000);
  });

  it.each([null, ''])('is cleared by %j, which cancels pending deliveries', async (webhook_url) => {
    const { id } = await made();
    const waiting = await Promise.all(
      ['pending', 'retry', 'held'].map((state) => queueDelivery(accounts, id, { state })),
    );
    const done = await queueDelivery(accounts, id, { state: 'success' });
    const answer = await put({ webhook_url });
    expect([answer.status, answer.body.webhook_url, answer.body.id]).toEqual([200, null, null]);
    expect(await row(person.id)).toBeUndefined();
    expect(await Promise.all(waiting.map(stateOf))).toEqual(['cancelled', 'cancelled', 'cancelled']);
    expect(await stateOf(done)).toBe('success');
  });

  it('is cleared by DELETE, even if there is none', async () => {
    const { id } = await made();
    const waiting = await queueDelivery(accounts, id);
    for (let time = 0; time < 2; time++) {
      expect((await accounts.call(`DELETE ${ROUTE}`, { as: person })).status).toBe(204);
    }
    expect(await row(person.id)).toBeUndefined();
    expect(await stateOf(waiting)).toBe('cancelled');
  });

  it('gets a new secret when it is created again', async () => {
    const first = await made();
    await put({ webhook_url: null });
    const second = await made();
    expect([second.id === first.id, second.secret === first.secret]).toEqual([false, false]);
  });

  it('is enabled again by a PUT, which sends what was held', async () => {
    const { id } = await made();
    const sql = `UPDATE webhook_endpoints SET active = false, disabled_reason = 'gone', failing_since = now() WHERE id = $1`;
    await running.dataSource.query(sql, [id]);
    const held = await queueDelivery(accounts, id, { state: 'held' });
    expect((await accounts.call(`GET ${ROUTE}`, { as: person })).body).toMatchObject({
      active: false,
      disabled_reason: 'gone',
    });
    const answer = await put({ webhook_url: URL_ONE });
    expect(answer.body).toMatchObject({ id, active: true, disabled_reason: null });
    expect(await row(person.id)).toMatchObject({ failing_since: null });
    expect(await stateOf(held)).toBe('pending');
    expect(await accounts.count('webhook_lanes WHERE endpoint_id = $1 AND due_at <= now()', [id])).toBe(1);
  });

  it('is created once by any number of simultaneous requests', async () => {
    const lock = { sql: 'SELECT 1 FROM users WHERE id = $1 FOR UPDATE', parameters: [person.id], waiters: 3 };
    const answers = await accounts.whileHolding(lock, () =>
      Promise.all([1, 2, 3].map((number) => put({ webhook_url: `https://hooks.example.com/${number}` }))),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(answers.filter(({ body }) => body.secret !== undefined)).toHaveLength(1);
    expect(await row(person.id)).toBeDefined();
  });

  it('is enabled by a PUT that races with a worker disabling it', async () => {
    const { id } = await made();
    const sql = `UPDATE webhook_endpoints SET active = false, disabled_reason = 'gone' WHERE id = $1`;
    const answer = await accounts.whileHolding({ sql, parameters: [id], waiters: 1 }, () =>
      put({ webhook_url: URL_ONE }),
    );
    expect(answer.body).toMatchObject({ active: true, disabled_reason: null });
    expect(await row(person.id)).toMatchObject({ active: true, disabled_reason: null });
  });

  it('names each wrong field', async () => {
    expect(wrongFields(await put({ webhook_url: 5, rotate_secret: 'yes', secret: 'mine' }))).toEqual([
      'rotate_secret',
      'secret',
      'webhook_url',
    ]);
    expect(wrongFields(await put({}))).toEqual(['webhook_url']);
    expect(wrongFields(await put({ webhook_url: 'https://example.com/\ud800' }))).toEqual(['webhook_url']);
    expect(await row(person.id)).toBeUndefined();
  });

  it('is separate for each person', async () => {
    const other = await accounts.person('admin');
    await made();
    expect((await accounts.call(`GET ${ROUTE}`, { as: other })).body.webhook_url).toBeNull();
    await accounts.call(`DELETE ${ROUTE}`, { as: other });
    expect(await row(person.id)).toBeDefined();
    expect((await accounts.call(`GET ${ROUTE}`)).status).toBe(401);
    expect((await accounts.call(`PUT ${ROUTE}`, { body: { webhook_url: URL_ONE } })).status).toBe(401);
  });
});

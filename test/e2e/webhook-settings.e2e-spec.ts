import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Accounts } from '../support/people/accounts.js';
import { type HttpAnswer, type Person, wrongFields } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { queueDelivery } from '../support/receivers/signed-posts.js';

const URL_ONE = 'https://hooks.example.com/one';

let running: Stage;
let accounts: Accounts;
let owner: Person;

beforeAll(async () => {
  running = await Stage.start({ WEBHOOK_WORKER_CONCURRENCY: '0', WEBHOOK_ALLOWED_NETWORKS: '' });
  accounts = running.accounts;
  owner = await accounts.person('user');
});
afterAll(() => running.close());

function call(route: string, body?: unknown, as: Person = owner): Promise<HttpAnswer> {
  return accounts.call(route, { as, body });
}

function create(fields: object = {}, as: Person = owner): Promise<HttpAnswer> {
  return call('POST /api/webhooks', { url: URL_ONE, events: ['ticket.*'], ...fields }, as);
}

async function made(fields: object = {}, as: Person = owner) {
  const { status, body } = await create(fields, as);
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}

async function row(id: string): Promise<Record<string, unknown>> {
  const sql = 'SELECT * FROM webhook_endpoints WHERE id = $1';
  const [found] = await running.dataSource.query<Record<string, unknown>[]>(sql, [id]);
  if (found === undefined) throw new Error('no such endpoint');
  return found;
}

async function statesOf(ids: readonly string[]): Promise<string[]> {
  const sql = 'SELECT id, state FROM webhook_deliveries WHERE id = ANY($1::uuid[])';
  const rows = await running.dataSource.query<{ id: string; state: string }[]>(sql, [ids]);
  return ids.map((id) => rows.find((found) => found.id === id)?.state ?? 'none');
}

describe('custom headers of an endpoint', () => {
  it('are sealed, masked, and kept if the mask is sent back', async () => {
    const headers = { Authorization: 'Bearer of-the-receiver', 'X-Tenant': 'acme' };
    const endpoint = await made({ name: 'Headed', headers });
    expect(endpoint.headers).toEqual({ Authorization: '••••', 'X-Tenant': '••••' });
    const before = JSON.stringify(await row(endpoint.id));
    expect(before).not.toContain('of-the-receiver');
    const path = `/api/webhooks/${endpoint.id}`;
    expect(JSON.stringify((await call(`GET ${path}`)).body)).not.toContain('of-the-receiver');
    const kept = await call(`PATCH ${path}`, { headers: { authorization: '••••', 'X-New': 'y' } });
    expect(kept.body.headers).toEqual({ authorization: '••••', 'X-New': '••••' });
    expect((await call(`PATCH ${path}`, { headers: {} })).body.headers).toEqual({});
    expect(await row(endpoint.id)).toMatchObject({ headers_encrypted: null });
  });

  it.each([
    { 'webhook-id': 'x' },
    { 'X-Webhook-Signature': 'x' },
    { 'x-xtsystems-signature': 'x' },
    { Host: 'x' },
    { 'Content-Type': 'x' },
    { 'content-length': '0' },
    { 'Transfer-Encoding': 'chunked' },
    { Connection: 'close' },
    { 'User-Agent': 'x' },
    { 'X-Forwarded-For': '127.0.0.1' },
    { 'a b': 'x' },
    { '': 'x' },
    { 'X-A': 'one\r\nX-B: two' },
    { 'X-A': 'ünïcode' },
    { 'X-A': 5 },
    { 'X-A': 'x'.repeat(5_000) },
    { 'X-A': '1', 'x-a': '2' },
    Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`X-${index}`, 'x'])),
    ['X-A'],
    null,
  ])('are refused when they are %j', async (headers) => {
    expect(wrongFields(await create({ headers }))).toEqual(['headers']);
  });
});

describe('wrong input for an endpoint', () => {
  it('is refused with every field, and nothing is stored', async () => {
    const before = await accounts.count('webhook_endpoints');
    const wrong = {
      url: 5,
      name: '',
      description: 1,
      owner_type: 'everyone',
      user_id: 'x',
      company_id: 'x',
      events: ['Ticket Created', 'ticket.'],
      categories: ['NONSENSE'],
      filter: '',
      active: 'yes',
      payload_format: 'xml',
      template: 5,
      json_style: 'ruby',
      signatures: [],
      headers: 'x',
      max_attempts: 21,
      retry_schedule: ['soon'],
      timeout_seconds: 0.5,
      rate_limit: 0,
      include_internal: null,
      secret: 'short',
      id: 'mine',
    };
    expect(wrongFields(await create(wrong))).toEqual(Object.keys(wrong).sort());
    expect(
      wrongFields(await create({ url: 'http://169.254.169.254/', events: [], payload_format: 'notification' })),
    ).toEqual(['events', 'payload_format', 'url']);
    expect(wrongFields(await create({ payload_format: 'template' }))).toEqual(['template']);
    expect(wrongFields(await create({ template: 'x' }))).toEqual(['template']);
    const unfinished = await create({ filter: 'data.priority ==', payload_format: 'template', template: '{{ x' });
    expect(wrongFields(unfinished)).toEqual(['filter', 'template']);
    expect(unfinished.body.errors[0].message).toMatch(/^at character \d+: /);
    expect(wrongFields(await call('POST /api/webhooks', {}))).toEqual(['events', 'url']);
    expect(await accounts.count('webhook_endpoints')).toBe(before);
  });

  it('is refused on a change, too', async () => {
    const { id } = await made();
    const path = `PATCH /api/webhooks/${id}`;
    expect(wrongFields(await call(path, { url: 'http://localhost/' }))).toEqual(['url']);
    expect(wrongFields(await call(path, { owner_type: 'system', user_id: owner.id, secret: 'my-own-secret' }))).toEqual(
      ['owner_type', 'secret', 'user_id'],
    );
    expect((await call(`GET /api/webhooks/${id}`)).body.url).toBe(URL_ONE);
  });
});

describe('the secret of an endpoint', () => {
  it('is rotated, and the old secret also signs during the overlap', async () => {
    const { id, secret } = await made();
    const path = `POST /api/webhooks/${id}/regenerate-secret`;
    const sealed = (await row(id))['secret_encrypted'];
    const { status, body } = await call(path, {});
    expect([status, body.id]).toEqual([200, id]);
    expect(body.secret).toMatch(/^whsec_/);
    expect(body.secret).not.toBe(secret);
    const hoursLeft = async () => ((await row(id))['previous_secret_expires_at'] as Date).getTime() - Date.now();
    expect((await row(id))['previous_secret_encrypted']).toBe(sealed);
    expect(Math.round((await hoursLeft()) / 3_600_000)).toBe(24);
    await call(path, { overlap: '2h' });
    expect(Math.round((await hoursLeft()) / 3_600_000)).toBe(2);
    expect((await call(path, { overlap: '0s', secret: 'my-own-secret' })).body.secret).toBe('my-own-secret');
    expect(await row(id)).toMatchObject({ previous_secret_encrypted: null, previous_secret_expires_at: null });
    for (const overlap of ['31d', 'soon', 5]) expect(wrongFields(await call(path, { overlap }))).toEqual(['overlap']);
  });
});

describe('disabling an endpoint', () => {
  it.each([
    ['POST', '/disable', {}, '/enable'],
    ['PATCH', '', { active: false }, '/enable'],
  ])('by %s%s holds pending deliveries, and enabling sends them', async (method, suffix, body, enable) => {
    const { id } = await made();
    const waiting = [await queueDelivery(accounts, id), await queueDelivery(accounts, id, { state: 'retry' })];
    const disabled = await call(`${method} /api/webhooks/${id}${suffix}`, body);
    expect([disabled.status, disabled.body.status]).toEqual([200, 'disabled']);
    expect(disabled.body.disabled_reason).toBe('Disabled by hand.');
    expect(await statesOf(waiting)).toEqual(['held', 'held']);
    const enabled = await call(`POST /api/webhooks/${id}${enable}`, {});
    expect(enabled.body).toMatchObject({ active: true, status: 'active', disabled_reason: null });
    expect(await statesOf(waiting)).toEqual(['pending', 'pending']);
    expect(await accounts.count('webhook_lanes WHERE endpoint_id = $1 AND due_at <= now()', [id])).toBe(1);
  });

  it('is undone by active: true as well, and held deliveries can be dropped', async () => {
    const { id } = await made({ active: false });
    const one = await queueDelivery(accounts, id, { state: 'held' });
    expect((await call(`PUT /api/webhooks/${id}`, { active: true })).body.active).toBe(true);
    await call(`POST /api/webhooks/${id}/disable`);
    const two = await queueDelivery(accounts, id, { state: 'held' });
    await call(`POST /api/webhooks/${id}/enable`, { drop_held: true });
    expect(await statesOf([one, two])).toEqual(['cancelled', 'cancelled']);
    expect(wrongFields(await call(`POST /api/webhooks/${id}/enable`, { drop_held: 'yes' }))).toEqual(['drop_held']);
  });
});

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

describe('a webhook endpoint', () => {
  it('is created with defaults and a secret that is shown once', async () => {
    const { id, secret, secret_preview, created_at, updated_at, ...rest } = await made({ name: 'Mine' });
    expect(secret).toMatch(/^whsec_/);
    expect(secret_preview).toBe(`whsec_••••${secret.slice(-4)}`);
    expect(rest).toEqual({
      name: 'Mine',
      url: URL_ONE,
      description: '',
      owner_type: 'user',
      user_id: owner.id,
      company_id: null,
      events: ['ticket.*'],
      categories: [],
      filter: null,
      active: true,
      status: 'active',
      disabled_reason: null,
      payload_format: 'standard',
      template: null,
      json_style: 'compact',
      signatures: ['standard', 'x-webhook'],
      headers: {},
      max_attempts: null,
      retry_schedule: null,
      timeout_seconds: null,
      rate_limit: null,
      include_internal: false,
      previous_secret_expires_at: null,
      created_by: owner.id,
      last_success_at: null,
      warnings: [],
    });
    const { health, ...read } = (await call(`GET /api/webhooks/${id}`)).body;
    expect(health.state).toBe('idle');
    expect(read).toEqual({ ...rest, id, secret_preview, created_at, updated_at });
    expect(JSON.stringify(await row(id))).not.toContain(secret.slice(6));
  });

  it('accepts every setting, and returns it', async () => {
    const settings = {
      name: 'All',
      description: 'Everything',
      events: ['ticket.created', 'comment.*'],
      categories: ['SUPPORT', 'BILLING'],
      filter: 'data.priority == "high"',
      active: false,
      payload_format: 'template',
      template: '{{ event.type }}',
      json_style: 'python',
      signatures: ['standard', 'xtsystems'],
      max_attempts: 20,
      timeout_seconds: 60,
      rate_limit: 5,
    };
    const endpoint = await made({ ...settings, retry_schedule: ['5s', 300, '1h'], secret: 'my-own-secret' });
    expect(endpoint).toMatchObject({ ...settings, retry_schedule: [5, 300, 3600], status: 'disabled' });
    expect([endpoint.secret, endpoint.disabled_reason]).toEqual(['my-own-secret', 'Disabled by hand.']);
    const { secret: _, ...rest } = endpoint;
    const { health, ...read } = (await call(`GET /api/webhooks/${endpoint.id}`)).body;
    expect(health.state).toBe('disabled');
    expect(read).toEqual(rest);
  });

  it('is changed by PUT and PATCH in the same way: omitted fields stay', async () => {
    const endpoint = await made({ name: 'Before', max_attempts: 3, filter: 'true' });
    for (const method of ['PUT', 'PATCH']) {
      const { status, body } = await call(`${method} /api/webhooks/${endpoint.id}`, { description: method });
      expect([status, body.secret]).toEqual([200, undefined]);
      expect(body).toMatchObject({
        name: 'Before',
        description: method,
        max_attempts: 3,
        url: URL_ONE,
        filter: 'true',
      });
    }
    const { body } = await call(`PATCH /api/webhooks/${endpoint.id}`, {
      max_attempts: null,
      filter: null,
      url: 'https://hooks.example.com/two',
      name: 'After',
      events: ['*'],
    });
    expect(body).toMatchObject({
      max_attempts: null,
      filter: null,
      url: 'https://hooks.example.com/two',
      name: 'After',
    });
    expect(body.events).toEqual(['*']);
    expect(body.updated_at >= endpoint.updated_at).toBe(true);
  });

  it('is accepted with patterns that match no known event, with a warning for each in every response', async () => {
    const endpoint = await made({ name: 'Misspelt', events: ['tickets.created', 'build.finished', 'ticket.*'] });
    expect(endpoint.events).toEqual(['tickets.created', 'build.finished', 'ticket.*']);
    expect(endpoint.warnings).toEqual([
      { field: 'events', message: expect.stringContaining('"tickets.created"'), suggestion: 'ticket.created' },
      { field: 'events', message: expect.stringContaining('POST /api/events'), suggestion: null },
    ]);
    const path = `/api/webhooks/${endpoint.id}`;
    expect((await call(`GET ${path}`)).body.warnings).toEqual(endpoint.warnings);
    expect((await call(`PATCH ${path}`, { events: ['ticket.created'] })).body.warnings).toEqual([]);
    for (const method of ['PATCH', 'PUT']) {
      const { status, body } = await call(`${method} ${path}`, { events: ['comments.*'] });
      expect([status, body.warnings[0].suggestion]).toEqual([200, 'comment.*']);
    }
    const both = (await call(`PATCH ${path}`, { events: ['ticket.*'], categories: ['BILLING'] })).body;
    expect(both.warnings).toMatchObject([{ field: 'categories' }]);
    const legacy = await call('POST /v1/webhooks', { name: 'Old', url: URL_ONE, events: ['ticket.create'] });
    expect([legacy.status, legacy.body.warnings[0].suggestion]).toEqual([201, 'ticket.created']);
  });

  it('is deleted, and pending deliveries are cancelled', async () => {
    const { id } = await made({ name: 'Gone' });
    const waiting = [await queueDelivery(accounts, id), await queueDelivery(accounts, id, { state: 'held' })];
    expect((await call(`DELETE /api/webhooks/${id}`)).status).toBe(204);
    expect((await call(`GET /api/webhooks/${id}`)).status).toBe(404);
    expect((await call(`DELETE /api/webhooks/${id}`)).status).toBe(404);
    expect(await statesOf(waiting)).toEqual(['cancelled', 'cancelled']);
  });

  it.each([
    ['https://discord.com/api/webhooks/1/abc', 'discord'],
    ['https://ptb.discord.com/api/webhooks/1/abc', 'discord'],
    ['https://hooks.slack.com/services/T/B/x', 'slack'],
    ['https://notdiscord.com/api/webhooks/1/abc', 'standard'],
    ['https://discord.com.example.com/', 'standard'],
  ])('at %s speaks %s by default', async (url, format) => {
    expect((await made({ url })).payload_format).toBe(format);
  });

  it('gets all events only if it has categories instead of patterns', async () => {
    expect((await made({ name: 'Chosen', events: undefined, categories: ['BILLING'] })).events).toEqual(['*']);
    expect(wrongFields(await create({ events: undefined }))).toEqual(['events']);
    expect(wrongFields(await create({ events: [] }))).toEqual(['events']);
  });
});

describe('the name of an endpoint', () => {
  it('defaults to the host, with a number if it is in use', async () => {
    const person = await accounts.person('user');
    const names = [];
    for (const url of [URL_ONE, URL_ONE, 'https://other.example.com:8443/x', URL_ONE, '/api/x']) {
      names.push((await made({ url }, person)).name);
    }
    expect(names).toEqual([
      'hooks.example.com',
      'hooks.example.com 2',
      'other.example.com',
      'hooks.example.com 3',
      'this server',
    ]);
  });

  it('is unique per owner, on creation and on change', async () => {
    const { id } = await made({ name: 'First' });
    await made({ name: 'Second' });
    const again = await create({ name: ' Second ' });
    expect([again.status, again.body.code]).toEqual([409, 'webhook_name_taken']);
    expect((await call(`PATCH /api/webhooks/${id}`, { name: 'Second' })).status).toBe(409);
    expect((await call(`PATCH /api/webhooks/${id}`, { name: 'First' })).status).toBe(200);
    expect((await create({ name: 'First' }, await accounts.person('user'))).status).toBe(201);
  });

  it('is given to one of two simultaneous requests', async () => {
    const person = await accounts.person('user');
    const answers = await Promise.all([1, 2, 3].map(() => create({ name: 'Same' }, person)));
    expect(answers.map(({ status }) => String(status)).sort()).toEqual(['201', '409', '409']);
    const unnamed = await Promise.all([1, 2, 3].map(() => create({}, person)));
    expect(unnamed.map(({ status }) => status)).toEqual([201, 201, 201]);
  });
});

describe('the limit of 50 endpoints', () => {
  it('applies per owner, however they are created', async () => {
    const person = await accounts.person('user');
    const answers = await Promise.all(Array.from({ length: 55 }, () => create({}, person)));
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused.map(({ status, body }) => `${status} ${body.code}`)).toEqual(
      Array.from({ length: 5 }, () => '409 too_many_webhooks'),
    );
    expect((await call('PUT /api/users/me/webhook', { webhook_url: URL_ONE }, person)).status).toBe(200);
    const pages = [];
    for (let cursor = ''; pages.length < 5;) {
      const { body } = await call(`GET /api/webhooks?limit=20${cursor}`, undefined, person);
      pages.push(body.items.length);
      if (body.next_cursor === null) break;
      cursor = `&cursor=${body.next_cursor}`;
    }
    expect(pages).toEqual([20, 20, 10]);
  });
});

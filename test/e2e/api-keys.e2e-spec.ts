import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { newId } from '../../src/common/ids.js';
import type { Accounts } from '../support/people/accounts.js';
import { type HttpAnswer, PASSWORD, type Person, wrongFields } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { closeSockets, connect } from '../support/sockets/socket.js';
import { until } from '../support/until.js';

let running: Stage;
let accounts: Accounts;
let owner: Person;

beforeAll(async () => {
  running = await Stage.start();
  accounts = running.accounts;
  owner = await accounts.person('user');
});
afterAll(async () => {
  closeSockets();
  await running.close();
});

function create(fields: object = {}, as: Person | Key = owner): Promise<HttpAnswer> {
  return accounts.call('POST /api/api-keys', { as, body: { name: 'Billing', ...fields } });
}

/** The header of calls with a key, in the place of a person's token. */
interface Key {
  id: string;
  access_token: string;
}

async function keyOf(as: Person, scopes?: string[]): Promise<Key> {
  const { status, body } = await create(scopes && { scopes }, as);
  expect(status).toBe(201);
  return { id: body.id, access_token: body.key };
}

describe('an API key', () => {
  it('is shown once, and stored as a hash', async () => {
    const { status, body } = await create({ name: ' Billing ' });
    expect(status).toBe(201);
    expect(body).toMatchObject({ name: 'Billing', last_used_at: null });
    expect(body.scopes).toEqual(['read', 'write', 'events:write', 'webhooks:write', 'machines:register']);
    expect(body.key).toMatch(/^ck_[\w-]{43}$/);

    const { key, ...rest } = body;
    expect((await accounts.call(`GET /api/api-keys/${body.id}`, { as: owner })).body).toEqual(rest);
    expect((await accounts.call('GET /api/api-keys', { as: owner })).body.items).toContainEqual(rest);
    expect(rest.key_preview).toBe(`${key.slice(0, 7)}…`);

    const hash = createHash('sha256').update(key).digest('hex');
    expect(await accounts.count('api_keys WHERE key_hash = $1', [hash])).toBe(1);
    expect(await accounts.count('api_keys k WHERE strpos(k::text, $1) > 0', [key.slice(7)])).toBe(0);
  });

  it('acts with the rights and the name of its owner', async () => {
    const key = await keyOf(owner);
    const me = await accounts.call('GET /api/auth/me', { as: key });
    expect([me.status, me.body.id]).toEqual([200, owner.id]);
    const ticket = await accounts.call('POST /api/tickets', { as: key, body: { title: 'By a program' } });
    expect([ticket.status, ticket.body.requester_id]).toEqual([201, owner.id]);
    const sql = `SELECT actor FROM event_bodies WHERE type = 'ticket.created' AND entity_id = $1`;
    const [event] = await running.dataSource.query<{ actor: string }[]>(sql, [ticket.body.id]);
    expect(JSON.parse(event?.actor ?? '')).toMatchObject({ id: owner.id, type: 'api_key' });
  });

  it('loses the rights that its owner loses', async () => {
    const agent = await accounts.person('agent');
    const key = await keyOf(agent);
    expect((await accounts.call('GET /api/users', { as: key })).status).toBe(200);
    expect((await accounts.call('POST /api/users', { as: key, body: {} })).status).not.toBe(201);
    const admin = await accounts.person('admin');
    await accounts.call(`PATCH /api/users/${agent.id}`, { as: admin, body: { role: 'user' } });
    expect((await accounts.call('GET /api/users', { as: key })).status).toBe(403);
  });

  it('shows when it was last used', async () => {
    const key = await keyOf(owner);
    await accounts.call('GET /api/auth/me', { as: key });
    const { body } = await accounts.call(`GET /api/api-keys/${key.id}`, { as: owner });
    expect(Math.abs(Date.now() - Date.parse(body.last_used_at))).toBeLessThan(60_000);
  });

  it('stops working when it is deleted, and when its owner is deactivated or deleted', async () => {
    const admin = await accounts.person('admin');
    const person = await accounts.person('user');
    const [one, two] = [await keyOf(person), await keyOf(person)];
    const me = async (key: Key) => (await accounts.call('GET /api/auth/me', { as: key })).status;
    expect((await accounts.call(`DELETE /api/api-keys/${one.id}`, { as: person })).status).toBe(204);
    expect([await me(one), await me(two)]).toEqual([401, 200]);
    await accounts.call(`POST /api/users/${person.id}/deactivate`, { as: admin });
    expect(await me(two)).toBe(401);
    await accounts.call(`POST /api/users/${person.id}/reactivate`, { as: admin });
    // For good: the account may have been closed because of the key.
    expect(await me(two)).toBe(401);
    expect(
      (await accounts.call('GET /api/auth/me', { as: await keyOf(await accounts.login(person.email)) })).status,
    ).toBe(200);
    const three = await keyOf(await accounts.login(person.email));
    await accounts.call(`DELETE /api/users/${person.id}`, { as: admin });
    expect(await me(three)).toBe(401);
  });

  it('stops working, with its sockets, after a password reset by an admin, but not after the owner’s change', async () => {
    const admin = await accounts.person('admin');
    const person = await accounts.person('user');
    const key = await keyOf(person);
    const me = async () => (await accounts.call('GET /api/auth/me', { as: key })).status;
    const change = { current_password: PASSWORD, new_password: 'another long one' };
    expect((await accounts.call('POST /api/auth/password', { as: person, body: change })).status).toBe(200);
    expect(await me()).toBe(200);
    const socket = await connect(running.url, { token: key.access_token });
    await accounts.call(`POST /api/users/${person.id}/reset-password`, { as: admin });
    expect(await me()).toBe(401);
    await until(() => !socket.socket.connected);
  });

  it('is not created by a session that ends at the same moment', async () => {
    const admin = await accounts.person('admin');
    const person = await accounts.person('user');
    const lock = { sql: 'SELECT 1 FROM users WHERE id = $1 FOR UPDATE', parameters: [person.id], waiters: 2 };
    const [, made] = await accounts.whileHolding(lock, async () => {
      const reset = accounts.call(`POST /api/users/${person.id}/reset-password`, { as: admin });
      const waiting = `pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      await until(async () => (await accounts.count(waiting)) === 1);
      return Promise.all([reset, create({}, person)]);
    });
    expect(made.status).toBe(401);
    expect(await accounts.count('api_keys WHERE user_id = $1', [person.id])).toBe(0);
  });

  it('is limited to 50 per owner, even when two are created at once', async () => {
    const person = await accounts.person('user');
    const plant = `INSERT INTO api_keys (id, user_id, name, scopes, key_hash, key_preview)
      SELECT gen_random_uuid(), $1::uuid, 'K', '{read}', $1::uuid::text || n, 'ck_' FROM generate_series(1, 49) n`;
    await accounts.dataSource.query(plant, [person.id]);
    const answers = await Promise.all([1, 2, 3].map(() => create({}, person)));
    expect(answers.map(({ status }) => String(status)).sort()).toEqual(['201', '409', '409']);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('too_many_api_keys');
    expect(await accounts.count('api_keys WHERE user_id = $1', [person.id])).toBe(50);
  });

  it('cannot be guessed', async () => {
    for (const access_token of ['ck_', 'ck_x', `ck_${'A'.repeat(43)}`, `ck_' OR true --`]) {
      const { status, body } = await accounts.call('GET /api/auth/me', { as: { access_token } });
      expect([status, body.code]).toEqual([401, 'unauthorized']);
    }
  });

  it.each(['admin', 'agent', 'manager', 'user'] as const)(
    'of another person does not exist for an %s',
    async (role) => {
      const other = await accounts.person(role);
      const key = await keyOf(owner);
      expect((await accounts.call(`GET /api/api-keys/${key.id}`, { as: other })).status).toBe(404);
      expect((await accounts.call(`DELETE /api/api-keys/${key.id}`, { as: other })).status).toBe(404);
      expect((await accounts.call('GET /api/api-keys', { as: other })).body.items).toEqual([]);
      expect((await accounts.call('GET /api/auth/me', { as: key })).status).toBe(200);
    },
  );

  it('is listed in pages, newest first', async () => {
    const person = await accounts.person('user');
    const ids = [];
    for (let count = 0; count < 3; count++) ids.push((await keyOf(person)).id);
    const first = (await accounts.call('GET /api/api-keys?limit=2', { as: person })).body;
    const path = `GET /api/api-keys?limit=2&cursor=${first.next_cursor}`;
    const second = (await accounts.call(path, { as: person })).body;
    const listed = [...first.items, ...second.items].map(({ id }: { id: string }) => id);
    expect([listed, second.next_cursor]).toEqual([ids.toReversed(), null]);
  });

  it('names each wrong field', async () => {
    expect(wrongFields(await create({ name: '', scopes: ['read', 'root'], key: 'mine' }))).toEqual([
      'key',
      'name',
      'scopes',
    ]);
    for (const scopes of [[], 'read', null, ['read', 'read']]) {
      expect(wrongFields(await create({ scopes }))).toEqual(['scopes']);
    }
    expect((await accounts.call('GET /api/api-keys/x', { as: owner })).status).toBe(404);
    expect((await accounts.call(`GET /api/api-keys/${newId()}`, { as: owner })).status).toBe(404);
    expect((await accounts.call('GET /api/api-keys')).status).toBe(401);
  });
});

describe('an API key scope', () => {
  const TICKET = { title: 'By a program' };
  const HOOK = { webhook_url: 'https://hooks.example.com/' };

  async function statuses(key: Key) {
    const read = await accounts.call('GET /api/tickets', { as: key });
    const write = await accounts.call('POST /api/tickets', { as: key, body: TICKET });
    const webhook = await accounts.call('PUT /api/users/me/webhook', { as: key, body: HOOK });
    return [read.status, write.status, webhook.status];
  }

  it('is required by every route', async () => {
    expect(await statuses(await keyOf(owner, ['read']))).toEqual([200, 403, 403]);
    expect(await statuses(await keyOf(owner, ['write']))).toEqual([403, 201, 403]);
    expect(await statuses(await keyOf(owner, ['webhooks:write']))).toEqual([403, 403, 200]);
    expect(await statuses(await keyOf(owner, ['events:write', 'machines:register']))).toEqual([403, 403, 403]);
  });

  it('is named in the error when it is missing', async () => {
    const key = await keyOf(owner, ['read']);
    const { body } = await accounts.call('POST /api/tickets', { as: key, body: TICKET });
    expect(body).toMatchObject({ code: 'forbidden', detail: expect.stringContaining('"write"') });
  });

  it('cannot be granted by a key that lacks it', async () => {
    const key = await keyOf(owner, ['read', 'write']);
    expect((await create({ scopes: ['webhooks:write'] }, key)).status).toBe(403);
    const made = await create({}, key);
    expect([made.status, made.body.scopes]).toEqual([201, ['read', 'write']]);
    expect((await create({}, await keyOf(owner, ['read']))).status).toBe(403);
  });
});

describe('the rate limit of an API key', () => {
  it('is separate from its owner and the owner’s other keys', async () => {
    const limited = await Stage.start({ API_KEY_RATE_LIMIT: '3', RATE_LIMIT: '6' });
    try {
      const person = await limited.accounts.person('user');
      const make = async () =>
        (await limited.accounts.call('POST /api/api-keys', { as: person, body: { name: 'K' } })).body;
      const keys = [await make(), await make()];
      const me = async (access_token: string) =>
        (await limited.accounts.call('GET /api/auth/me', { as: { access_token } })).status;
      for (let call = 0; call < 3; call++) expect(await me(keys[0].key)).toBe(200);
      expect([await me(keys[0].key), await me(keys[1].key), await me(person.access_token)]).toEqual([429, 200, 200]);
    } finally {
      await limited.close();
    }
  });
});

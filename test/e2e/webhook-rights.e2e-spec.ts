import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/common/ids.js';
import type { Accounts } from '../support/people/accounts.js';
import { type Person, wrongFields } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { operationsOf, type Document } from '../support/network/openapi.js';
import { queueDelivery } from '../support/receivers/signed-posts.js';

const NAMES = ['admin', 'agent', 'manager', 'user', 'stranger', 'outsider'] as const;
type Name = (typeof NAMES)[number];

let running: Stage;
let accounts: Accounts;
let people: Record<Name, Person>;
let acme: string;
let other: string;

beforeAll(async () => {
  running = await Stage.start({ WEBHOOK_WORKER_CONCURRENCY: '0' });
  accounts = running.accounts;
  acme = (await accounts.company('Acme')).id;
  other = (await accounts.company('Other')).id;
  people = {
    admin: await accounts.person('admin'),
    agent: await accounts.person('agent', { companyId: acme }),
    manager: await accounts.person('manager', { companyId: acme }),
    user: await accounts.person('user', { companyId: acme }),
    stranger: await accounts.person('manager', { companyId: other }),
    outsider: await accounts.person('manager'),
  };
});
afterAll(() => running.close());

function create(as: Name, fields: object = {}) {
  const body = { url: 'https://hooks.example.com/', events: ['*'], ...fields };
  return accounts.call('POST /api/webhooks', { as: people[as], body });
}

async function statusOf(as: Name, fields: object): Promise<number> {
  return (await create(as, fields)).status;
}

describe('the owner of an endpoint', () => {
  it.each([
    ['admin', 'system'],
    ['agent', 'user'],
    ['manager', 'company'],
    ['user', 'user'],
    ['outsider', 'user'],
  ] as const)('is for %s by default the widest possible: %s', async (name, type) => {
    const { body } = await create(name);
    expect(body).toMatchObject({
      owner_type: type,
      user_id: type === 'user' ? people[name].id : null,
      company_id: type === 'company' ? acme : null,
    });
  });

  it('can be a person, if one is named', async () => {
    expect((await create('admin', { user_id: people.user.id })).body).toMatchObject({
      owner_type: 'user',
      user_id: people.user.id,
      company_id: null,
    });
    expect((await create('manager', { owner_type: 'user' })).body).toMatchObject({ user_id: people.manager.id });
  });

  it('cannot exceed the caller’s rights', async () => {
    for (const name of ['agent', 'manager', 'user'] as const) {
      expect([name, await statusOf(name, { owner_type: 'system' })]).toEqual([name, 403]);
      expect([name, await statusOf(name, { user_id: people.stranger.id })]).toEqual([name, 403]);
      expect([name, await statusOf(name, { company_id: other })]).toEqual([name, 403]);
    }
    for (const name of ['agent', 'user'] as const) {
      expect([name, await statusOf(name, { owner_type: 'company' })]).toEqual([name, 403]);
    }
    expect(await statusOf('manager', { company_id: acme })).toBe(201);
    expect(await statusOf('admin', { company_id: other })).toBe(201);
  });

  it('must exist and match the owner type', async () => {
    expect(wrongFields(await create('admin', { user_id: newId() }))).toEqual(['user_id']);
    expect(wrongFields(await create('admin', { company_id: newId() }))).toEqual(['company_id']);
    expect(wrongFields(await create('admin', { owner_type: 'company' }))).toEqual(['company_id']);
    const both = { user_id: people.user.id, company_id: acme };
    expect(wrongFields(await create('admin', { ...both, owner_type: 'system' }))).toEqual(['company_id', 'user_id']);
    expect(wrongFields(await create('admin', both))).toEqual(['company_id']);
  });
});

describe('every route of an endpoint', () => {
  const READING = ['GET ', 'GET /deliveries', 'GET /deliveries/:delivery', 'GET /stats', 'GET /stats/hours'];
  const CHANGING = ['PUT ', 'PATCH ', 'DELETE ', 'POST /regenerate-secret', 'POST /enable', 'POST /disable'];
  /** Beside these: who tries them for the wrong endpoint learns nothing of it, whatever else is wrong. */
  const FURTHER = [
    'POST /test',
    'POST /probe',
    'POST /deliveries/:delivery/retry',
    'POST /recover',
    'GET /recover/:delivery',
    'DELETE /recover/:delivery',
    'GET /explain/:delivery',
  ];
  const OWNERS = [
    ['user', { owner_type: 'user' }, 'user'],
    ['company', { owner_type: 'company' }, 'manager'],
    ['system', {}, 'admin'],
  ] as const;
  const WRONG: Record<(typeof OWNERS)[number][0], readonly Name[]> = {
    user: ['agent', 'manager', 'stranger', 'outsider'],
    company: ['agent', 'user', 'stranger', 'outsider'],
    system: ['agent', 'manager', 'user', 'stranger', 'outsider'],
  };

  it('is covered by the next tests', async () => {
    const document = (await (await fetch(`${running.url}/api/openapi.json`)).json()) as Document;
    const described = operationsOf(document).filter(({ path }) => path.startsWith('/api/webhooks/{id}'));
    const named = described.map(({ method, path }) => {
      const suffix = path.slice('/api/webhooks/{id}'.length).replace(/\{\w+\}/, ':delivery');
      return `${method} ${suffix}`;
    });
    expect(named.toSorted()).toEqual([...READING, ...CHANGING, ...FURTHER].toSorted());
  });

  const inputOf = (suffix: string) => (suffix === '/recover' ? { since: '2026-01-01T00:00:00Z' } : {});

  it.each(OWNERS)('of a %s is answered 404 for the wrong people', async (type, fields, maker) => {
    const { id } = (await create(maker, fields)).body;
    const delivery = await queueDelivery(accounts, id);
    for (const name of WRONG[type]) {
      for (const template of [...READING, ...CHANGING, ...FURTHER]) {
        const [method, suffix = ''] = template.split(' ');
        const route = `${method} /api/webhooks/${id}${suffix.replace(':delivery', delivery)}`;
        const body = method === 'GET' || method === 'DELETE' ? undefined : inputOf(suffix);
        const answer = await accounts.call(route, { as: people[name], body });
        expect([name, template, answer.status, answer.body.code]).toEqual([name, template, 404, 'not_found']);
      }
      const { items } = (await accounts.call('GET /api/webhooks?limit=200', { as: people[name] })).body;
      expect(items.map((item: { id: string }) => item.id)).not.toContain(id);
    }
    const nobody = await accounts.call(`GET /api/webhooks/${id}`);
    expect(nobody.status).toBe(401);
  });

  it.each(OWNERS)('of a %s is open to its owner and to admins', async (_type, fields, maker) => {
    for (const name of new Set<Name>([maker, 'admin'])) {
      const { id } = (await create(maker, fields)).body;
      const delivery = await queueDelivery(accounts, id);
      const { items } = (await accounts.call('GET /api/webhooks?limit=200', { as: people[name] })).body;
      expect(items.map((item: { id: string }) => item.id)).toContain(id);
      for (const template of [...READING, ...CHANGING.filter((route) => route !== 'DELETE '), 'DELETE ']) {
        const [method, suffix = ''] = template.split(' ');
        const route = `${method} /api/webhooks/${id}${suffix.replace(':delivery', delivery)}`;
        const body = method === 'GET' || method === 'DELETE' ? undefined : {};
        const { status } = await accounts.call(route, { as: people[name], body });
        expect([name, template, status]).toEqual([name, template, method === 'DELETE' ? 204 : 200]);
      }
    }
  });
});

describe('an endpoint with internal comments', () => {
  it('is created only by staff', async () => {
    expect(await statusOf('agent', { include_internal: true })).toBe(201);
    expect(await statusOf('manager', { include_internal: true })).toBe(403);
    expect(await statusOf('user', { include_internal: true })).toBe(403);
    const { id } = (await create('manager')).body;
    const patch = { as: people.manager, body: { include_internal: true } };
    expect((await accounts.call(`PATCH /api/webhooks/${id}`, patch)).status).toBe(403);
    expect((await accounts.call(`GET /api/webhooks/${id}`, { as: people.manager })).body.include_internal).toBe(false);
  });

  it('is hidden from a manager once staff included internal comments', async () => {
    const { id } = (await create('manager')).body;
    const patch = { as: people.admin, body: { include_internal: true } };
    expect((await accounts.call(`PATCH /api/webhooks/${id}`, patch)).status).toBe(200);
    expect((await accounts.call(`GET /api/webhooks/${id}`, { as: people.manager })).status).toBe(404);
    const { items } = (await accounts.call('GET /api/webhooks?limit=200', { as: people.manager })).body;
    expect(items.map((item: { id: string }) => item.id)).not.toContain(id);
  });
});

describe('a personal webhook', () => {
  it('is listed and changed on its own routes, but readable among the endpoints', async () => {
    const body = { webhook_url: 'https://hooks.example.com/' };
    const { id } = (await accounts.call('PUT /api/users/me/webhook', { as: people.user, body })).body;
    const { items } = (await accounts.call('GET /api/webhooks?limit=200', { as: people.user })).body;
    expect(items.map((item: { id: string }) => item.id)).not.toContain(id);
    for (const route of ['PATCH ', 'DELETE ', 'POST /enable', 'POST /disable', 'POST /regenerate-secret']) {
      const [method, suffix = ''] = route.split(' ');
      const path = `${method} /api/webhooks/${id}${suffix}`;
      const input = method === 'DELETE' ? undefined : {};
      expect((await accounts.call(path, { as: people.user, body: input })).status).toBe(403);
      expect((await accounts.call(path, { as: people.admin, body: input })).status).toBe(404);
    }
  });
});

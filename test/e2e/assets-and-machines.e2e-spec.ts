import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/common/ids.js';
import { type Person, wrongFields } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { Receiver } from '../support/receivers/receiver.js';
import { closeSockets, type Json } from '../support/sockets/socket.js';

const MACHINE = { hostname: 'desk-17.acme.local', ip_address: '10.0.4.17', operating_system: 'Debian 13' };

let running: Stage;
let receiver: Receiver;
let company: string;
let admin: Person;
let agent: Person;
let manager: Person;
let user: Person;

beforeAll(async () => {
  running = await Stage.start();
  receiver = await Receiver.start();
  const { accounts } = running;
  company = (await accounts.company('Acme')).id;
  [admin, agent] = [await accounts.person('admin'), await accounts.person('agent', { name: 'Ada Agent' })];
  manager = await accounts.person('manager', { companyId: company });
  user = await accounts.person('user', { companyId: company });
});
afterEach(closeSockets);
afterAll(async () => {
  await running.close();
  await receiver.stop();
});

async function make(route: string, body: object): Promise<Json> {
  const answer = await running.accounts.call(route, { as: agent, body });
  expect(answer.status).toBe(201);
  return answer.body;
}

const makeAsset = (fields: object = {}) => make('POST /api/assets', { name: 'Mail', asset_type: 'server', ...fields });
const register = (fields: object = {}) => make('POST /api/machines/register', { ...MACHINE, ...fields });

async function statuses(route: string, body?: object): Promise<number[]> {
  const result = [];
  for (const as of [admin, agent, manager, user])
    result.push((await running.accounts.call(route, { as, body })).status);
  return result;
}

/** Of one thing, as the log tells a caller. */
async function logged(as: Person, id: string): Promise<Json[]> {
  await running.settled();
  const events: Json[] = [];
  for (let after = ''; ;) {
    const { body } = await running.accounts.call(`GET /api/events?limit=200&after=${after}`, { as });
    events.push(...body.items.filter((event: Json) => event.data.id === id));
    if (body.items.length === 0) return events;
    after = body.next_cursor;
  }
}

describe('/api/assets', () => {
  it('is restricted to staff', async () => {
    const { id } = await makeAsset({ company_id: company });
    expect(await statuses('GET /api/assets')).toEqual([200, 200, 403, 403]);
    expect(await statuses(`GET /api/assets/${id}`)).toEqual([200, 200, 404, 404]);
    expect(await statuses('POST /api/assets', { name: 'x', asset_type: 'y' })).toEqual([201, 201, 403, 403]);
    expect(await statuses(`PATCH /api/assets/${id}`, { name: 'x' })).toEqual([200, 200, 404, 404]);
    for (const as of [manager, user]) {
      expect((await running.accounts.call(`DELETE /api/assets/${id}`, { as })).status).toBe(404);
    }
    expect((await running.accounts.call(`DELETE /api/assets/${id}`, { as: agent })).status).toBe(204);
    expect((await running.accounts.call(`GET /api/assets/${id}`, { as: agent })).status).toBe(404);
    expect((await running.accounts.call('GET /api/assets')).status).toBe(401);
  });

  it('changes single fields from a version, and reports it to the room, the log and company endpoints', async () => {
    await running.settled();
    const socket = await running.connect(agent, { rooms: ['assets'] });
    const hook = { url: receiver.url, events: ['asset.*'] };
    expect((await running.accounts.call('POST /api/webhooks', { as: manager, body: hook })).status).toBe(201);
    const foreign = await makeAsset({ name: 'Foreign' });
    const asset = await makeAsset({ company_id: company });
    const route = `PATCH /api/assets/${asset.id}`;
    const changed = await running.accounts.call(route, { as: agent, body: { status: 'retired' } });
    expect(changed.body).toMatchObject({ status: 'retired', version: 2, company_id: company });
    expect((await running.accounts.call(route, { as: agent, body: { status: 'retired' } })).body.version).toBe(2);
    const stale = await running.accounts.call(route, { as: agent, body: { name: 'x' }, headers: { 'if-match': '1' } });
    expect(stale.status).toBe(412);
    await socket.waitFor(({ pushes }) => pushes.some(({ body }) => body?.event === 'asset.updated'));
    expect(socket.of('asset.update').map(({ event, id }) => [event, id])).toEqual([
      ['asset.created', foreign.id],
      ['asset.created', asset.id],
      ['asset.updated', asset.id],
    ]);
    const requests = await receiver.received(2);
    expect(requests.map(({ body }) => [body.type, body.data.id])).toEqual([
      ['asset.created', asset.id],
      ['asset.updated', asset.id],
    ]);
    const events = await logged(admin, asset.id);
    expect(events.map(({ type }) => type)).toEqual(['asset.created', 'asset.updated']);
    expect(events[1]).toMatchObject({ category: 'SYSTEM', changes: { status: ['active', 'retired'] } });
    expect(await logged(manager, asset.id)).toEqual([]);
    expect(await logged(user, asset.id)).toEqual([]);
  });

  it('lists assets newest first, in pages, with filters', async () => {
    for (const name of ['100% one', '100% two', '1000 three']) await makeAsset({ name, asset_type: 'chair' });
    await makeAsset({ asset_type: 'chair', status: 'broken', company_id: company });
    const list = async (query: string) =>
      (await running.accounts.call(`GET /api/assets?asset_type=chair&${query}`, { as: agent })).body;
    const names = ({ items }: Json) => items.map(({ name }: Json) => name);
    const first = await list('q=100%25&limit=1');
    expect(names(first)).toEqual(['100% two']);
    expect(names(await list(`q=100%25&limit=1&cursor=${first.next_cursor}`))).toEqual(['100% one']);
    expect(names(await list('status=broken,odd'))).toEqual(['Mail']);
    expect(names(await list(`company_id=${company}`))).toEqual(['Mail']);
  });

  it.each([
    [{}, ['asset_type', 'name']],
    [{ name: '', asset_type: 1, colour: 'red' }, ['asset_type', 'colour', 'name']],
    [{ name: 'x', asset_type: 'y', status: null, company_id: 'z' }, ['company_id', 'status']],
    [{ name: 'x', asset_type: 'y', company_id: newId() }, ['company_id']],
    [{ name: 'x\u0000', asset_type: 'y', description: 'x'.repeat(10_001) }, ['name']],
  ])('refuses %j', async (body, fields) => {
    const answer = await running.accounts.call('POST /api/assets', { as: agent, body });
    expect(wrongFields(answer)).toEqual(expect.arrayContaining(fields));
  });

  it('blocks deletion of a company that has assets', async () => {
    const { id } = await running.accounts.company('Owner');
    await makeAsset({ company_id: id });
    expect((await running.accounts.call(`DELETE /api/companies/${id}`, { as: admin })).status).toBe(409);
  });
});

describe('/api/machines', () => {
  it('is restricted to staff', async () => {
    const { id } = await register({ company_id: company });
    expect(await statuses('GET /api/machines')).toEqual([200, 200, 403, 403]);
    expect(await statuses(`GET /api/machines/${id}`)).toEqual([200, 200, 404, 404]);
    expect(await statuses(`GET /api/machines/${id}/history`)).toEqual([200, 200, 404, 404]);
    expect(await statuses('POST /api/machines/register', MACHINE)).toEqual([201, 201, 403, 403]);
    for (const verb of ['approve', 'deny']) {
      for (const as of [manager, user]) {
        expect((await running.accounts.call(`POST /api/machines/${id}/${verb}`, { as })).status).toBe(404);
      }
    }
    expect((await running.accounts.call(`GET /api/machines/${id}`, { as: agent })).body.status).toBe('pending');
    const sockets = running.connect(manager);
    for (const room of ['assets', 'machines', 'alerts']) {
      expect(await (await sockets).send('join', { room })).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    }
  });

  it('lets a key with the scope machines:register register machines, and nothing else', async () => {
    const body = { name: 'Roll-out', scopes: ['machines:register'] };
    const { key } = (await running.accounts.call('POST /api/api-keys', { as: agent, body })).body;
    const as = { access_token: key };
    const answer = await running.accounts.call('POST /api/machines/register', { as, body: MACHINE });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ ...MACHINE, status: 'pending', company_id: null, decided_by: null });
    const approval = await running.accounts.call(`POST /api/machines/${answer.body.id}/approve`, { as });
    expect(approval.status).toBe(403);
    const other = { name: 'Other', scopes: ['write'] };
    const otherKey = (await running.accounts.call('POST /api/api-keys', { as: agent, body: other })).body.key;
    const refused = { as: { access_token: otherKey }, body: MACHINE };
    expect((await running.accounts.call('POST /api/machines/register', refused)).status).toBe(403);
  });

  it.each([
    ['approve', 'approved'],
    ['deny', 'denied'],
  ])('decides a machine once: %s', async (verb, status) => {
    await running.settled();
    const socket = await running.connect(agent, { rooms: ['machines'] });
    const { id } = await register();
    const answer = await running.accounts.call(`POST /api/machines/${id}/${verb}`, { as: agent });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ id, status, decided_by: 'Ada Agent', decided_at: expect.any(String) });
    for (const again of ['approve', 'deny']) {
      const second = await running.accounts.call(`POST /api/machines/${id}/${again}`, { as: admin });
      expect([second.status, second.body.code]).toEqual([409, 'already_decided']);
      expect(second.body.detail).toContain('Ada Agent');
    }
    await socket.waitFor(() => socket.of('machine.update').length === 2);
    const types = ['machine.registered', `machine.${status}`];
    expect(socket.of('machine.update').map(({ event }) => event)).toEqual(types);
    expect((await logged(agent, id)).map(({ type, category }) => [type, category])).toEqual([
      [types[0], 'VPS'],
      [types[1], 'VPS'],
    ]);
    expect(await logged(user, id)).toEqual([]);
    const { items } = (await running.accounts.call(`GET /api/machines/${id}/history`, { as: agent })).body;
    expect(items.map(({ action }: Json) => action)).toEqual([`${status} by Ada Agent`, 'registered by Ada Agent']);
    expect(items[0].actor).toEqual({ id: agent.id, name: 'Ada Agent', type: 'user' });
  });

  it('accepts one of two simultaneous decisions', async () => {
    const { id } = await register();
    const lock = { sql: 'SELECT 1 FROM machines WHERE id = $1 FOR UPDATE', parameters: [id], waiters: 2 };
    const answers = await running.accounts.whileHolding(lock, () =>
      Promise.all(
        ['approve', 'deny'].map((verb) => running.accounts.call(`POST /api/machines/${id}/${verb}`, { as: agent })),
      ),
    );
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409]);
    expect(await logged(agent, id)).toHaveLength(2);
  });

  it('lists machines by status, company and hostname', async () => {
    const { id } = await register({ hostname: 'odd-one', company_id: company });
    await running.accounts.call(`POST /api/machines/${id}/deny`, { as: agent });
    const found = async (query: string) => {
      const { items } = (await running.accounts.call(`GET /api/machines?${query}`, { as: agent })).body;
      return items.map((machine: Json) => machine.id);
    };
    expect(await found(`company_id=${company}&status=denied`)).toEqual([id]);
    expect(await found('q=ODD')).toEqual([id]);
    expect(await found('q=odd&status=pending,approved')).toEqual([]);
    const page = (await running.accounts.call('GET /api/machines?limit=1', { as: agent })).body;
    expect(await found(`limit=1&cursor=${page.next_cursor}`)).not.toContain(page.items[0].id);
  });

  it.each([
    [{}, ['hostname', 'ip_address', 'operating_system']],
    [
      { ...MACHINE, hostname: 'a b', ip_address: '10.0.0.256', company_id: 'x' },
      ['company_id', 'hostname', 'ip_address'],
    ],
    [{ ...MACHINE, company_id: newId() }, ['company_id']],
    [{ ...MACHINE, status: 'approved' }, ['status']],
  ])('refuses %j', async (body, fields) => {
    const answer = await running.accounts.call('POST /api/machines/register', { as: agent, body });
    expect(wrongFields(answer)).toEqual(fields);
  });
});

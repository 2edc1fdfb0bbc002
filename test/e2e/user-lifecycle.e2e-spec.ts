import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/common/ids.js';
import { Accounts, PASSWORD, type Account } from '../support/accounts.js';
import { startApp, type RunningApp } from '../support/app.js';
import { until } from '../support/until.js';

let running: RunningApp;
let desk: Accounts;
let admin: Account;

beforeAll(async () => {
  running = await startApp();
  desk = new Accounts(running.url, running.dataSource);
  admin = await desk.person('admin');
});
afterAll(() => running.close());

const act = (route: string, id: string, as = admin) => desk.call(route.replace(':id', id), { as });
const DEACTIVATE = 'POST /api/users/:id/deactivate';
const REACTIVATE = 'POST /api/users/:id/reactivate';
const RESET = 'POST /api/users/:id/reset-password';
const DELETE = 'DELETE /api/users/:id';

async function isSignedIn(person: Account): Promise<boolean> {
  return (await desk.call('GET /api/auth/me', { as: person })).status === 200;
}

describe.each([DEACTIVATE, REACTIVATE, RESET, DELETE])('%s', (route) => {
  it('is for admins: 403 for who may see the person, 404 for who may not', async () => {
    const company = await desk.company();
    const target = await desk.person('user', { companyId: company.id });
    const agent = await desk.person('agent');
    const manager = await desk.person('manager', { companyId: company.id });
    const [foreign, stranger] = [await desk.person('manager'), await desk.person('user')];
    const answers = [];
    for (const as of [agent, manager, target, foreign, stranger])
      answers.push((await act(route, target.id, as)).status);
    expect(answers).toEqual([403, 403, 403, 404, 404]);
    expect(await isSignedIn(target)).toBe(true);
    expect((await desk.call(route.replace(':id', target.id))).status).toBe(401);
  });

  it('answers 404 for an id that names nobody', async () => {
    for (const id of [newId(), 'nonsense']) expect((await act(route, id)).status).toBe(404);
  });
});

describe('a deactivated person', () => {
  it('is signed out everywhere at once, and back after reactivation by signing in', async () => {
    const person = await desk.person('user');
    const elsewhere = await desk.login(person.email);
    const answer = await act(DEACTIVATE, person.id);
    expect([answer.status, answer.body.active]).toEqual([200, false]);
    expect([await isSignedIn(person), await isSignedIn(elsewhere)]).toEqual([false, false]);
    const again = await act(DEACTIVATE, person.id);
    expect(again.body.updated_at).toBe(answer.body.updated_at);
    expect((await act(REACTIVATE, person.id)).body.active).toBe(true);
    expect(await isSignedIn(person)).toBe(false);
    expect(await isSignedIn(await desk.login(person.email))).toBe(true);
  });
});

describe('a reset password', () => {
  it('replaces the old one and ends all sessions', async () => {
    const person = await desk.person('user');
    const answer = await act(RESET, person.id);
    expect(answer.status).toBe(200);
    expect(Object.keys(answer.body)).toEqual(['temporary_password']);
    expect(await isSignedIn(person)).toBe(false);
    await expect(desk.login(person.email)).rejects.toThrow('invalid_credentials');
    expect(await isSignedIn(await desk.login(person.email, answer.body.temporary_password))).toBe(true);
  });
});

describe('a deleted person', () => {
  it('leaves a tombstone without name, address, password, company and sessions', async () => {
    const company = await desk.company();
    const person = await desk.person('user', { companyId: company.id, name: 'Ann' });
    const answer = await act(DELETE, person.id);
    expect([answer.status, answer.body]).toEqual([204, undefined]);
    expect(await isSignedIn(person)).toBe(false);
    const [row] = await desk.dataSource.query<Record<string, unknown>[]>('SELECT * FROM users WHERE id = $1', [
      person.id,
    ]);
    expect(row).toMatchObject({
      name: 'Deleted user',
      email: `deleted-${person.id}@deleted.invalid`,
      password_hash: null,
      company_id: null,
      active: false,
    });
    expect(row?.['deleted_at']).toBeInstanceOf(Date);
    expect(await desk.count('sessions WHERE user_id = $1 AND revoked_at IS NULL', [person.id])).toBe(0);
  });

  it('takes API keys, endpoints and the personal webhook along', async () => {
    const person = await desk.person('user');
    const body = { url: 'https://hooks.example.com/', events: ['*'] };
    const { key } = (await desk.call('POST /api/api-keys', { as: person, body: { name: 'A' } })).body;
    const { id } = (await desk.call('POST /api/webhooks', { as: person, body })).body;
    await desk.call('PUT /api/users/me/webhook', { as: person, body: { webhook_url: body.url } });
    expect(await desk.count('webhook_endpoints WHERE user_id = $1', [person.id])).toBe(2);
    await act(DELETE, person.id);
    expect((await desk.call('GET /api/auth/me', { as: { access_token: key } })).status).toBe(401);
    expect(await desk.count('api_keys WHERE user_id = $1', [person.id])).toBe(0);
    await until(async () => (await desk.count('webhook_endpoints WHERE user_id = $1', [person.id])) === 0);
    expect((await desk.call(`GET /api/webhooks/${id}`, { as: admin })).status).toBe(404);
  });

  it('is gone for every route and list, and the address is free again', async () => {
    const person = await desk.person('user', { name: `Gone ${newId()}` });
    await act(DELETE, person.id);
    for (const route of ['GET /api/users/:id', DEACTIVATE, REACTIVATE, RESET, DELETE]) {
      expect((await act(route, person.id)).status).toBe(404);
    }
    expect((await desk.call(`PATCH /api/users/${person.id}`, { as: admin, body: { name: 'A' } })).status).toBe(404);
    expect((await desk.call('GET /api/users?q=deleted.invalid', { as: admin })).body.items).toEqual([]);
    const body = { email: person.email, password: PASSWORD, name: 'Next' };
    expect((await desk.call('POST /api/auth/login', { body: { email: body.email, password: PASSWORD } })).status).toBe(
      401,
    );
    expect((await desk.call('POST /api/auth/register', { body })).status).toBe(201);
  });
});

describe('the last active admin', () => {
  const activeAdmins = () => desk.count(`users WHERE role = 'admin' AND active`);
  const demote = (id: string, as = admin) => desk.call(`PATCH /api/users/${id}`, { as, body: { role: 'agent' } });

  async function aloneWith(others: number): Promise<Account[]> {
    await desk.dataSource.query(`UPDATE users SET active = (id = $1) WHERE role = 'admin'`, [admin.id]);
    const added = [];
    for (let index = 0; index < others; index++) added.push(await desk.person('admin'));
    return added;
  }

  it('can be neither demoted nor deactivated nor deleted', async () => {
    await aloneWith(0);
    for (const answer of [await demote(admin.id), await act(DEACTIVATE, admin.id), await act(DELETE, admin.id)]) {
      expect([answer.status, answer.body.code]).toEqual([409, 'last_admin']);
    }
    expect(await isSignedIn(admin)).toBe(true);
    const same = await desk.call(`PATCH /api/users/${admin.id}`, { as: admin, body: { role: 'admin', name: 'Boss' } });
    expect(same.body).toMatchObject({ role: 'admin', name: 'Boss' });
  });

  it('remains when two admins remove each other at once', async () => {
    for (const remove of [demote, (id: string, as: Account) => act(DEACTIVATE, id, as)]) {
      const [other] = await aloneWith(1);
      if (other === undefined) throw new Error('no second admin');
      await Promise.all([remove(other.id, admin), remove(admin.id, other)]);
      expect(await activeAdmins()).toBe(1);
      await desk.dataSource.query(`UPDATE users SET role = 'admin', active = true WHERE id = $1`, [admin.id]);
      admin = await desk.login(admin.email);
    }
  });
});

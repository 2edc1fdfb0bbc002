import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/common/ids.js';
import type { Company } from '../../src/companies/company.entity.js';
import { Accounts, wrongFields, type Account } from '../support/accounts.js';
import { startApp, type RunningApp } from '../support/app.js';

let running: RunningApp;
let desk: Accounts;
let own: Company;
let foreign: Company;
let admin: Account;
let agent: Account;
let manager: Account;
let user: Account;

beforeAll(async () => {
  running = await startApp();
  desk = new Accounts(running.url, running.dataSource);
  [own, foreign] = [await desk.company('Own'), await desk.company('Foreign')];
  [admin, agent] = [await desk.person('admin'), await desk.person('agent')];
  manager = await desk.person('manager', { companyId: own.id });
  user = await desk.person('user', { companyId: own.id });
});
afterAll(() => running.close());

async function statuses(route: string, options: { body?: unknown } = {}): Promise<number[]> {
  const callers = [admin, agent, manager, user];
  const answers = await Promise.all(callers.map((as) => desk.call(route, { as, ...options })));
  return answers.map((answer) => answer.status);
}

describe('/api/companies', () => {
  it('is read by staff, and by a manager his own', async () => {
    expect(await statuses(`GET /api/companies/${own.id}`)).toEqual([200, 200, 200, 404]);
    expect(await statuses(`GET /api/companies/${foreign.id}`)).toEqual([200, 200, 404, 404]);
    expect(await statuses('GET /api/companies')).toEqual([200, 200, 200, 403]);
    expect((await desk.call('GET /api/companies', { as: manager })).body.items).toHaveLength(1);
    expect((await desk.call(`GET /api/companies/${own.id}`)).status).toBe(401);
  });

  it('is made and changed by staff', async () => {
    const body = { name: ' New name ' };
    expect(await statuses('POST /api/companies', { body })).toEqual([201, 201, 403, 403]);
    expect(await statuses(`PATCH /api/companies/${own.id}`, { body })).toEqual([200, 200, 403, 404]);
    expect(await statuses(`PATCH /api/companies/${foreign.id}`, { body: {} })).toEqual([200, 200, 404, 404]);
    const answer = await desk.call(`GET /api/companies/${own.id}`, { as: manager });
    expect(Object.keys(answer.body).sort()).toEqual(['created_at', 'id', 'name', 'updated_at']);
    expect(answer.body.name).toBe('New name');
  });

  it('is deleted by admins, and only when nobody belongs to it', async () => {
    const gone = await desk.company('Gone');
    const statusesOf = [];
    for (const as of [agent, manager, user, admin]) {
      statusesOf.push((await desk.call(`DELETE /api/companies/${gone.id}`, { as })).status);
    }
    expect(statusesOf).toEqual([403, 404, 404, 204]);
    expect((await desk.call(`GET /api/companies/${gone.id}`, { as: admin })).status).toBe(404);
    const inUse = await desk.call(`DELETE /api/companies/${own.id}`, { as: admin });
    expect([inUse.status, inUse.body.code]).toEqual([409, 'company_in_use']);
    expect((await desk.call(`DELETE /api/companies/${own.id}`, { as: manager })).status).toBe(403);
    expect(await desk.count('companies WHERE id = $1', [own.id])).toBe(1);
  });

  it('deletes with 204 and without a body', async () => {
    const { id } = await desk.company();
    const answer = await desk.call(`DELETE /api/companies/${id}`, { as: admin });
    expect([answer.status, answer.body]).toEqual([204, undefined]);
  });

  it('lists newest first, in pages, by a part of the name taken literally', async () => {
    const names = ['100% one', '100% two', '100% three', '1000 four'];
    for (const name of names) await desk.company(name);
    const first = (await desk.call('GET /api/companies?q=100%25&limit=2', { as: agent })).body;
    expect(first.items.map((item: { name: string }) => item.name)).toEqual(['100% three', '100% two']);
    const rest = await desk.call(`GET /api/companies?q=100%25&limit=2&cursor=${first.next_cursor}`, { as: agent });
    expect(rest.body.items.map((item: { name: string }) => item.name)).toEqual(['100% one']);
    expect(rest.body.next_cursor).toBeNull();
  });

  it('answers 404 for an id that names nothing', async () => {
    for (const id of [newId(), 'nonsense', '%00', '1']) {
      expect((await desk.call(`GET /api/companies/${id}`, { as: admin })).status).toBe(404);
      expect((await desk.call(`DELETE /api/companies/${id}`, { as: admin })).status).toBe(404);
    }
  });

  it.each([
    [{}, ['name']],
    [{ name: null }, ['name']],
    [{ name: ' ' }, ['name']],
    [{ name: 'x'.repeat(201), owner: 1 }, ['name', 'owner']],
    [{ name: 'a\u0000', id: newId() }, ['name']],
  ])('refuses %j and writes nothing', async (body, fields) => {
    const before = await desk.count('companies');
    expect(wrongFields(await desk.call('POST /api/companies', { as: admin, body }))).toEqual(fields);
    expect(await desk.count('companies')).toBe(before);
    if ('name' in body) {
      expect(wrongFields(await desk.call(`PATCH /api/companies/${foreign.id}`, { as: admin, body }))).toEqual(fields);
      expect(await desk.count('companies WHERE id = $1 AND version = $2', [foreign.id, foreign.version])).toBe(1);
    }
  });

  it('refuses a wrong page', async () => {
    const answer = await desk.call('GET /api/companies?limit=0&colour=red', { as: admin });
    expect(wrongFields(answer)).toEqual(['colour', 'limit']);
    expect(wrongFields(await desk.call('GET /api/companies?cursor=WyJ4Il0', { as: admin }))).toEqual(['cursor']);
  });
});

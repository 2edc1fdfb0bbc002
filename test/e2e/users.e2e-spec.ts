import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/common/ids.js';
import type { Company } from '../../src/companies/company.entity.js';
import { Accounts } from '../support/people/accounts.js';
import { PASSWORD, type Person, wrongFields } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';

let running: Stage;
let desk: Accounts;
let company: Company;
let admin: Person;
let agent: Person;
let manager: Person;
let user: Person;
let stranger: Person;

beforeAll(async () => {
  running = await Stage.start();
  desk = new Accounts(running.url, running.dataSource);
  company = await desk.company();
  [admin, agent] = [await desk.person('admin'), await desk.person('agent')];
  manager = await desk.person('manager', { companyId: company.id });
  user = await desk.person('user', { companyId: company.id });
  stranger = await desk.person('user');
});
afterAll(() => running.close());

const FIELDS = ['active', 'company_id', 'created_at', 'email', 'id', 'name', 'role', 'updated_at'];

/** Of admin, agent, the company's manager, the company's user and someone without a company, in this order. */
async function statuses(route: string, body?: unknown): Promise<number[]> {
  const answers = [];
  for (const as of [admin, agent, manager, user, stranger]) answers.push(await desk.call(route, { as, body }));
  return answers.map((answer) => answer.status);
}

describe('GET /api/users', () => {
  it('is restricted to staff, and for a manager to the own company', async () => {
    expect(await statuses('GET /api/users')).toEqual([200, 200, 200, 403, 403]);
    const items: Record<string, unknown>[] = (await desk.call('GET /api/users', { as: manager })).body.items;
    expect(items.map((item) => String(item['id'])).sort()).toEqual([manager.id, user.id].sort());
    expect(Object.keys(items[0] ?? {}).sort()).toEqual(FIELDS);
    const foreign = await desk.call(`GET /api/users?company_id=${newId()}`, { as: manager });
    expect(foreign.body.items).toEqual([]);
  });

  it('shows a manager without a company only their own account', async () => {
    const lonely = await desk.person('manager');
    const { items } = (await desk.call('GET /api/users', { as: lonely })).body;
    expect(items.map((item: { id: string }) => item.id)).toEqual([lonely.id]);
  });

  it('filters by role, company, activity and a part of name or address, in pages', async () => {
    const mark = newId();
    const people = [];
    for (const role of ['agent', 'user', 'user'] as const) people.push(await desk.person(role, { name: `P_${mark}` }));
    await desk.dataSource.query('UPDATE users SET active = false, company_id = $2 WHERE id = $1', [
      people[1]?.id,
      company.id,
    ]);
    const ids = async (query: string) => {
      const { items } = (await desk.call(`GET /api/users?q=p_${mark}&${query}`, { as: agent })).body;
      return items.map((item: { id: string }) => item.id);
    };
    expect(await ids('')).toEqual([people[2]?.id, people[1]?.id, people[0]?.id]);
    expect(await ids('role=agent')).toEqual([people[0]?.id]);
    expect(await ids('active=false')).toEqual([people[1]?.id]);
    expect(await ids(`company_id=${company.id}`)).toEqual([people[1]?.id]);
    expect(await ids('role=user&active=true')).toEqual([people[2]?.id]);
    const first = (await desk.call(`GET /api/users?q=${mark}&limit=2`, { as: agent })).body;
    expect(first.items).toHaveLength(2);
    expect(await ids(`cursor=${first.next_cursor}`)).toEqual([people[0]?.id]);
    expect((await desk.call(`GET /api/users?q=${people[0]?.email}`, { as: agent })).body.items).toHaveLength(1);
    expect((await desk.call('GET /api/users?q=pX', { as: agent })).body.items).toEqual([]);
  });

  it('refuses wrong filters, naming each', async () => {
    const query = 'role=boss&company_id=1&active=maybe&limit=201&sort=name';
    const answer = await desk.call(`GET /api/users?${query}`, { as: admin });
    expect(wrongFields(answer)).toEqual(['active', 'company_id', 'limit', 'role', 'sort']);
    expect(wrongFields(await desk.call('GET /api/users?q=%00', { as: admin }))).toEqual(['q']);
  });
});

describe('GET /api/users/:id', () => {
  it('shows the whole record to staff, the manager and the person, and nothing to others', async () => {
    expect(await statuses(`GET /api/users/${user.id}`)).toEqual([200, 200, 200, 200, 404]);
    expect(await statuses(`GET /api/users/${stranger.id}`)).toEqual([200, 200, 404, 404, 200]);
    expect(Object.keys((await desk.call(`GET /api/users/${user.id}`, { as: user })).body).sort()).toEqual(FIELDS);
    for (const id of [newId(), 'nonsense', 'me%00']) {
      expect((await desk.call(`GET /api/users/${id}`, { as: admin })).status).toBe(404);
    }
  });

  it('shows id and name of people on visible tickets, and of no others', async () => {
    const agentId = async () => (await desk.person('agent')).id;
    const [assignee, watcher, author] = [await agentId(), await agentId(), await agentId()];
    const [noteTaker, elsewhere] = [await agentId(), await agentId()];
    const [reader, other] = [await desk.person('user'), await desk.person('user')];
    const ticket = await insertTicket(reader.id, assignee);
    await insertTicket(other.id, elsewhere);
    await desk.dataSource.query('INSERT INTO ticket_watchers (ticket_id, user_id) VALUES ($1, $2)', [ticket, watcher]);
    await insertComment(ticket, author, false);
    await insertComment(ticket, noteTaker, true);
    const read = (id: string, as = reader) => desk.call(`GET /api/users/${id}`, { as });
    for (const id of [assignee, watcher, author]) {
      expect((await read(id)).body).toEqual({ id, name: 'Some agent' });
      expect((await read(id, other)).status).toBe(404);
    }
    for (const id of [noteTaker, elsewhere, other.id]) expect((await read(id)).status).toBe(404);
    const watcherOf = await desk.person('user');
    await desk.dataSource.query('INSERT INTO ticket_watchers (ticket_id, user_id) VALUES ($1, $2)', [
      ticket,
      watcherOf.id,
    ]);
    expect((await read(reader.id, watcherOf)).body).toEqual({ id: reader.id, name: 'Some user' });
    expect((await desk.call(`PATCH /api/users/${author}`, { as: reader, body: {} })).status).toBe(403);
  });

  async function insertTicket(requester: string, assignee: string): Promise<string> {
    const id = newId();
    await desk.dataSource.query(
      `INSERT INTO tickets (id, title, description, status, priority, tags, requester_id, assignee_id, version)
       VALUES ($1, 'T', '', 'open', 'normal', '{}', $2, $3, 1)`,
      [id, requester, assignee],
    );
    return id;
  }

  async function insertComment(ticket: string, author: string, internal: boolean): Promise<void> {
    await desk.dataSource.query(
      `INSERT INTO comments (id, ticket_id, author_id, content, internal, version) VALUES ($1, $2, $3, 'C', $4, 1)`,
      [newId(), ticket, author, internal],
    );
  }
});

describe('POST /api/users', () => {
  const create = (as: Person, body: object) => desk.call('POST /api/users', { as, body });

  it('is restricted to admins', async () => {
    const body = { email: 'taken@example.com', name: 'Taken', role: 'user', password: PASSWORD };
    expect(await statuses('POST /api/users', body)).toEqual([201, 403, 403, 403, 403]);
    expect((await create(admin, { ...body, email: 'TAKEN@example.com' })).body.code).toBe('email_taken');
  });

  it('shows a temporary password once, and only when none was given', async () => {
    const fields = { name: 'New', role: 'manager', company_id: company.id };
    const made = await create(admin, { ...fields, email: 'temporary@example.com' });
    expect(Object.keys(made.body).sort()).toEqual([...FIELDS, 'external_id', 'temporary_password'].sort());
    expect(made.body).toMatchObject({ role: 'manager', company_id: company.id, active: true });
    expect((await desk.login('temporary@example.com', made.body.temporary_password)).id).toBe(made.body.id);
    expect((await desk.call(`GET /api/users/${made.body.id}`, { as: admin })).body.temporary_password).toBeUndefined();
    const given = await create(admin, { ...fields, email: 'given@example.com', password: PASSWORD });
    expect(Object.keys(given.body).sort()).toEqual([...FIELDS, 'external_id'].sort());
    expect((await desk.login('given@example.com')).id).toBe(given.body.id);
  });

  it.each([
    [{}, ['email', 'name', 'role']],
    [{ email: 1, name: 2, role: 3, company_id: 4, password: 5 }, ['company_id', 'email', 'name', 'password', 'role']],
    [{ email: 'a@b.de', name: ' ', role: 'root', password: null, id: 'x' }, ['id', 'name', 'password', 'role']],
    [{ email: 'a@b.de', name: 'A', role: 'user', active: false, version: 3 }, ['active', 'version']],
    [{ email: 'a@b.de', name: 'A\u0000', role: 'user', password: 'eight\ud800888' }, ['name', 'password']],
    [{ email: 'a@b.de', name: 'A', role: 'user', company_id: newId() }, ['company_id']],
  ])('refuses %j and writes nothing', async (body, fields) => {
    const before = await desk.count('users');
    expect(wrongFields(await create(admin, body))).toEqual(fields);
    expect(await desk.count('users')).toBe(before);
  });
});

describe('PATCH /api/users', () => {
  it('changes other people’s records only for admins', async () => {
    const target = await desk.person('user', { companyId: company.id });
    expect(await statuses(`PATCH /api/users/${target.id}`, { name: 'Changed' })).toEqual([200, 403, 403, 404, 404]);
    expect((await desk.call(`PATCH /api/users/${target.id}`, { as: target, body: { role: 'admin' } })).status).toBe(
      403,
    );
    const body = { name: ' Ann ', email: ' ANN@example.com', role: 'manager', company_id: null };
    const answer = await desk.call(`PATCH /api/users/${target.id}`, { as: admin, body });
    expect(answer.body).toMatchObject({ name: 'Ann', email: 'ann@example.com', role: 'manager', company_id: null });
    const taken = await desk.call(`PATCH /api/users/${target.id}`, { as: admin, body: { email: user.email } });
    expect([taken.status, taken.body.code]).toEqual([409, 'email_taken']);
  });

  it('lets everyone change their own name, and nothing else', async () => {
    expect(await statuses('PATCH /api/users/me', { name: ' Me ' })).toEqual([200, 200, 200, 200, 200]);
    expect((await desk.call('GET /api/auth/me', { as: stranger })).body.name).toBe('Me');
    const body = { name: '', role: 'admin', email: 'x@y.de', company_id: company.id, active: true };
    const refused = await desk.call('PATCH /api/users/me', { as: stranger, body });
    expect(wrongFields(refused)).toEqual(['active', 'company_id', 'email', 'name', 'role']);
    expect((await desk.call('GET /api/auth/me', { as: stranger })).body).toMatchObject({ name: 'Me', role: 'user' });
  });

  it.each([
    [{ email: null, name: null, role: null }, ['email', 'name', 'role']],
    [
      { email: 'x', name: '', role: 'x', company_id: 'x', password: PASSWORD },
      ['company_id', 'email', 'name', 'password', 'role'],
    ],
    [{ name: 'Changed', company_id: newId() }, ['company_id']],
    [{ name: 'a\u0000' }, ['name']],
  ])('refuses %j and writes nothing', async (body, fields) => {
    const before = (await desk.call(`GET /api/users/${user.id}`, { as: admin })).body;
    expect(wrongFields(await desk.call(`PATCH /api/users/${user.id}`, { as: admin, body }))).toEqual(fields);
    expect((await desk.call(`GET /api/users/${user.id}`, { as: admin })).body).toEqual(before);
  });
});

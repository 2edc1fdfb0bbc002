import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/common/ids.js';
import type { Company } from '../../src/companies/company.entity.js';
import { Accounts } from '../support/people/accounts.js';
import { PASSWORD, type Person, wrongFields } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { Office } from '../support/people/office.js';
import { until } from '../support/until.js';

describe('companies', () => {
  let running: Stage;
  let desk: Accounts;
  let own: Company;
  let foreign: Company;
  let admin: Person;
  let agent: Person;
  let manager: Person;
  let user: Person;

  beforeAll(async () => {
    running = await Stage.start();
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
    it('is readable by staff, and by a manager for their own company', async () => {
      expect(await statuses(`GET /api/companies/${own.id}`)).toEqual([200, 200, 200, 404]);
      expect(await statuses(`GET /api/companies/${foreign.id}`)).toEqual([200, 200, 404, 404]);
      expect(await statuses('GET /api/companies')).toEqual([200, 200, 200, 403]);
      expect((await desk.call('GET /api/companies', { as: manager })).body.items).toHaveLength(1);
      expect((await desk.call(`GET /api/companies/${own.id}`)).status).toBe(401);
    });

    it('is created and changed by staff', async () => {
      const body = { name: ' New name ' };
      expect(await statuses('POST /api/companies', { body })).toEqual([201, 201, 403, 403]);
      expect(await statuses(`PATCH /api/companies/${own.id}`, { body })).toEqual([200, 200, 403, 404]);
      expect(await statuses(`PATCH /api/companies/${foreign.id}`, { body: {} })).toEqual([200, 200, 404, 404]);
      const answer = await desk.call(`GET /api/companies/${own.id}`, { as: manager });
      expect(Object.keys(answer.body).sort()).toEqual(['created_at', 'id', 'name', 'updated_at', 'version']);
      expect(answer.body.name).toBe('New name');
    });

    it('renames a company only from the version in If-Match', async () => {
      const { id } = await desk.company('Before');
      const first = await desk.call(`GET /api/companies/${id}`, { as: agent });
      const rename = (name: string, tag: string, as = agent) =>
        desk.call(`PATCH /api/companies/${id}`, { as, body: { name }, headers: { 'if-match': tag } });
      const tag = first.headers.get('etag') ?? '';
      expect(tag).toBe(`"${first.body.version}"`);
      const renamed = await rename('After', tag);
      expect([renamed.status, renamed.headers.get('etag')]).toEqual([200, `"${first.body.version + 1}"`]);
      const stale = await rename('Too late', tag);
      expect([stale.status, stale.body.code]).toEqual([412, 'stale_version']);
      expect((await rename('Not mine', '*', user)).status).toBe(404);
      expect((await desk.call(`GET /api/companies/${id}`, { as: agent })).body.name).toBe('After');
    });

    it('deletes only for admins, and only a company without members', async () => {
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

    it('lists newest first, in pages, filtered by a literal part of the name', async () => {
      const names = ['100% one', '100% two', '100% three', '1000 four'];
      for (const name of names) await desk.company(name);
      const first = (await desk.call('GET /api/companies?q=100%25&limit=2', { as: agent })).body;
      expect(first.items.map((item: { name: string }) => item.name)).toEqual(['100% three', '100% two']);
      const rest = await desk.call(`GET /api/companies?q=100%25&limit=2&cursor=${first.next_cursor}`, { as: agent });
      expect(rest.body.items.map((item: { name: string }) => item.name)).toEqual(['100% one']);
      expect(rest.body.next_cursor).toBeNull();
    });

    it('answers 404 for an unknown id', async () => {
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

    it('refuses invalid page parameters', async () => {
      const answer = await desk.call('GET /api/companies?limit=0&colour=red', { as: admin });
      expect(wrongFields(answer)).toEqual(['colour', 'limit']);
      expect(wrongFields(await desk.call('GET /api/companies?cursor=WyJ4Il0', { as: admin }))).toEqual(['cursor']);
    });
  });
});

describe('deactivation, reset and deletion of users', () => {
  let running: Stage;
  let desk: Accounts;
  let admin: Person;

  beforeAll(async () => {
    running = await Stage.start();
    desk = new Accounts(running.url, running.dataSource);
    admin = await desk.person('admin');
  });
  afterAll(() => running.close());

  const act = (route: string, id: string, as = admin) => desk.call(route.replace(':id', id), { as });
  const DEACTIVATE = 'POST /api/users/:id/deactivate';
  const REACTIVATE = 'POST /api/users/:id/reactivate';
  const RESET = 'POST /api/users/:id/reset-password';
  const DELETE = 'DELETE /api/users/:id';

  async function isSignedIn(person: Person): Promise<boolean> {
    return (await desk.call('GET /api/auth/me', { as: person })).status === 200;
  }

  describe.each([DEACTIVATE, REACTIVATE, RESET, DELETE])('%s', (route) => {
    it('is restricted to admins: 403 for people who may see the user, else 404', async () => {
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

    it('answers 404 for an unknown id', async () => {
      for (const id of [newId(), 'nonsense']) expect((await act(route, id)).status).toBe(404);
    });
  });

  describe('a deactivated person', () => {
    it('is signed out everywhere at once, and can sign in after reactivation', async () => {
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
    it('replaces the old password and ends all sessions', async () => {
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

    it('loses API keys, endpoints and the personal webhook', async () => {
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

    it('is absent from every route and list, and the address can be used again', async () => {
      const person = await desk.person('user', { name: `Gone ${newId()}` });
      await act(DELETE, person.id);
      for (const route of ['GET /api/users/:id', DEACTIVATE, REACTIVATE, RESET, DELETE]) {
        expect((await act(route, person.id)).status).toBe(404);
      }
      expect((await desk.call(`PATCH /api/users/${person.id}`, { as: admin, body: { name: 'A' } })).status).toBe(404);
      expect((await desk.call('GET /api/users?q=deleted.invalid', { as: admin })).body.items).toEqual([]);
      const body = { email: person.email, password: PASSWORD, name: 'Next' };
      expect(
        (await desk.call('POST /api/auth/login', { body: { email: body.email, password: PASSWORD } })).status,
      ).toBe(401);
      expect((await desk.call('POST /api/auth/register', { body })).status).toBe(201);
    });
  });

  describe('the last active admin', () => {
    const activeAdmins = () => desk.count(`users WHERE role = 'admin' AND active`);
    const demote = (id: string, as = admin) => desk.call(`PATCH /api/users/${id}`, { as, body: { role: 'agent' } });

    async function aloneWith(others: number): Promise<Person[]> {
      await desk.dataSource.query(`UPDATE users SET active = (id = $1) WHERE role = 'admin'`, [admin.id]);
      const added = [];
      for (let index = 0; index < others; index++) added.push(await desk.person('admin'));
      return added;
    }

    it('cannot be demoted, deactivated or deleted', async () => {
      await aloneWith(0);
      for (const answer of [await demote(admin.id), await act(DEACTIVATE, admin.id), await act(DELETE, admin.id)]) {
        expect([answer.status, answer.body.code]).toEqual([409, 'last_admin']);
      }
      expect(await isSignedIn(admin)).toBe(true);
      const same = await desk.call(`PATCH /api/users/${admin.id}`, {
        as: admin,
        body: { role: 'admin', name: 'Boss' },
      });
      expect(same.body).toMatchObject({ role: 'admin', name: 'Boss' });
    });

    it('remains when two admins remove each other at once', async () => {
      for (const remove of [demote, (id: string, as: Person) => act(DEACTIVATE, id, as)]) {
        const [other] = await aloneWith(1);
        if (other === undefined) throw new Error('no second admin');
        await Promise.all([remove(other.id, admin), remove(admin.id, other)]);
        expect(await activeAdmins()).toBe(1);
        await desk.dataSource.query(`UPDATE users SET role = 'admin', active = true WHERE id = $1`, [admin.id]);
        admin = await desk.login(admin.email);
      }
    });
  });
});

describe('comments and tickets that change visibility', () => {
  describe('a change of visibility', () => {
    let office: Office;

    beforeAll(async () => {
      office = await Office.open();
    });

    afterAll(() => office.close());

    async function typesFor(person: Person, type: string): Promise<string[]> {
      await office.settled();
      const { items } = await person.call(`GET /api/events?limit=200&types=${type}`);
      return items.map((item: { type: string }) => item.type);
    }

    it('hides a comment from customers once it is internal again, even after its ticket is deleted', async () => {
      const { admin, agent, requester } = office.people;
      const ticket = await office.newTicket();
      const first = await office.comment(ticket, agent, { content: 'a secret', internal: true });
      for (const internal of [false, true]) await agent.call(`PATCH /api/comments/${first.id}`, { internal });
      const second = await office.comment(ticket, agent, { content: 'another secret' });
      await agent.call(`PATCH /api/comments/${second.id}`, { internal: true });
      const third = await office.comment(ticket, agent, { content: 'nothing to hide' });
      for (const internal of [true, false]) await agent.call(`PATCH /api/comments/${third.id}`, { internal });

      const seen = ['comment.deleted', 'comment.deleted', 'comment.created', 'comment.deleted', 'comment.created'];
      expect(await typesFor(requester, 'comment.*')).toEqual(seen);
      await admin.call(`DELETE /api/tickets/${ticket.id}`);
      expect(await typesFor(requester, 'comment.*')).toEqual(seen);
      expect(await typesFor(agent, 'comment.created')).toHaveLength(3);
    });

    it('hides the earlier internal text from people who see the comment now', async () => {
      const { agent, requester } = office.people;
      const ticket = await office.newTicket();
      const comment = await office.comment(ticket, agent, { content: 'between us', internal: true });
      await agent.call(`PATCH /api/comments/${comment.id}`, { content: 'for all', internal: false });
      await office.settled();
      const { items } = await requester.call('GET /api/events?limit=200&types=comment.*');
      expect(items.at(-1)).toMatchObject({ type: 'comment.created', data: { content: 'for all' } });
      expect(JSON.stringify(items)).not.toContain('between us');
      const history = await requester.call(`GET /api/tickets/${ticket.id}/history`);
      expect(JSON.stringify(history)).not.toContain('between us');
    });

    it('hides the new text from people who lose sight of the comment by the same write', async () => {
      const { agent, requester } = office.people;
      const ticket = await office.newTicket();
      const comment = await office.comment(ticket, agent, { content: 'oops' });
      await agent.call(`PATCH /api/comments/${comment.id}`, { internal: true, content: 'for us alone' });
      await office.settled();
      const { items } = await requester.call('GET /api/events?limit=200&types=comment.*');
      expect(items.at(-1)).toMatchObject({ type: 'comment.deleted', data: { id: comment.id } });
      expect(items.at(-1)).not.toHaveProperty('changes');
      expect(JSON.stringify(items)).not.toContain('for us alone');
    });

    it('hides the new text of a ticket that goes to another requester', async () => {
      const { agent, requester } = office.people;
      const other = await office.accounts.person('user');
      const ticket = await office.newTicket();
      const body = { requester_id: other.id, title: 'not for everyone' };
      await agent.call(`PATCH /api/tickets/${ticket.id}`, body);
      await office.settled();
      const { items } = await requester.call('GET /api/events?limit=200&types=ticket.*');
      expect(items.at(-1)).toMatchObject({ type: 'ticket.deleted', data: { id: ticket.id } });
      for (const secret of ['not for everyone', other.id]) expect(JSON.stringify(items)).not.toContain(secret);
    });
  });
});

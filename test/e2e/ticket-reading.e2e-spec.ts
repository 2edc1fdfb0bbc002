import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { assert, asyncProperty, constantFrom, record } from 'fast-check';
import { maySee, ROLES, type Viewer } from '../../src/common/visibility.js';
import { loadTicketAccess, ticketsVisibleTo } from '../../src/tickets/ticket-access.js';
import { TicketWatcher } from '../../src/tickets/ticket-watcher.entity.js';
import { Ticket } from '../../src/tickets/ticket.entity.js';
import type { TicketPage } from '../../src/tickets/tickets.answers.js';
import {
  mayEditTicket,
  mayEditTicketField,
  TICKET_FIELDS,
  type TicketAccess,
  ticketVisibility,
} from '../../src/tickets/tickets.policy.js';
import { User } from '../../src/users/user.entity.js';
import { Accounts, type Cast } from '../support/people/accounts.js';
import { type Person, wrongFields } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { Office } from '../support/people/office.js';
import { closeSockets, type Json } from '../support/sockets/socket.js';

describe('lists of tickets', () => {
  let app: Stage;
  let desk: Accounts;
  let cast: Cast;
  let agent: Person;
  let stranger: Person;

  beforeAll(async () => {
    app = await Stage.start();
    desk = app.accounts;
    cast = await desk.cast();
    ({ agent, stranger } = cast);
  });

  afterAll(() => app?.close());

  describe('listing tickets', () => {
    it('returns to each caller the visible tickets, newest first, in pages without gaps or repeats', async () => {
      const own = await desk.person('user');
      const ids: string[] = [];
      for (let index = 0; index < 7; index += 1) ids.unshift((await own.createTicket({ title: `T${index}` })).id);
      const seen: string[] = [];
      let cursor: string | null = null;
      const sizes: number[] = [];
      do {
        const page: TicketPage = await own.tickets(`limit=3${cursor === null ? '' : `&cursor=${cursor}`}`);
        seen.push(...page.items.map((ticket) => ticket.id));
        sizes.push(page.items.length);
        cursor = page.next_cursor;
        // Made while somebody pages: it must not shift what comes.
        if (seen.length === 3) await own.createTicket({ title: 'Late' });
      } while (cursor !== null);
      expect(seen).toEqual(ids);
      expect(sizes).toEqual([3, 3, 1]);
      expect((await stranger.tickets(`requester_id=${own.id}`)).items).toEqual([]);
      expect((await agent.tickets(`requester_id=${own.id}`)).items).toHaveLength(8);
    });

    it('filters by status, priority, people, company and tag', async () => {
      const company = await desk.company();
      const person = await desk.person('user', { companyId: company.id });
      const first = await person.createTicket({ priority: 'high', tags: ['red', 'dark blue'] });
      const second = await person.createTicket({ priority: 'low' });
      const third = await person.createTicket({ priority: 'urgent' });
      await agent.patch(`/api/tickets/${first.id}`, { status: 'pending', assignee_id: agent.id });
      await agent.patch(`/api/tickets/${second.id}`, { status: 'resolved' });
      const list = async (query: string) =>
        (await agent.tickets(`requester_id=${person.id}&${query}`)).items.map((ticket) => ticket.id);
      expect(await list('status=pending')).toEqual([first.id]);
      expect(await list('status=pending,open')).toEqual([third.id, first.id]);
      expect(await list('priority=low,urgent')).toEqual([third.id, second.id]);
      expect(await list(`assignee_id=${agent.id.toUpperCase()}`)).toEqual([first.id]);
      expect(await list('assignee_id=none')).toEqual([third.id, second.id]);
      expect(await list(`company_id=${company.id}`)).toHaveLength(3);
      expect(await list(`company_id=${cast.acme.id}`)).toEqual([]);
      expect(await list('tag=dark%20blue')).toEqual([first.id]);
      expect(await list('tag=blue')).toEqual([]);
      expect(await list(`status=pending&tag=red&assignee_id=${agent.id}&priority=high`)).toEqual([first.id]);
    });

    it('searches titles and descriptions, and numbers', async () => {
      const person = await desk.person('user');
      const vpn = await person.createTicket({ title: 'VPN drops', description: 'every night at ten, the tunnel dies' });
      const mail = await person.createTicket({
        title: 'Mail is slow',
        description: `since the VPN; see #${vpn.number}`,
      });
      const list = async (q: string) =>
        (await person.tickets(`q=${encodeURIComponent(q)}`)).items.map((ticket) => ticket.id);
      expect(await list('vpn')).toEqual([mail.id, vpn.id]);
      expect(await list('vpn -mail')).toEqual([vpn.id]);
      expect(await list('"tunnel dies"')).toEqual([vpn.id]);
      expect(await list('night or slow')).toEqual([mail.id, vpn.id]);
      expect(await list(`#${vpn.number}`)).toEqual([vpn.id]);
      expect(await list(String(vpn.number))).toEqual([mail.id, vpn.id]);
      expect(await list('')).toHaveLength(2);
      expect(await list('nothing like it')).toEqual([]);
      expect(await list(`'; DROP TABLE tickets; --`)).toEqual([]);
      expect((await stranger.tickets('q=tunnel')).items).toEqual([]);
    });

    it('uses the full-text index', async () => {
      const plan = await desk.dataSource.transaction(async (manager) => {
        await manager.query('SET LOCAL enable_seqscan = off');
        return manager.query<Record<string, string>[]>(
          `EXPLAIN SELECT FROM tickets ticket WHERE ticket.search_vector @@ websearch_to_tsquery('simple', 'x')`,
        );
      });
      expect(JSON.stringify(plan)).toContain('tickets_search');
    });

    it('names every invalid filter', async () => {
      const bad = {
        status: 'open,done',
        priority: 'huge',
        assignee_id: 'x',
        requester_id: 'none',
        company_id: '1',
        tag: '',
        q: 'x'.repeat(201),
        limit: '201',
        colour: 'red',
      };
      const answer = await agent.get(`/api/tickets?${new URLSearchParams(bad).toString()}`);
      expect(wrongFields(answer)).toEqual(Object.keys(bad).sort());
      const wrongCursor = Buffer.from('["x"]').toString('base64url');
      for (const cursor of ['x', '!!', wrongCursor]) {
        expect(wrongFields(await agent.get(`/api/tickets?cursor=${cursor}`))).toEqual(['cursor']);
      }
      expect(wrongFields(await agent.get('/api/tickets?q=a&q=b'))).toEqual(['q']);
    });
  });
});

describe('who sees a ticket', () => {
  let app: Stage;
  let desk: Accounts;
  let viewers: Viewer[];
  let tickets: Map<string, TicketAccess>;

  /** Everybody of every role in and outside of two companies, and tickets of each with every one of the others watching. */
  beforeAll(async () => {
    app = await Stage.start();
    desk = app.accounts;
    const { manager } = desk.dataSource;
    const companies = [null, (await desk.company('One')).id, (await desk.company('Two')).id];
    const people = ROLES.flatMap((role) => companies.map((companyId) => ({ role, companyId })));
    viewers = await manager.transaction((transaction) =>
      transaction.save(
        people.map(({ role, companyId }, index) =>
          Object.assign(new User(), { role, companyId, email: `${index}@example.com`, name: `Person ${index}` }),
        ),
      ),
    );
    const blank = { title: 'T', description: '', status: 'open' as const, priority: 'low' as const, tags: [] };
    const made = await manager.transaction((transaction) =>
      transaction.save(
        viewers.map(({ id, companyId }) => Object.assign(new Ticket(), { ...blank, requesterId: id, companyId })),
      ),
    );
    await manager.transaction((transaction) =>
      transaction.save(
        made.flatMap(({ id: ticketId }, index) =>
          viewers
            .filter((_viewer, other) => (index + other) % 3 === 0)
            .map(({ id: userId }) => Object.assign(new TicketWatcher(), { ticketId, userId })),
        ),
      ),
    );
    tickets = await loadTicketAccess(
      manager,
      made.map(({ id }) => id),
    );
  });

  afterAll(() => app?.close());

  describe('who may see a ticket', () => {
    it('is the same in lists as in the policy, for everyone and every ticket', async () => {
      expect(tickets.size).toBe(viewers.length);
      for (const viewer of viewers) {
        const expected = [...tickets.values()].filter((ticket) => maySee(viewer, ticketVisibility(ticket)));
        expect(await listed(viewer)).toEqual(expected.map(({ id }) => id).sort());
      }
    });

    it('stays the same when people change role and company', async () => {
      const companyIds = [null, ...new Set([...tickets.values()].flatMap(({ companyId }) => companyId ?? []))];
      const changed = record({
        id: constantFrom(...viewers.map(({ id }) => id)),
        role: constantFrom(...ROLES),
        companyId: constantFrom(...companyIds),
      });
      const agree = asyncProperty(changed, async (viewer) => {
        const expected = [...tickets.values()].filter((ticket) => maySee(viewer, ticketVisibility(ticket)));
        expect(await listed(viewer)).toEqual(expected.map(({ id }) => id).sort());
      });
      await assert(agree, { numRuns: 100 });
    });

    it('includes more tickets than the right to change', () => {
      for (const viewer of viewers) {
        for (const ticket of tickets.values()) {
          const sees = maySee(viewer, ticketVisibility(ticket));
          const edits = TICKET_FIELDS.filter((field) => mayEditTicketField(viewer, ticket, field));
          if (!sees) expect(edits).toEqual([]);
          expect(edits.length > 0).toBe(mayEditTicket(viewer, ticket));
        }
      }
    });

    async function listed(viewer: Viewer): Promise<string[]> {
      const visible = ticketsVisibleTo(viewer, 'ticket');
      const rows = await desk.dataSource
        .createQueryBuilder(Ticket, 'ticket')
        .where(visible.sql, visible.parameters)
        .getMany();
      return rows.map(({ id }) => id).sort();
    }
  });
});

describe('the history of a ticket', () => {
  let office: Office;
  let admin: Person;
  let agent: Person;
  let requester: Person;
  let other: Person;

  beforeEach(async () => {
    office = await Office.open();
    ({ admin, agent, requester, other } = office.people);
  });

  afterEach(async () => {
    closeSockets();
    await office.close();
  });

  describe('the history of a ticket', () => {
    it('lists changes, newest first; internal notes only for staff', async () => {
      const ticket = await office.newTicket({ assignee_id: agent.id });
      await office.comment(ticket, agent, { internal: true, content: 'secret' });
      await office.comment(ticket, agent, { content: 'public' });
      await agent.call(`PATCH /api/tickets/${ticket.id}`, { status: 'closed' });
      const route = `GET /api/tickets/${ticket.id}/history`;
      const types = async (as: Person) => (await as.call(route)).items.map(({ type }: Json) => type);
      const shared = ['ticket.assigned', 'ticket.updated', 'ticket.created'];
      expect(await types(agent)).toEqual([
        'ticket.closed',
        'ticket.updated',
        'comment.created',
        'comment.created',
        ...shared,
      ]);
      expect(await types(requester)).toEqual(['ticket.closed', 'ticket.updated', 'comment.created', ...shared]);
      expect(JSON.stringify(await requester.call(route))).not.toContain('secret');
      const [, updated] = (await requester.call(route)).items;
      expect(updated).toMatchObject({ actor: { id: agent.id }, changes: { status: ['open', 'closed'] } });
    });

    it('has full pages whatever the reader may not see', async () => {
      const ticket = await office.newTicket({ assignee_id: agent.id });
      for (let i = 0; i < 4; i += 1) {
        await office.comment(ticket, agent, { internal: true });
        await office.comment(ticket, agent, { content: String(i) });
      }
      const seen: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const query = cursor === '' ? '' : `&cursor=${cursor}`;
        const page: Json = await requester.call(`GET /api/tickets/${ticket.id}/history?limit=3${query}`);
        expect(page.items.length).toBe(page.next_cursor === null ? 1 : 3);
        seen.push(...page.items.map(({ data }: Json) => data.content ?? data.status));
        cursor = page.next_cursor;
      }
      expect(seen).toEqual(['3', '2', '1', '0', 'open', 'open', 'open']);
    });

    it('is restricted to people who see the ticket, and refuses invalid input', async () => {
      const ticket = await office.newTicket();
      const ask = (as: Person, query = '') =>
        office.accounts.call(`GET /api/tickets/${ticket.id}/history${query}`, { as });
      expect((await ask(other)).status).toBe(404);
      expect((await ask(admin)).status).toBe(200);
      expect(wrongFields(await ask(admin, '?limit=0&foo=1'))).toEqual(['foo', 'limit']);
      expect(wrongFields(await ask(admin, '?cursor=x'))).toEqual(['cursor']);
    });
  });

  describe('a new company', () => {
    it('is pushed to staff in the room companies, and to no one who may not join it', async () => {
      const staff = await office.connect(agent, { rooms: ['companies'] });
      const user = await office.connect(other);
      expect(await user.send('join', { room: 'companies' })).toMatchObject({ ok: false, error: { code: 'forbidden' } });
      const company = await admin.call('POST /api/companies', { name: 'Acme' });
      await staff.waitFor(() => staff.of('company.update').length === 1);
      expect(staff.of('company.update')[0]).toMatchObject({ event: 'company.created', id: company.id, data: company });
      expect(user.of('company.update')).toEqual([]);
      expect((await other.call('GET /api/events?types=company.*')).items).toEqual([]);
    });
  });
});

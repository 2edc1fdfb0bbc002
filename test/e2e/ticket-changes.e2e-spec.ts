import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/common/ids.js';
import type { AddedWatcherAnswer, MuteAnswer, TicketAnswer, WatcherPage } from '../../src/tickets/tickets.answers.js';
import { Accounts, type Cast, watchedTicket } from '../support/people/accounts.js';
import { type Person, wrongFields } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';

describe('changes of tickets', () => {
  let app: Stage;
  let desk: Accounts;
  let cast: Cast;
  let admin: Person;
  let agent: Person;
  let manager: Person;
  let requester: Person;
  let watcher: Person;
  let stranger: Person;

  beforeAll(async () => {
    app = await Stage.start();
    desk = app.accounts;
    cast = await desk.cast();
    ({ admin, agent, manager, requester, watcher, stranger } = cast);
  });

  afterAll(() => app?.close());

  describe('changing a ticket', () => {
    it('lets requester and manager change title, description, tags and status to open or closed', async () => {
      for (const caller of [requester, manager]) {
        const { id } = await requester.createTicket();
        const change = { title: 'New', description: 'More', tags: ['a'], status: 'closed' };
        const answer = await caller.patch<TicketAnswer>(`/api/tickets/${id}`, change);
        expect(answer.status).toBe(200);
        expect(answer.headers.get('etag')).toBe('"2"');
        expect(answer.body).toMatchObject({ ...change, version: 2 });
        expect(await agent.ticket(id)).toEqual(answer.body);
      }
    });

    it('restricts priority, people and the other statuses to staff', async () => {
      const ticket = await requester.createTicket();
      for (const caller of [requester, manager]) {
        for (const change of [
          { priority: 'urgent' },
          { assignee_id: agent.id },
          { assignee_id: null },
          { requester_id: caller.id },
          { status: 'in_progress' },
          { status: 'resolved' },
          { title: 'Changed', priority: 'urgent' },
        ]) {
          const answer = await caller.patch(`/api/tickets/${ticket.id}`, change);
          expect({ change, status: answer.status, code: answer.body.code }).toEqual({
            change,
            status: 403,
            code: 'forbidden',
          });
        }
      }
      expect(await agent.ticket(ticket.id)).toEqual(ticket);
    });

    it('lets a watcher read but not change, and others not even read', async () => {
      const ticket = await watchedTicket(cast);
      for (const change of [{ title: 'Mine' }, { status: 'closed' }, {}]) {
        expect((await watcher.patch(`/api/tickets/${ticket.id}`, change)).status).toBe(403);
        expect((await stranger.patch(`/api/tickets/${ticket.id}`, change)).status).toBe(404);
      }
      expect(await agent.ticket(ticket.id)).toEqual(ticket);
    });

    it('lets staff change everything, and derives the company from the requester', async () => {
      const { id } = await stranger.createTicket();
      const change = {
        title: 'T',
        description: 'D',
        tags: ['x', 'y'],
        status: 'on_hold',
        priority: 'low',
        assignee_id: agent.id,
        requester_id: requester.id,
      };
      const answer = await agent.patch<TicketAnswer>(`/api/tickets/${id}`, change);
      expect(answer.body).toMatchObject({ ...change, company_id: cast.acme.id });
      expect(answer.body).toMatchObject({ requester_name: 'Rita Requester', assignee_name: 'Ada Agent' });
      expect(await agent.ticket(id)).toEqual(answer.body);
      expect((await stranger.get(`/api/tickets/${id}`)).status).toBe(404);
      const unassigned = await agent.patch<TicketAnswer>(`/api/tickets/${id}`, { assignee_id: null });
      expect(unassigned.body).toMatchObject({ assignee_id: null, assignee_name: null, version: 3 });
    });

    it('records when a ticket was resolved or closed, until it is reopened', async () => {
      const { id } = await requester.createTicket();
      const set = async (status: string) => (await agent.patch<TicketAnswer>(`/api/tickets/${id}`, { status })).body;
      const resolved = await set('resolved');
      expect(resolved).toMatchObject({ resolved_at: expect.any(String), closed_at: null });
      expect(await set('closed')).toMatchObject({ resolved_at: resolved.resolved_at, closed_at: expect.any(String) });
      expect(await set('open')).toMatchObject({ resolved_at: null, closed_at: null });
      expect(await set('closed')).toMatchObject({ resolved_at: null, closed_at: expect.any(String) });
    });

    it('writes nothing when nothing changes', async () => {
      const ticket = await agent.createTicket({ tags: ['a', 'b'], assignee_id: agent.id });
      const same = {
        title: ticket.title,
        description: ticket.description,
        tags: ['a', 'b', 'a'],
        status: ticket.status,
        priority: ticket.priority,
        requester_id: ticket.requester_id,
        assignee_id: ticket.assignee_id,
      };
      for (const change of [same, {}]) {
        const answer = await agent.patch<TicketAnswer>(`/api/tickets/${ticket.id}`, change);
        expect(answer.status).toBe(200);
        expect(answer.body).toEqual(ticket);
      }
    });

    it('respects If-Match in every usual spelling', async () => {
      const { id } = await requester.createTicket();
      let version = 1;
      for (const spelling of ['1', '"2"', 'W/"3"', '*', '"99", "5"']) {
        const headers = { 'if-match': spelling };
        const answer = await agent.patch<TicketAnswer>(`/api/tickets/${id}`, { title: `After ${version}` }, headers);
        version += 1;
        expect({ spelling, status: answer.status }).toEqual({ spelling, status: 200 });
        expect(answer.body.version).toBe(version);
      }
      for (const spelling of ['1', '"5"', 'W/"7"', 'nonsense']) {
        const answer = await agent.patch(`/api/tickets/${id}`, { title: 'Stale' }, { 'if-match': spelling });
        expect({ spelling, status: answer.status }).toEqual({ spelling, status: 412 });
        expect(answer.headers.get('etag')).toBe('"6"');
      }
      expect((await admin.delete(`/api/tickets/${id}`, { 'if-match': '5' })).status).toBe(412);
      expect(await agent.ticket(id)).toMatchObject({ title: 'After 5', version: 6 });
    });

    it('keeps both of two changes at once', async () => {
      for (let round = 0; round < 5; round += 1) {
        const { id } = await requester.createTicket();
        const answers = await Promise.all([
          agent.patch<TicketAnswer>(`/api/tickets/${id}`, { title: 'Changed' }),
          admin.patch<TicketAnswer>(`/api/tickets/${id}`, { priority: 'urgent' }),
          requester.patch<TicketAnswer>(`/api/tickets/${id}`, { description: 'Changed too' }),
        ]);
        expect(answers.map((answer) => answer.body.version).sort((a, b) => a - b)).toEqual([2, 3, 4]);
        const after = { title: 'Changed', priority: 'urgent', description: 'Changed too', version: 4 };
        expect(await agent.ticket(id)).toMatchObject(after);
      }
    });

    it('accepts one of two changes from the same version', async () => {
      const { id } = await requester.createTicket();
      const headers = { 'if-match': '1' };
      const answers = await Promise.all(
        ['a', 'b', 'c'].map((title) => agent.patch(`/api/tickets/${id}`, { title }, headers)),
      );
      expect(answers.map((answer) => answer.status).sort((a, b) => a - b)).toEqual([200, 412, 412]);
    });

    it('names every invalid field and changes nothing', async () => {
      const ticket = await requester.createTicket();
      const bad = {
        title: null,
        description: 1,
        status: 'done',
        priority: null,
        tags: [1],
        assignee_id: 'x',
        requester_id: null,
        company_id: cast.acme.id,
        version: 2,
      };
      const answer = await agent.patch(`/api/tickets/${ticket.id}`, bad);
      expect(wrongFields(answer)).toEqual(Object.keys(bad).sort());
      const people = await agent.patch(`/api/tickets/${ticket.id}`, {
        title: 'Changed',
        assignee_id: requester.id,
        requester_id: newId(),
      });
      expect(wrongFields(people)).toEqual(['assignee_id', 'requester_id']);
      for (const body of [[], 'text', 7])
        expect((await agent.patch(`/api/tickets/${ticket.id}`, body)).status).toBe(400);
      expect(await agent.ticket(ticket.id)).toEqual(ticket);
    });
  });
});

describe('watchers of tickets', () => {
  let app: Stage;
  let desk: Accounts;
  let agent: Person;
  let manager: Person;
  let requester: Person;
  let colleague: Person;
  let stranger: Person;

  beforeAll(async () => {
    app = await Stage.start();
    desk = app.accounts;
    const acme = await desk.company('Acme');
    [agent, manager, requester, colleague, stranger] = await Promise.all([
      desk.person('agent'),
      desk.person('manager', { companyId: acme.id }),
      desk.person('user', { companyId: acme.id }),
      desk.person('user', { name: 'Cora Colleague', companyId: acme.id }),
      desk.person('user'),
    ]);
  });

  afterAll(() => app?.close());

  async function watcherIds(ticketId: string): Promise<string[]> {
    const { body } = await agent.get<WatcherPage>(`/api/tickets/${ticketId}/watchers`);
    return body.items.map((item) => item.user_id);
  }

  describe('watching', () => {
    it('applies to the caller by default, and can be repeated', async () => {
      const ticket = await requester.createTicket();
      const path = `/api/tickets/${ticket.id}/watchers`;
      const first = await manager.post<AddedWatcherAnswer>(path);
      expect(first.status).toBe(201);
      expect(first.body).toEqual({
        ticket_id: ticket.id,
        user_id: manager.id,
        name: manager.name,
        created_at: expect.any(String),
      });
      const second = await manager.post<AddedWatcherAnswer>(path, { user_id: manager.id });
      expect({ status: second.status, body: second.body }).toEqual({ status: 201, body: first.body });
      const listed = await manager.get<WatcherPage>(path);
      const { ticket_id: _, ...watcher } = first.body;
      expect(listed.body).toEqual({ items: [watcher], next_cursor: null });
      expect(await agent.ticket(ticket.id)).toEqual(ticket);
    });

    it('is idempotent for simultaneous requests of one person', async () => {
      const { id } = await requester.createTicket();
      const answers = await Promise.all([1, 2, 3, 4].map(() => manager.post(`/api/tickets/${id}/watchers`)));
      expect(answers.map((answer) => answer.status)).toEqual([201, 201, 201, 201]);
      expect(await watcherIds(id)).toEqual([manager.id]);
    });

    it('requires the right to see the ticket', async () => {
      const { id } = await requester.createTicket();
      expect((await stranger.post(`/api/tickets/${id}/watchers`)).status).toBe(404);
      expect((await stranger.get(`/api/tickets/${id}/watchers`)).status).toBe(404);
      expect((await stranger.delete(`/api/tickets/${id}/watchers/${stranger.id}`)).status).toBe(404);
      for (const missing of [newId(), 'x']) {
        expect((await agent.post(`/api/tickets/${missing}/watchers`)).status).toBe(404);
        expect((await agent.get(`/api/tickets/${missing}/watchers`)).status).toBe(404);
        expect((await agent.delete(`/api/tickets/${missing}/watchers/${agent.id}`)).status).toBe(404);
      }
      expect(await watcherIds(id)).toEqual([]);
    });

    it('of other people is restricted to staff, and lets them read and comment, not edit', async () => {
      const { id } = await requester.createTicket();
      const path = `/api/tickets/${id}/watchers`;
      for (const caller of [requester, manager]) {
        const answer = await caller.post(path, { user_id: colleague.id });
        expect({ status: answer.status, code: answer.body.code }).toEqual({ status: 403, code: 'forbidden' });
      }
      expect((await colleague.get(`/api/tickets/${id}`)).status).toBe(404);
      const added = await agent.post<AddedWatcherAnswer>(path, { user_id: colleague.id });
      expect(added.body).toMatchObject({ user_id: colleague.id, name: 'Cora Colleague' });
      expect(await colleague.ticket(id)).toMatchObject({ id });
      expect((await colleague.tickets()).items.map((ticket) => ticket.id)).toContain(id);
      await colleague.comment(id);
      expect((await colleague.patch(`/api/tickets/${id}`, { title: 'x' })).status).toBe(403);
      for (const caller of [requester, manager]) {
        expect((await caller.delete(`${path}/${colleague.id}`)).status).toBe(403);
      }
      expect((await agent.delete(`${path}/${colleague.id}`)).status).toBe(204);
      expect((await colleague.get(`/api/tickets/${id}`)).status).toBe(404);
      expect((await agent.delete(`${path}/${colleague.id}`)).status).toBe(204);
    });

    it('can be ended by the watcher', async () => {
      const { id } = await requester.createTicket();
      await agent.post(`/api/tickets/${id}/watchers`, { user_id: colleague.id });
      expect((await colleague.delete(`/api/tickets/${id}/watchers/${colleague.id}`)).status).toBe(204);
      expect((await colleague.get(`/api/tickets/${id}`)).status).toBe(404);
    });

    it('is restricted to active people; bad input names its fields and writes nothing', async () => {
      const { id } = await requester.createTicket();
      const path = `/api/tickets/${id}/watchers`;
      const gone = await desk.person('user');
      await desk.change(gone, { active: false });
      for (const userId of [gone.id, newId(), 'x', null, 7]) {
        expect(wrongFields(await agent.post(path, { user_id: userId }))).toEqual(['user_id']);
      }
      expect(wrongFields(await agent.post(path, { user: 'x', user_id: [] }))).toEqual(['user', 'user_id']);
      for (const body of [[], 'text', 7]) expect((await agent.post(path, body)).status).toBe(400);
      expect((await agent.delete(`${path}/x`)).status).toBe(404);
      expect(await watcherIds(id)).toEqual([]);
    });
  });

  describe('muting', () => {
    it('can be switched on and off repeatedly, without changing the ticket', async () => {
      const ticket = await requester.createTicket();
      const path = `/api/tickets/${ticket.id}/mute`;
      for (let time = 0; time < 2; time += 1) {
        const answer = await requester.put<MuteAnswer>(path);
        expect({ status: answer.status, body: answer.body }).toEqual({
          status: 200,
          body: { ticket_id: ticket.id, muted: true },
        });
      }
      expect(await mutes(ticket.id)).toEqual([{ user_id: requester.id }]);
      for (let time = 0; time < 2; time += 1) expect((await requester.delete(path)).status).toBe(204);
      expect(await mutes(ticket.id)).toEqual([]);
      expect(await agent.ticket(ticket.id)).toEqual(ticket);
    });

    it('requires the right to see the ticket', async () => {
      const { id } = await requester.createTicket();
      for (const [caller, ticketId] of [
        [stranger, id],
        [agent, newId()],
        [agent, 'x'],
      ] as const) {
        expect((await caller.put(`/api/tickets/${ticketId}/mute`)).status).toBe(404);
        expect((await caller.delete(`/api/tickets/${ticketId}/mute`)).status).toBe(404);
      }
      expect(await mutes(id)).toEqual([]);
    });

    function mutes(ticketId: string) {
      return desk.dataSource.query<{ user_id: string }[]>('SELECT user_id FROM ticket_mutes WHERE ticket_id = $1', [
        ticketId,
      ]);
    }
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Comment } from '../../src/comments/comment.entity.js';
import { UserPreference } from '../../src/users/user-preference.entity.js';
import { Stage } from '../support/servers/stage.js';
import { Accounts, type Cast, watchedTicket } from '../support/people/accounts.js';
import type { Person } from '../support/people/person.js';

let app: Stage;
let desk: Accounts;
let cast: Cast;
let admin: Person;
let agent: Person;
let manager: Person;
let requester: Person;
let watcher: Person;

beforeAll(async () => {
  app = await Stage.start();
  desk = app.accounts;
  cast = await desk.cast();
  ({ admin, agent, manager, requester, watcher } = cast);
});

afterAll(() => app?.close());

async function watcherIds(ticketId: string): Promise<string[]> {
  const answer = await agent.get<{ items: { user_id: string }[] }>(`/api/tickets/${ticketId}/watchers`);
  return answer.body.items.map((item) => item.user_id);
}

describe('the status of a commented ticket', () => {
  it('closed: only staff may comment', async () => {
    const { id } = await watchedTicket(cast);
    await requester.patch(`/api/tickets/${id}`, { status: 'closed' });
    for (const caller of [requester, manager, watcher]) {
      const answer = await caller.post(`/api/tickets/${id}/comments`, { content: 'Wait' });
      expect({ status: answer.status, code: answer.body.code }).toEqual({ status: 409, code: 'ticket_closed' });
    }
    await agent.comment(id);
    expect(await agent.ticket(id)).toMatchObject({ status: 'closed' });
    expect((await agent.comments(id)).items).toHaveLength(1);
  });

  it('pending or resolved: a comment of the requester reopens it', async () => {
    for (const status of ['pending', 'resolved']) {
      const { id } = await requester.createTicket();
      await agent.patch(`/api/tickets/${id}`, { status });
      await agent.comment(id);
      await manager.comment(id);
      expect(await agent.ticket(id)).toMatchObject({ status, version: 2 });
      await requester.comment(id);
      expect(await agent.ticket(id)).toMatchObject({ status: 'open', resolved_at: null, version: 3 });
      await requester.comment(id);
      expect(await agent.ticket(id)).toMatchObject({ status: 'open', version: 3 });
    }
  });

  it('in progress or on hold: a comment of the requester leaves it unchanged', async () => {
    for (const status of ['in_progress', 'on_hold']) {
      const { id } = await requester.createTicket();
      await agent.patch(`/api/tickets/${id}`, { status });
      await requester.comment(id);
      expect(await agent.ticket(id)).toMatchObject({ status, version: 2 });
    }
  });
});

describe('commenting adds the author as a watcher', () => {
  it('once, but not the requester or the assignee', async () => {
    const { id } = await requester.createTicket();
    await agent.patch(`/api/tickets/${id}`, { assignee_id: agent.id });
    for (const caller of [requester, agent, manager, manager, admin]) await caller.comment(id);
    expect((await watcherIds(id)).sort()).toEqual([manager.id, admin.id].sort());
    expect(await agent.ticket(id)).toMatchObject({ version: 2 });
  });

  it('once when the first two comments arrive together', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id } = await requester.createTicket();
      await Promise.all([manager.comment(id), manager.comment(id), manager.comment(id)]);
      expect(await watcherIds(id)).toEqual([manager.id]);
      expect((await agent.comments(id)).items).toHaveLength(3);
    }
  });

  it('not when the preferences say otherwise', async () => {
    const shy = await desk.person('agent');
    await desk.dataSource.manager.save(Object.assign(new UserPreference(), { userId: shy.id, autoWatch: false }));
    const { id } = await requester.createTicket();
    await shy.comment(id);
    expect(await watcherIds(id)).toEqual([]);
  });
});

describe('a comment concurrent with another write on the ticket', () => {
  it('gets 404 when the ticket is deleted meanwhile', async () => {
    const { id } = await requester.createTicket();
    const late = await desk.dataSource.transaction(async (transaction) => {
      await transaction.query('DELETE FROM tickets WHERE id = $1', [id]);
      const answer = requester.post(`/api/tickets/${id}/comments`, { content: 'Too late' });
      await someoneWaitsForALock();
      return { answer };
    });
    expect((await late.answer).status).toBe(404);
  });

  it('with an expected last comment waits for the write in progress and takes it into account', async () => {
    const { id } = await requester.createTicket();
    const late = await desk.dataSource.transaction(async (transaction) => {
      const first = Object.assign(new Comment(), { ticketId: id, authorId: agent.id, content: 'First' });
      await transaction.save(first);
      const answer = requester.post(`/api/tickets/${id}/comments`, { content: 'x', expected_last_comment_id: null });
      await someoneWaitsForALock();
      return { answer, first };
    });
    const { status, body } = await late.answer;
    expect({ status, newer: body.newer?.map((comment) => comment.id) }).toEqual({
      status: 409,
      newer: [late.first.id],
    });
  });

  async function someoneWaitsForALock(): Promise<void> {
    const waiting = `pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    while ((await desk.count(waiting)) === 0);
  }
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Comment } from '../../src/comments/comment.entity.js';
import { UserPreference } from '../../src/users/user-preference.entity.js';
import { startApp } from '../support/app.js';
import { Desk, watchedTicket, type Caller, type Cast } from '../support/desk.js';

let app: Awaited<ReturnType<typeof startApp>>;
let desk: Desk;
let cast: Cast;
let admin: Caller;
let agent: Caller;
let manager: Caller;
let requester: Caller;
let watcher: Caller;

beforeAll(async () => {
  app = await startApp();
  desk = new Desk(app.url, app.dataSource);
  cast = await desk.cast();
  ({ admin, agent, manager, requester, watcher } = cast);
});

afterAll(() => app?.close());

async function watcherIds(ticketId: string): Promise<string[]> {
  const answer = await agent.get<{ items: { user_id: string }[] }>(`/api/tickets/${ticketId}/watchers`);
  return answer.body.items.map((item) => item.user_id);
}

describe('the status of the ticket', () => {
  it('closed: nobody but staff comments any more', async () => {
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

  it('pending or resolved: a comment of the requester opens it again', async () => {
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

  it('in progress or on hold: a comment of the requester leaves it so', async () => {
    for (const status of ['in_progress', 'on_hold']) {
      const { id } = await requester.createTicket();
      await agent.patch(`/api/tickets/${id}`, { status });
      await requester.comment(id);
      expect(await agent.ticket(id)).toMatchObject({ status, version: 2 });
    }
  });
});

describe('commenting makes one a watcher', () => {
  it('once, and not the requester or the assignee', async () => {
    const { id } = await requester.createTicket();
    await agent.patch(`/api/tickets/${id}`, { assignee_id: agent.id });
    for (const caller of [requester, agent, manager, manager, admin]) await caller.comment(id);
    expect((await watcherIds(id)).sort()).toEqual([manager.id, admin.id].sort());
    expect(await agent.ticket(id)).toMatchObject({ version: 2 });
  });

  it('also when the first two comments come at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id } = await requester.createTicket();
      await Promise.all([manager.comment(id), manager.comment(id), manager.comment(id)]);
      expect(await watcherIds(id)).toEqual([manager.id]);
      expect((await agent.comments(id)).items).toHaveLength(3);
    }
  });

  it('not when the person prefers otherwise', async () => {
    const shy = await desk.caller('agent');
    await desk.dataSource.manager.save(Object.assign(new UserPreference(), { userId: shy.id, autoWatch: false }));
    const { id } = await requester.createTicket();
    await shy.comment(id);
    expect(await watcherIds(id)).toEqual([]);
  });
});

describe('a comment that meets another write on the same ticket', () => {
  it('answers 404 when the ticket is deleted under its hands', async () => {
    const { id } = await requester.createTicket();
    const late = await desk.dataSource.transaction(async (transaction) => {
      await transaction.query('DELETE FROM tickets WHERE id = $1', [id]);
      const answer = requester.post(`/api/tickets/${id}/comments`, { content: 'Too late' });
      await someoneWaitsForALock();
      return { answer };
    });
    expect((await late.answer).status).toBe(404);
  });

  it('with an expectation waits for the one under way, and then knows it', async () => {
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

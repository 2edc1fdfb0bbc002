import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/common/ids.js';
import type { AddedWatcherAnswer, MuteAnswer, WatcherPage } from '../../src/tickets/tickets.answers.js';
import { wrongFields } from '../support/accounts.js';
import { startApp } from '../support/app.js';
import { Desk, type Caller } from '../support/desk.js';

let app: Awaited<ReturnType<typeof startApp>>;
let desk: Desk;
let agent: Caller;
let manager: Caller;
let requester: Caller;
let colleague: Caller;
let stranger: Caller;

beforeAll(async () => {
  app = await startApp();
  desk = new Desk(app.url, app.dataSource);
  const acme = await desk.company('Acme');
  [agent, manager, requester, colleague, stranger] = await Promise.all([
    desk.caller('agent'),
    desk.caller('manager', { companyId: acme.id }),
    desk.caller('user', { companyId: acme.id }),
    desk.caller('user', { name: 'Cora Colleague', companyId: acme.id }),
    desk.caller('user'),
  ]);
});

afterAll(() => app?.close());

async function watcherIds(ticketId: string): Promise<string[]> {
  const { body } = await agent.get<WatcherPage>(`/api/tickets/${ticketId}/watchers`);
  return body.items.map((item) => item.user_id);
}

describe('watching', () => {
  it('is for oneself by default, and twice is as good as once', async () => {
    const ticket = await requester.createTicket();
    const path = `/api/tickets/${ticket.id}/watchers`;
    const first = await manager.post<AddedWatcherAnswer>(path);
    expect(first.status).toBe(201);
    expect(first.body).toEqual({
      ticket_id: ticket.id,
      user_id: manager.id,
      name: manager.user.name,
      created_at: expect.any(String),
    });
    const second = await manager.post<AddedWatcherAnswer>(path, { user_id: manager.id });
    expect({ status: second.status, body: second.body }).toEqual({ status: 201, body: first.body });
    const listed = await manager.get<WatcherPage>(path);
    const { ticket_id: _, ...watcher } = first.body;
    expect(listed.body).toEqual({ items: [watcher], next_cursor: null });
    expect(await agent.ticket(ticket.id)).toEqual(ticket);
  });

  it('may be asked for by the same person many times at once', async () => {
    const { id } = await requester.createTicket();
    const answers = await Promise.all([1, 2, 3, 4].map(() => manager.post(`/api/tickets/${id}/watchers`)));
    expect(answers.map((answer) => answer.status)).toEqual([201, 201, 201, 201]);
    expect(await watcherIds(id)).toEqual([manager.id]);
  });

  it('needs sight of the ticket', async () => {
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

  it('of other people is for staff, and gives them sight, a voice and no hand', async () => {
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

  it('can be ended by oneself', async () => {
    const { id } = await requester.createTicket();
    await agent.post(`/api/tickets/${id}/watchers`, { user_id: colleague.id });
    expect((await colleague.delete(`/api/tickets/${id}/watchers/${colleague.id}`)).status).toBe(204);
    expect((await colleague.get(`/api/tickets/${id}`)).status).toBe(404);
  });

  it('is for active people, and bad input names its fields and writes nothing', async () => {
    const { id } = await requester.createTicket();
    const path = `/api/tickets/${id}/watchers`;
    const gone = await desk.caller('user');
    await desk.dataSource.manager.save(Object.assign(gone.user, { active: false }));
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
  it('is switched on and off as often as one likes, without a change of the ticket', async () => {
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

  it('needs sight of the ticket', async () => {
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

import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Stage } from '../support/servers/stage.js';
import { Accounts, watchedTicket } from '../support/people/accounts.js';
import type { Person } from '../support/people/person.js';
import { until } from '../support/until.js';
import { closeSockets, type ConnectOptions, type Json, type TestSocket } from '../support/sockets/socket.js';

let app: Stage;
let desk: Accounts;

beforeAll(async () => {
  app = await Stage.start();
  desk = app.accounts;
});
afterEach(closeSockets);
afterAll(() => app.close());

const BOTH = ['tickets', 'comments'];

async function socketOf(caller: Person, options: ConnectOptions = {}): Promise<TestSocket> {
  return app.connect(caller, { ...options });
}

/** What a socket was sent about one ticket, without personal pushes. */
function about(socket: TestSocket, ticketId: string): string[] {
  return socket.logged
    .filter((push: Json) => push.notification === undefined)
    .filter((push: Json) => push.id === ticketId || push.data?.ticket_id === ticketId)
    .map((push: Json) => push.event);
}

/** Everything before it has arrived when this has: pushes come in the order of the log. */
async function flush(socket: TestSocket, caller: Person): Promise<void> {
  const { id } = await caller.createTicket({ title: 'the end' });
  await socket.waitFor(({ logged }) => logged.some((push: Json) => push.id === id), 'the end');
}

/** A socket in the room `tickets` that has behind it whatever was written before. */
async function caughtUp(caller: Person, rooms: string[]): Promise<TestSocket> {
  const socket = await socketOf(caller, { rooms });
  await flush(socket, caller);
  socket.pushes.length = 0;
  return socket;
}

describe('the room log', () => {
  it('reports that the log has grown, without its contents', async () => {
    const { stranger, requester } = await desk.cast();
    const [inside, outside] = await Promise.all([['log'], ['tickets']].map((rooms) => socketOf(stranger, { rooms })));
    await requester.createTicket();
    await inside?.waitFor((self) => self.of('log.moved').length > 0);
    await flush(outside as TestSocket, stranger);
    expect(inside?.pushes.filter(({ message }) => message !== 'ready')).toEqual(
      inside?.of('log.moved').map(() => ({ message: 'log.moved', body: {} })),
    );
    expect(outside?.of('log.moved')).toEqual([]);
  });
});

describe('a push', () => {
  it('has the shape of the contract and goes once to a socket in several rooms', async () => {
    const { agent } = await desk.cast();
    const ticket = await agent.createTicket();
    const socket = await caughtUp(agent, [...BOTH, 'users', `ticket:${ticket.id}`]);
    const comment = await agent.comment(ticket.id);
    await socket.waitFor((self) => self.of('comment.update').length > 0);
    const [push] = socket.of('comment.update');
    expect(Object.keys(push)).toEqual(['event', 'id', 'data', 'actor', 'cursor']);
    expect(push).toMatchObject({
      event: 'comment.created',
      id: comment.id,
      data: comment,
      actor: { id: agent.id, name: agent.name, type: 'user' },
    });
    await flush(socket, agent);
    expect(about(socket, ticket.id)).toEqual(['comment.created']);
    const newcomer = await desk.person('user');
    await socket.waitFor((self) => self.of('user.update').some((body: Json) => body.id === newcomer.id));
  });

  it('reaches exactly the people to whom REST would show it', async () => {
    const cast = await desk.cast();
    const { admin, agent, manager, requester, watcher, stranger } = cast;
    const outsider = await desk.person('user');
    const callers = [admin, agent, manager, requester, watcher, stranger, outsider];
    const sockets = await Promise.all(callers.map((caller) => socketOf(caller, { rooms: BOTH })));
    const ticket = await watchedTicket(cast);
    await agent.comment(ticket.id, { content: 'public' });
    await agent.comment(ticket.id, { content: 'secret', internal: true });
    await agent.patch(`/api/tickets/${ticket.id}`, { status: 'in_progress' });
    await Promise.all(callers.map((caller, index) => flush(sockets[index] as TestSocket, caller)));
    const seen = Object.fromEntries(
      callers.map((caller, index) => [caller.id, about(sockets[index] as TestSocket, ticket.id)]),
    );
    const all = ['ticket.created', 'comment.created', 'comment.created', 'ticket.updated'];
    const open = ['ticket.created', 'comment.created', 'ticket.updated'];
    expect(seen[admin.id]).toEqual(all);
    expect(seen[agent.id]).toEqual(all);
    expect(seen[manager.id]).toEqual(open);
    expect(seen[requester.id]).toEqual(open);
    // Whether the person already watched at the ticket's first push is a race with two valid outcomes.
    expect(seen[watcher.id]?.filter((event) => event !== 'ticket.created')).toEqual(open.slice(1));
    expect(seen[stranger.id]).toEqual([]);
    expect(seen[outsider.id]).toEqual([]);
    for (const socket of sockets.slice(2)) expect(JSON.stringify(socket.pushes)).not.toContain('secret');
  });

  it('of a comment that changes visibility shows each side only what it may know', async () => {
    const { agent, requester } = await desk.cast();
    const ticket = await requester.createTicket();
    const [staff, customer] = [await caughtUp(agent, BOTH), await caughtUp(requester, BOTH)];
    const comment = await agent.comment(ticket.id, { content: 'note' });
    await agent.patch(`/api/comments/${comment.id}`, { internal: true });
    await agent.patch(`/api/comments/${comment.id}`, { content: 'between us' });
    await agent.patch(`/api/comments/${comment.id}`, { internal: false });
    await agent.patch(`/api/comments/${comment.id}`, { content: 'for all' });
    await Promise.all([flush(staff, agent), flush(customer, requester)]);
    const updated = 'comment.updated';
    expect(about(staff, ticket.id)).toEqual(['comment.created', updated, updated, updated, updated]);
    const seen = about(customer, ticket.id);
    expect(seen.at(-1)).toBe(updated);
    expect(seen).toEqual(expect.arrayContaining(['comment.deleted', 'comment.created']));
    expect(customer.logged.filter((push: Json) => push.data?.internal === true)).toEqual([]);
  });

  it('of a ticket that gets another requester is one deletion for the old one, and nothing afterwards', async () => {
    const { agent, requester } = await desk.cast();
    const next = await desk.person('user');
    const ticket = await requester.createTicket();
    const room = `ticket:${ticket.id}`;
    const socket = await caughtUp(requester, [...BOTH, room]);
    const gaining = await socketOf(next, { rooms: BOTH });
    expect((await agent.patch(`/api/tickets/${ticket.id}`, { requester_id: next.id })).status).toBe(200);
    await agent.comment(ticket.id);
    await agent.patch(`/api/tickets/${ticket.id}`, { title: 'Not for you' });
    await Promise.all([flush(socket, requester), flush(gaining, next)]);
    expect(about(socket, ticket.id)).toEqual(['ticket.deleted']);
    expect(socket.of('ticket.update')[0].data).toEqual({ id: ticket.id, deleted: true });
    expect(await socket.send('join', { room })).toMatchObject({ error: { code: 'not_found' } });
    expect(about(gaining, ticket.id)).toEqual(['ticket.updated', 'comment.created', 'ticket.updated']);
  });

  it('of a ticket that is no longer watched is one deletion, unless the person sees it anyway', async () => {
    const cast = await desk.cast();
    const ticket = await watchedTicket(cast);
    const { agent, watcher, requester } = cast;
    await requester.post(`/api/tickets/${ticket.id}/watchers`, { user_id: requester.id });
    const socket = await caughtUp(watcher, [`ticket:${ticket.id}`, 'tickets']);
    const own = await caughtUp(requester, [`ticket:${ticket.id}`, 'tickets']);
    await agent.delete(`/api/tickets/${ticket.id}/watchers/${watcher.id}`);
    await agent.delete(`/api/tickets/${ticket.id}/watchers/${requester.id}`);
    await agent.comment(ticket.id);
    await Promise.all([flush(socket, watcher), flush(own, requester)]);
    expect(about(socket, ticket.id)).toEqual(['ticket.deleted']);
    expect(about(own, ticket.id)).toEqual(['comment.created']);
  });

  it('of a deletion reaches the room of the ticket', async () => {
    const { admin, requester, stranger } = await desk.cast();
    const ticket = await requester.createTicket();
    const socket = await caughtUp(requester, [`ticket:${ticket.id}`, 'tickets']);
    const other = await socketOf(stranger, { rooms: BOTH });
    await admin.delete(`/api/tickets/${ticket.id}`);
    await Promise.all([flush(socket, requester), flush(other, stranger)]);
    expect(about(socket, ticket.id)).toEqual(['ticket.deleted']);
    expect(about(other, ticket.id)).toEqual([]);
  });
});

describe('a person', () => {
  it('who is deactivated loses the socket after earlier events and before later ones', async () => {
    const { admin, agent } = await desk.cast();
    const socket = await socketOf(agent, { rooms: BOTH });
    await admin.post(`/api/users/${agent.id}/deactivate`);
    const after = await admin.createTicket();
    await socket.waitFor(({ disconnectReason }) => disconnectReason !== null, 'the end');
    expect(socket.of('closing')).toEqual([{ reason: 'inactive' }]);
    expect(about(socket, after.id)).toEqual([]);
  });

  it('who signs out loses only the sockets of that session', async () => {
    const { requester } = await desk.cast();
    const second = await desk.login(requester.email);
    const [ending, staying] = [await socketOf(requester), await app.connect(second, { rooms: BOTH })];
    await requester.post('/api/auth/logout');
    await ending.waitFor(({ disconnectReason }) => disconnectReason !== null, 'the end');
    expect(ending.of('closing')).toEqual([{ reason: 'revoked' }]);
    expect(staying.disconnectReason).toBeNull();
  });

  it('who leaves or joins staff loses or gains the staff view', async () => {
    const { admin, agent, requester } = await desk.cast();
    const [socket, raised] = [
      await socketOf(agent, { rooms: [...BOTH, 'users'] }),
      await socketOf(requester, { rooms: BOTH }),
    ];
    await admin.patch(`/api/users/${agent.id}`, { role: 'user' });
    await admin.patch(`/api/users/${requester.id}`, { role: 'agent' });
    const ticket = await admin.createTicket();
    await admin.comment(ticket.id, { internal: true });
    const newcomer = await desk.person('user');
    await flush(socket, agent);
    await raised.waitFor((self) => about(self, ticket.id).length === 2, 'both events');
    expect(about(socket, ticket.id)).toEqual([]);
    expect(socket.of('user.update').filter((push: Json) => push.id === newcomer.id)).toEqual([]);
    expect(about(raised, ticket.id)).toEqual(['ticket.created', 'comment.created']);
    expect(await socket.send('join', { room: 'users' })).toMatchObject({ error: { code: 'forbidden' } });
    expect(await raised.send('join', { room: 'users' })).toMatchObject({ ok: true });
  });
});

describe('presence', () => {
  /** Whose names the last list has; an asterisk for who is editing. */
  const shownTo = (socket: TestSocket): string[] | undefined =>
    socket
      .of('presence')
      .at(-1)
      ?.viewers.map((viewer: { name: string; editing: boolean }) => `${viewer.name}${viewer.editing ? '*' : ''}`);

  const shows = (socket: TestSocket, ...names: string[]) =>
    socket.waitFor((self) => JSON.stringify(shownTo(self)) === JSON.stringify(names), `presence of ${names.join()}`);

  it('shows staff in the ticket’s room who looks at it and who edits, and shows no one else', async () => {
    const cast = await desk.cast();
    const { agent, admin, requester, manager, watcher, stranger } = cast;
    const ticket = await watchedTicket(cast);
    const rooms = [`ticket:${ticket.id}`];
    const viewing = { ticket_id: ticket.id };
    const staff = await socketOf(agent, { rooms });
    const others = await Promise.all(
      [requester, manager, watcher, stranger, admin].map((person) =>
        socketOf(person, { rooms: person === admin ? ['tickets'] : rooms }),
      ),
    );
    const [own] = others;
    expect(await own?.send('viewing', viewing)).toEqual({ ok: true });
    await shows(staff, 'Rita Requester');
    expect(await staff.send('viewing', { ...viewing, editing: true })).toEqual({ ok: true });
    await shows(staff, 'Rita Requester', 'Ada Agent*');
    expect(staff.of('presence').at(-1)).toEqual({
      ticket_id: ticket.id,
      viewers: [
        { user_id: requester.id, name: 'Rita Requester', editing: false, since: expect.any(String) },
        { user_id: agent.id, name: 'Ada Agent', editing: true, since: expect.any(String) },
      ],
    });
    // Later sockets get the present state, by any way into the room.
    const late = await socketOf(admin, { rooms });
    await shows(late, 'Rita Requester', 'Ada Agent*');
    const joined = await socketOf(admin);
    await joined.send('join', { room: rooms[0] });
    await shows(joined, 'Rita Requester', 'Ada Agent*');
    expect(others.flatMap((socket) => socket.of('presence'))).toEqual([]);
  });

  it('is refused to people who may not see the ticket, and ends where they were before', async () => {
    const { agent, stranger, requester } = await desk.cast();
    const [ticket, own] = [await requester.createTicket(), await stranger.createTicket()];
    const staff = await socketOf(agent, { rooms: [`ticket:${ticket.id}`, `ticket:${own.id}`] });
    const foreign = await socketOf(stranger);
    await foreign.send('viewing', { ticket_id: own.id });
    await shows(staff, stranger.name);
    expect(await foreign.send('viewing', { ticket_id: ticket.id })).toMatchObject({ error: { code: 'not_found' } });
    await shows(staff);
    expect(new Set(staff.of('presence').map((push) => push.ticket_id))).toEqual(new Set([own.id]));
  });

  it('ends for a socket that joined so early that the first list was not pushed yet', async () => {
    const { agent, requester } = await desk.cast();
    const ticket = await requester.createTicket();
    const [staff, own] = [await socketOf(agent), await socketOf(requester)];
    // Within the tenth of a second in which changes gather; on a slower machine the lists are pushed one by one.
    await own.send('viewing', { ticket_id: ticket.id });
    await staff.send('join', { room: `ticket:${ticket.id}` });
    await own.send('viewing', { ticket_id: null });
    await shows(staff);
  });

  it('is up to date after a replay of another room, during which it was not pushed', async () => {
    const { agent, admin, requester } = await desk.cast();
    const ticket = await requester.createTicket();
    const rooms = [`ticket:${ticket.id}`];
    const [staff, witness] = [await socketOf(agent, { rooms }), await socketOf(admin, { rooms })];
    const own = await socketOf(requester);
    await own.send('viewing', { ticket_id: ticket.id });
    await Promise.all([staff, witness].map((socket) => shows(socket, 'Rita Requester')));
    const { cursor } = staff.of('ready')[0];
    await requester.comment(ticket.id);
    await staff.waitFor((self) => self.of('comment.update').length > 0);
    const lock = app.dataSource.createQueryRunner();
    await lock.startTransaction();
    try {
      // From memory or not, it asks whether the events are still stored.
      await lock.query('LOCK TABLE event_bodies');
      const joined = staff.send('join', { room: 'comments', after: cursor });
      const waiting = `SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'event_bodies'::regclass`;
      await until(async () => (await lock.query(waiting)).length > 0);
      await own.send('viewing', { ticket_id: null });
      await shows(witness);
      expect(shownTo(staff)).toEqual(['Rita Requester']);
      await lock.commitTransaction();
      expect(await joined).toMatchObject({ ok: true });
    } finally {
      if (lock.isTransactionActive) await lock.rollbackTransaction();
      await lock.release();
    }
    await shows(staff);
  });

  it('counts a person once, and ends with the last socket that views the ticket', async () => {
    const { agent, requester } = await desk.cast();
    const [ticket, other] = [await requester.createTicket(), await requester.createTicket()];
    const staff = await socketOf(agent, { rooms: [`ticket:${ticket.id}`] });
    const [first, second] = [await socketOf(requester), await socketOf(requester)];
    await first.send('viewing', { ticket_id: ticket.id });
    await shows(staff, 'Rita Requester');
    const { since } = staff.of('presence').at(-1).viewers[0];
    await second.send('viewing', { ticket_id: ticket.id, editing: true });
    await shows(staff, 'Rita Requester*');
    // A socket looks at one ticket at a time.
    await second.send('viewing', { ticket_id: other.id });
    await shows(staff, 'Rita Requester');
    expect(staff.of('presence').at(-1).viewers[0].since).toBe(since);
    await first.send('viewing', { ticket_id: null });
    await shows(staff);
    await second.send('viewing', { ticket_id: ticket.id });
    await shows(staff, 'Rita Requester');
    second.close();
    await shows(staff);
  });

  it('expires without a repeated message', async () => {
    const { agent, requester } = await desk.cast();
    const ticket = await requester.createTicket();
    const staff = await socketOf(agent, { rooms: [`ticket:${ticket.id}`] });
    const own = await socketOf(requester);
    await own.send('viewing', { ticket_id: ticket.id });
    await shows(staff, 'Rita Requester');
    const realNow = Date.now;
    const clock = jest.spyOn(Date, 'now').mockImplementation(() => realNow() + 41_000);
    await shows(staff);
    clock.mockRestore();
    expect(own.disconnectReason).toBeNull();
  });

  it('ends when the right to the ticket or the staff role is lost', async () => {
    const cast = await desk.cast();
    const { agent, admin, requester, watcher } = cast;
    const leaver = await desk.person('agent', { name: 'Lea Leaver' });
    const ticket = await watchedTicket(cast);
    const rooms = [`ticket:${ticket.id}`];
    const staff = await socketOf(agent, { rooms });
    const [demoted, own, watching] = [
      await socketOf(leaver, { rooms }),
      await socketOf(requester),
      await socketOf(watcher),
    ];
    for (const socket of [demoted, own, watching]) await socket.send('viewing', { ticket_id: ticket.id });
    await shows(staff, 'Lea Leaver', 'Rita Requester', watcher.name);
    await admin.patch(`/api/users/${leaver.id}`, { role: 'user' });
    await shows(staff, 'Rita Requester', watcher.name);
    await agent.patch(`/api/tickets/${ticket.id}`, { requester_id: admin.id });
    await shows(staff, watcher.name);
    await agent.delete(`/api/tickets/${ticket.id}/watchers/${watcher.id}`);
    await agent.patch(`/api/tickets/${ticket.id}`, { title: 'Seen by staff alone' });
    await shows(staff);
    expect(shownTo(demoted)).toHaveLength(3);
  });

  it('accepts ten messages a second, and the socket stays open', async () => {
    const { requester } = await desk.cast();
    const ticket = await requester.createTicket();
    const socket = await socketOf(requester);
    const acks = await Promise.all(Array.from({ length: 15 }, () => socket.send('viewing', { ticket_id: ticket.id })));
    const refusals = acks.filter(({ ok }) => !ok);
    expect(refusals.length).toBeGreaterThan(0);
    expect(refusals[0].error).toEqual({
      code: 'rate_limited',
      message: 'A socket may send 10 `viewing` messages per second.',
    });
    expect(await socket.send('join', { room: 'tickets' })).toMatchObject({ ok: true });
  });
});

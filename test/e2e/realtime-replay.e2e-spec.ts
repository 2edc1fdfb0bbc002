import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { Desk, type Caller } from '../support/desk.js';
import { closeSockets, connect, dial, type Json, type TestSocket } from '../support/socket.js';

let app: TestApp;
let desk: Desk;
let agent: Caller;

beforeAll(async () => {
  app = await startApp();
  desk = new Desk(app.url, app.dataSource);
  agent = await desk.caller('agent');
});
afterEach(closeSockets);
afterAll(() => app.close());

const BOTH = ['tickets', 'comments'];

function eventsOf(socket: TestSocket): string[] {
  return socket.logged.map((push: Json) => push.id);
}

function cursorsOf(socket: TestSocket): string[] {
  return socket.logged.map((push: Json) => push.cursor);
}

function expectGrowing(cursors: readonly string[]): void {
  expect(cursors).toEqual([...new Set(cursors)].sort());
}

async function writeComments(ticketId: string, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) ids.push((await agent.comment(ticketId, { content: `number ${n}` })).id);
  return ids;
}

/** As a process would find it that was away for long. */
async function eventsInLog(type: string): Promise<string[]> {
  const rows = await app.dataSource.query<{ entity_id: string }[]>(
    'SELECT b.entity_id FROM event_log l JOIN event_bodies b ON b.id = l.event_id WHERE b.type = $1 ORDER BY l.position',
    [type],
  );
  return rows.map((row) => row.entity_id);
}

describe('a connection with `after`', () => {
  it('gets what it missed in order, then `replayed`, then `ready`, then what happens', async () => {
    const ticket = await agent.createTicket();
    const first = await connect(app.url, { token: agent.token, rooms: BOTH });
    const [seen] = await writeComments(ticket.id, 1);
    await first.waitFor((self) => eventsOf(self).includes(seen ?? ''));
    const after = first.cursor;
    first.close();
    const observer = await connect(app.url, { token: agent.token, rooms: BOTH });
    const missed = await writeComments(ticket.id, 5);
    // What is not dispatched yet is not missed: it comes live.
    await observer.waitFor((self) => eventsOf(self).includes(missed.at(-1) ?? ''));
    const second = await connect(app.url, { token: agent.token, rooms: BOTH, after });
    expect(second.of('comment.update').map((push: Json) => push.id)).toEqual(missed);
    expect(second.pushes.at(-2)).toEqual({ message: 'replayed', body: { room: null, cursor: expect.any(String) } });
    expect(second.pushes.at(-1)?.message).toBe('ready');
    const [live] = await writeComments(ticket.id, 1);
    await second.waitFor((self) => eventsOf(self).includes(live ?? ''));
    expectGrowing(cursorsOf(second));
    const third = await connect(app.url, { token: agent.token, rooms: BOTH, after: second.cursor });
    expect(third.logged).toEqual([]);
  });

  it('sends the same bytes as it sent live', async () => {
    const ticket = await agent.createTicket();
    const live = await connect(app.url, { token: agent.token, rooms: BOTH });
    const from = live.of('ready')[0].cursor;
    const ids = await writeComments(ticket.id, 3);
    await live.waitFor((self) => eventsOf(self).includes(ids[2] ?? ''));
    const replayed = await connect(app.url, { token: agent.token, rooms: BOTH, after: from });
    expect(JSON.stringify(replayed.logged)).toBe(JSON.stringify(live.logged));
  });

  it('misses nothing and gets nothing twice while others write', async () => {
    const ticket = await agent.createTicket();
    const start = await connect(app.url, { token: agent.token, rooms: BOTH });
    await start.waitFor(({ pushes }) => pushes.some(({ message }) => message === 'ready'));
    const after = start.of('ready')[0].cursor;
    const writing = Promise.all([1, 2, 3, 4].map(() => writeComments(ticket.id, 40)));
    const sockets: TestSocket[] = [];
    for (let n = 0; n < 25; n += 1) {
      sockets.push(await connect(app.url, { token: agent.token, rooms: BOTH, after: n % 2 ? after : start.cursor }));
    }
    const written = (await writing).flat();
    const end = await agent.createTicket({ title: 'the end' });
    await Promise.all(
      [start, ...sockets].map((socket) => socket.waitFor((self) => eventsOf(self).includes(end.id), 'the end')),
    );
    const all = eventsOf(start);
    expect([...written].sort()).toEqual(all.filter((id) => written.includes(id)).sort());
    for (const socket of sockets) {
      expectGrowing(cursorsOf(socket));
      expect(eventsOf(socket)).toEqual(all.slice(all.indexOf(eventsOf(socket)[0] ?? '')));
    }
    for (const [n, socket] of sockets.entries()) if (n % 2) expect(eventsOf(socket)).toEqual(all);
  });

  it('learns that a ticket went out of sight meanwhile, and of nothing else on it', async () => {
    const { requester } = await desk.cast();
    const ticket = await requester.createTicket();
    const room = `ticket:${ticket.id}`;
    const first = await connect(app.url, { token: requester.token, rooms: [room] });
    const probe = await requester.comment(ticket.id);
    await first.waitFor((self) => eventsOf(self).includes(probe.id));
    const after = first.cursor;
    first.close();
    const other = await desk.caller('user');
    await agent.comment(ticket.id, { content: 'while it was yours' });
    await agent.patch(`/api/tickets/${ticket.id}`, { requester_id: other.id });
    const end = await agent.createTicket();
    const staff = await connect(app.url, { token: agent.token, rooms: BOTH, after });
    await staff.waitFor((self) => eventsOf(self).includes(end.id));
    const second = await connect(app.url, { token: requester.token, rooms: [room], after });
    expect(second.logged.map((push: Json) => push.event)).toEqual(['ticket.deleted']);
    await second.waitFor((self) => self.of('join.refused').length > 0);
  });

  it('is told to refetch when its cursor is of another log, ahead of it, or past retention', async () => {
    const fresh = async (after: unknown) => connect(app.url, { token: agent.token, rooms: BOTH, after });
    const { cursor } = (await fresh(undefined)).of('ready')[0];
    const [epoch] = String(cursor).split('.');
    for (const foreign of ['nonsense', 7, {}, `abc.0000000000000001.9`, `${epoch}.0000000999999999.9`]) {
      const socket = await fresh(foreign);
      expect(socket.pushes.map(({ message }) => message)).toEqual(['resync', 'ready']);
      expect(socket.of('resync')).toEqual([{ reason: 'reset', room: null, cursor: socket.of('ready')[0].cursor }]);
    }
    await app.dataSource.query('UPDATE log_head SET floor = 2');
    const socket = await fresh(`${epoch}.0000000000000001.9`);
    expect(socket.of('resync')).toMatchObject([{ reason: 'expired' }]);
    const ticket = await agent.createTicket();
    await socket.waitFor((self) => eventsOf(self).includes(ticket.id));
    await app.dataSource.query('UPDATE log_head SET floor = 0');
  });
});

describe('a join with `after`', () => {
  it('replays that room alone, then goes on live in all', async () => {
    const ticket = await agent.createTicket();
    const socket = await connect(app.url, { token: agent.token, rooms: ['tickets'] });
    const from = socket.of('ready')[0].cursor;
    const missed = await writeComments(ticket.id, 4);
    const other = await agent.createTicket();
    await socket.waitFor((self) => eventsOf(self).includes(other.id));
    const ack = await socket.send('join', { room: 'comments', after: from });
    expect(ack).toEqual({ ok: true, room: 'comments', cursor: expect.any(String) });
    expect(socket.of('comment.update').map((push: Json) => push.id)).toEqual(missed);
    expect(socket.of('replayed')).toEqual([{ room: 'comments', cursor: ack.cursor }]);
    const [live] = await writeComments(ticket.id, 1);
    const end = await agent.createTicket();
    await socket.waitFor((self) => eventsOf(self).includes(end.id));
    expect(eventsOf(socket).filter((id) => id === live || id === end.id)).toEqual([live, end.id]);
    expect(eventsOf(socket).filter((id) => id === other.id)).toHaveLength(1);
  });

  it('loses nothing of the other rooms while others write', async () => {
    const ticket = await agent.createTicket();
    const witness = await connect(app.url, { token: agent.token, rooms: BOTH });
    const from = witness.of('ready')[0].cursor;
    const socket = await connect(app.url, { token: agent.token, rooms: [`ticket:${ticket.id}`] });
    const writing = Promise.all([writeComments(ticket.id, 60), writeComments(ticket.id, 60)]);
    for (let n = 0; n < 10; n += 1) {
      expect((await socket.send('join', { room: 'tickets', after: from })).ok).toBe(true);
    }
    const written = (await writing).flat();
    const end = await agent.createTicket();
    await socket.waitFor((self) => eventsOf(self).includes(end.id));
    await witness.waitFor((self) => eventsOf(self).includes(end.id));
    const comments = socket.of('comment.update');
    expect(comments.map((push: Json) => push.id)).toEqual(witness.of('comment.update').map((push: Json) => push.id));
    expect(comments).toHaveLength(written.length);
    expectGrowing(comments.map((push: Json) => push.cursor));
  });

  it('with a cursor of another log joins live and says so', async () => {
    const socket = await connect(app.url, { token: agent.token });
    const ack = await socket.send('join', { room: 'tickets', after: 'abc.0000000000000001.9' });
    expect(ack).toMatchObject({ ok: true, room: 'tickets' });
    await socket.waitFor((self) => self.of('resync').length > 0);
    expect(socket.of('resync')).toEqual([{ reason: 'reset', room: 'tickets', cursor: expect.any(String) }]);
    const ticket = await agent.createTicket();
    await socket.waitFor((self) => eventsOf(self).includes(ticket.id));
  });
});

describe('a server', () => {
  it('that shares its database sends what another process wrote, and replays across both', async () => {
    const other = await startApp({}, { database: app.database });
    try {
      const here = await connect(app.url, { token: agent.token, rooms: BOTH });
      const there = await connect(other.url, { token: agent.token, rooms: BOTH });
      const from = here.of('ready')[0].cursor;
      const ticket = await agent.createTicket();
      const written = await new Desk(other.url, other.dataSource).call('POST /api/tickets', {
        as: { access_token: agent.token },
        body: { title: 'From the other side' },
      });
      for (const socket of [here, there]) {
        await socket.waitFor((self) => eventsOf(self).includes(written.body.id));
        await socket.waitFor((self) => eventsOf(self).includes(ticket.id));
        expectGrowing(cursorsOf(socket));
      }
      expect(JSON.stringify(there.logged)).toBe(JSON.stringify(here.logged));
      const replayed = await connect(other.url, { token: agent.token, rooms: BOTH, after: from });
      expect(replayed.logged).toEqual(here.logged);
      const moved = await connect(app.url, { token: agent.token, rooms: BOTH, after: there.cursor });
      expect(moved.logged).toEqual([]);
      // A process that another one is ahead of makes nobody refetch.
      expect([...replayed.of('resync'), ...moved.of('resync')]).toEqual([]);
    } finally {
      await other.close();
    }
  });

  it('that stops says `bye`, and clients come back to the next one with their cursor', async () => {
    const stopping = await startApp({}, { database: app.database });
    const socket = dial(stopping.url, { token: agent.token, rooms: BOTH });
    await socket.waitFor((self) => self.of('ready').length > 0);
    await stopping.close();
    await socket.waitFor(({ disconnectReason }) => disconnectReason !== null);
    expect(socket.of('bye')).toEqual([{ retry_after_ms: expect.any(Number) }]);
    // A client of Socket.IO comes back by itself after this reason.
    expect(socket.disconnectReason).toBe('transport close');
    const missed = await agent.createTicket();
    const next = await connect(app.url, { token: agent.token, rooms: BOTH, after: socket.cursor });
    await next.waitFor((self) => eventsOf(self).includes(missed.id));
    expect(await eventsInLog('ticket.created')).toContain(missed.id);
  });
});

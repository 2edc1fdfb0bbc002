import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { LogTail } from '../../src/events/log-tail.js';
import { LivePosition } from '../../src/realtime/live-position.js';
import { WantedRooms } from '../../src/realtime/wanted-rooms.js';
import { holdDispatch } from '../support/database/hold-dispatch.js';
import { Stage } from '../support/servers/stage.js';
import { Accounts } from '../support/people/accounts.js';
import type { Person } from '../support/people/person.js';
import { closeSockets, type Json, positionOf, TestSocket } from '../support/sockets/socket.js';

let app: Stage;
let desk: Accounts;
let agent: Person;

beforeAll(async () => {
  app = await Stage.start();
  desk = app.accounts;
  agent = await desk.person('agent');
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
  it('gets missed events in order, then `replayed`, then `ready`, then live events', async () => {
    const ticket = await agent.createTicket();
    const first = await app.connect(agent, { rooms: BOTH });
    const [seen] = await writeComments(ticket.id, 1);
    await first.waitFor((self) => eventsOf(self).includes(seen ?? ''));
    const after = first.cursor;
    first.close();
    const observer = await app.connect(agent, { rooms: BOTH });
    const missed = await writeComments(ticket.id, 5);
    // What is not dispatched yet is not missed: it comes live.
    await observer.waitFor((self) => eventsOf(self).includes(missed.at(-1) ?? ''));
    const second = await app.connect(agent, { rooms: BOTH, after });
    expect(second.of('comment.update').map((push: Json) => push.id)).toEqual(missed);
    expect(second.pushes.at(-2)).toEqual({ message: 'replayed', body: { room: null, cursor: expect.any(String) } });
    expect(second.pushes.at(-1)?.message).toBe('ready');
    const [live] = await writeComments(ticket.id, 1);
    await second.waitFor((self) => eventsOf(self).includes(live ?? ''));
    expectGrowing(cursorsOf(second));
    const third = await app.connect(agent, { rooms: BOTH, after: second.cursor });
    expect(third.logged).toEqual([]);
  });

  it('sends the same bytes as live', async () => {
    const ticket = await agent.createTicket();
    const live = await app.connect(agent, { rooms: BOTH });
    const from = live.of('ready')[0].cursor;
    const ids = await writeComments(ticket.id, 3);
    await live.waitFor((self) => eventsOf(self).includes(ids[2] ?? ''));
    const replayed = await app.connect(agent, { rooms: BOTH, after: from });
    expect(JSON.stringify(replayed.logged)).toBe(JSON.stringify(live.logged));
  });

  it('misses nothing and gets nothing twice during concurrent writes', async () => {
    const ticket = await agent.createTicket();
    const start = await app.connect(agent, { rooms: BOTH });
    await start.waitFor(({ pushes }) => pushes.some(({ message }) => message === 'ready'));
    const after = start.of('ready')[0].cursor;
    const writing = Promise.all([1, 2, 3, 4].map(() => writeComments(ticket.id, 40)));
    const sockets: TestSocket[] = [];
    for (let n = 0; n < 25; n += 1) {
      sockets.push(await app.connect(agent, { rooms: BOTH, after: n % 2 ? after : start.cursor }));
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

  it('learns that it lost sight of a ticket meanwhile, but nothing else about it', async () => {
    const { requester } = await desk.cast();
    const ticket = await requester.createTicket();
    const room = `ticket:${ticket.id}`;
    const first = await app.connect(requester, { rooms: [room] });
    const probe = await requester.comment(ticket.id);
    await first.waitFor((self) => eventsOf(self).includes(probe.id));
    const after = first.cursor;
    first.close();
    const other = await desk.person('user');
    await agent.comment(ticket.id, { content: 'while it was yours' });
    await agent.patch(`/api/tickets/${ticket.id}`, { requester_id: other.id });
    const end = await agent.createTicket();
    const staff = await app.connect(agent, { rooms: BOTH, after });
    await staff.waitFor((self) => eventsOf(self).includes(end.id));
    const second = await app.connect(requester, { rooms: [room], after });
    expect(second.logged.map((push: Json) => push.event)).toEqual(['ticket.deleted']);
    await second.waitFor((self) => self.of('join.refused').length > 0);
  });

  it('is asked to refetch when its cursor is of another log, ahead of it, or past retention', async () => {
    const fresh = async (after: unknown) => app.connect(agent, { rooms: BOTH, after });
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

describe('a join', () => {
  it('with `after` replays only that room, then continues live in all', async () => {
    const ticket = await agent.createTicket();
    const socket = await app.connect(agent, { rooms: ['tickets'] });
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

  it('with `after` loses nothing of the other rooms during concurrent writes', async () => {
    const ticket = await agent.createTicket();
    const witness = await app.connect(agent, { rooms: BOTH });
    const from = witness.of('ready')[0].cursor;
    const socket = await app.connect(agent, { rooms: [`ticket:${ticket.id}`] });
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

  it('of a room that nobody was in misses nothing after its cursor, in the middle of a batch', async () => {
    const tickets: { id: string }[] = [];
    for (let n = 0; n < 8; n += 1) tickets.push(await agent.createTicket());
    // Two for each room: the second comes while the first is on its way.
    tickets.push(...tickets);
    const sockets = await Promise.all(tickets.map(() => app.connect(agent)));
    await app.settled();
    await holdDispatch(app.dataSource, async () => {
      for (const { id } of tickets) await Promise.all([writeComments(id, 6), writeComments(id, 6)]);
    });
    // One after the other over the time that the batch takes: some before, some within, some after it.
    const acks = await Promise.all(
      sockets.map(async (socket, place) => {
        await delay((place % 8) * 8 + (place < 8 ? 0 : 2));
        return socket.send('join', { room: `ticket:${tickets[place]?.id}` });
      }),
    );
    await app.settled();
    for (const [place, { id }] of tickets.entries()) {
      await sockets[place]?.hasReached(app.get(LogTail).position);
      const rows = await app.dataSource.query<{ position: string }[]>(
        `SELECT l.position FROM event_log l JOIN event_bodies b ON b.id = l.event_id
          WHERE b.ordering_key = $1 AND b.type = 'comment.created' AND l.position > $2 ORDER BY l.position`,
        [id, positionOf(acks[place].cursor)],
      );
      const pushed = sockets[place]?.of('comment.update').map(({ cursor }) => positionOf(cursor));
      expect(pushed).toEqual(rows.map(({ position }) => Number(position)));
    }
  });

  it('waits for the batch that began before the room was wanted, the second one as well as the first', async () => {
    const wanted = app.get(WantedRooms);
    let endBatch = (): void => undefined;
    const batch = app.get(LivePosition).during(() => new Promise((resolve) => (endBatch = resolve)));
    const entered: string[] = [];
    const enter = (name: string) =>
      wanted.during(new Set(['ticket:of nobody']), () => {
        entered.push(name);
      });
    const both = Promise.all([enter('first'), enter('second')]);
    await nextTurn();
    expect(entered).toEqual([]);
    endBatch();
    await Promise.all([batch, both]);
    expect(entered.sort()).toEqual(['first', 'second']);
  });

  it('with a cursor of another log joins live with a notice', async () => {
    const socket = await app.connect(agent);
    const ack = await socket.send('join', { room: 'tickets', after: 'abc.0000000000000001.9' });
    expect(ack).toMatchObject({ ok: true, room: 'tickets' });
    await socket.waitFor((self) => self.of('resync').length > 0);
    expect(socket.of('resync')).toEqual([{ reason: 'reset', room: 'tickets', cursor: expect.any(String) }]);
    const ticket = await agent.createTicket();
    await socket.waitFor((self) => eventsOf(self).includes(ticket.id));
  });
});

describe('a server', () => {
  it('that shares its database sends events of another process, and replays across both', async () => {
    const other = await Stage.start({}, { database: app.database });
    try {
      const here = await app.connect(agent, { rooms: BOTH });
      const there = await other.connect(agent, { rooms: BOTH });
      const from = here.of('ready')[0].cursor;
      const ticket = await agent.createTicket();
      const written = await other.accounts.call('POST /api/tickets', {
        as: { access_token: agent.token },
        body: { title: 'From the other side' },
      });
      for (const socket of [here, there]) {
        await socket.waitFor((self) => eventsOf(self).includes(written.body.id));
        await socket.waitFor((self) => eventsOf(self).includes(ticket.id));
        expectGrowing(cursorsOf(socket));
      }
      expect(JSON.stringify(there.logged)).toBe(JSON.stringify(here.logged));
      const replayed = await other.connect(agent, { rooms: BOTH, after: from });
      expect(replayed.logged).toEqual(here.logged);
      const moved = await app.connect(agent, { rooms: BOTH, after: there.cursor });
      expect(moved.logged).toEqual([]);
      // A process that another one is ahead of makes nobody refetch.
      expect([...replayed.of('resync'), ...moved.of('resync')]).toEqual([]);
    } finally {
      await other.close();
    }
  });

  it('that stops sends `bye`, and clients reconnect to the next one with their cursor', async () => {
    const stopping = await Stage.start({}, { database: app.database });
    const socket = new TestSocket(stopping.url, { token: agent.token, rooms: BOTH });
    await socket.waitFor((self) => self.of('ready').length > 0);
    await stopping.close();
    await socket.waitFor(({ disconnectReason }) => disconnectReason !== null);
    expect(socket.of('bye')).toEqual([{ retry_after_ms: expect.any(Number) }]);
    // A client of Socket.IO comes back by itself after this reason.
    expect(socket.disconnectReason).toBe('transport close');
    const missed = await agent.createTicket();
    const next = await app.connect(agent, { rooms: BOTH, after: socket.cursor });
    await next.waitFor((self) => eventsOf(self).includes(missed.id));
    expect(await eventsInLog('ticket.created')).toContain(missed.id);
  });
});

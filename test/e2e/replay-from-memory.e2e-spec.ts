import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { EventEmitter2 } from '@nestjs/event-emitter';
import { DataSource } from 'typeorm';
import { newId } from '../../src/common/ids.js';
import type { Viewer } from '../../src/common/visibility.js';
import { EventLog, type LogPage } from '../../src/events/event-log.js';
import { EventRetention } from '../../src/events/event-retention.js';
import { renewEpoch } from '../../src/events/log-epoch.js';
import { LogTail } from '../../src/events/log-tail.js';
import { PersonalStream } from '../../src/notifications/personal.stream.js';
import { ConnectedUsers } from '../../src/realtime/connected-users.js';
import { OutsideStream } from '../../src/realtime/outside.stream.js';
import { EVENTS_ERASED, RealtimeSession } from '../../src/realtime/realtime-session.js';
import { RecentEvents } from '../../src/realtime/recent-events.js';
import { ReplayedEvents } from '../../src/realtime/replayed-events.js';
import { Replay } from '../../src/realtime/replay.js';
import { RoomStream } from '../../src/realtime/room-stream.js';
import type { Stream } from '../../src/realtime/stream.js';
import { Streams } from '../../src/realtime/streams.js';
import { createDatabase, type TestDatabase } from '../support/database/database.js';
import { watchedTicket, type Cast } from '../support/people/accounts.js';
import type { Person } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { closeSockets, type Json } from '../support/sockets/socket.js';
import { until } from '../support/until.js';

/** A process that keeps nothing: all that it replays is read from the log. */
class KeepsNothing extends RecentEvents {
  override reaches(): boolean {
    return false;
  }
}

const ROOMS = ['tickets', 'comments', 'attachments', 'kb', 'assets', 'companies', 'users', 'alerts'];

/** Positions from which each person is replayed. */
const STARTS = 8;

describe('a replay from memory', () => {
  let database: TestDatabase;
  let here: Stage;
  let there: Stage;
  let cast: Cast;
  let ticketId: string;

  beforeAll(async () => {
    database = await createDatabase();
    here = await Stage.start({}, { database });
    there = await Stage.start({}, { database });
    cast = await here.accounts.cast();
    ticketId = await history(cast);
    await bothSettled();
  }, 60_000);
  afterEach(closeSockets);
  afterAll(async () => {
    await there?.close();
    await here?.close();
    await database?.drop();
  });

  async function bothSettled(): Promise<void> {
    await here.settled();
    await there.settled();
  }

  /** Of everything whose readers change, or that is for one person, some. @returns a ticket that is still there */
  async function history({ admin, agent, requester, watcher, manager, stranger }: Cast): Promise<string> {
    const ticket = await watchedTicket(cast);
    const internal = await agent.comment(ticket.id, { content: 'This desk should buy a bucket', internal: true });
    const hidden = await agent.comment(ticket.id, { content: 'Too much said' });
    await requester.comment(ticket.id, { content: `Thanks @[${agent.id}]` });
    await agent.patch(`/api/comments/${hidden.id}`, { internal: true });
    await agent.patch(`/api/comments/${internal.id}`, { content: 'They should buy a bucket' });
    const lost = await requester.createTicket({ title: 'Of another by now' });
    await agent.patch(`/api/tickets/${lost.id}`, { requester_id: watcher.id });
    const gone = await requester.createTicket({ title: 'Deleted' });
    await agent.comment(gone.id);
    await admin.call(`DELETE /api/tickets/${gone.id}`);
    const article = await agent.call('POST /api/kb/articles', { title: 'Fires', body: 'Water', status: 'public' });
    await agent.call(`PATCH /api/kb/articles/${article.id}`, { status: 'internal' });
    for (const person of [requester, manager, stranger]) {
      const event = { type: 'backup.finished', user_id: person.id, data: { of: person.name } };
      await admin.call('POST /api/events', event);
    }
    await requester.call('POST /api/notifications/read-all', {});
    for (let count = 0; count < 30; count += 1) await agent.comment(ticket.id, { content: `number ${count}` });
    return ticket.id;
  }

  /** The streams of a process, as they would be if it kept no events. */
  function streamsWithoutMemory(stage: Stage): readonly Stream[] {
    const log = stage.get(EventLog);
    const nothing = new KeepsNothing(log);
    const replayed = new ReplayedEvents(nothing, log, stage.dataSource);
    const apart = new Streams();
    const outside = new OutsideStream(apart, stage.get(ConnectedUsers), stage.get(EventRetention), stage.dataSource);
    Object.assign(outside, { recent: nothing, replayed });
    return [new RoomStream(apart, replayed, stage.get(RealtimeSession)), outside, stage.get(PersonalStream)];
  }

  async function replayOf(stage: Stage, way: { streams: readonly Stream[]; after: number; viewer: Viewer }) {
    const { epoch, position: upTo } = stage.get(LogTail);
    const rooms = new Set([...ROOMS, `ticket:${ticketId}`]);
    const frames: string[] = [];
    let after = { epoch, position: way.after, index: 9 };
    while (after.position < upTo) {
      const page = await stage.get(Replay).read(way.streams, { after, upTo }, { viewer: way.viewer, rooms });
      for (const { frame, index } of page.frames) {
        frames.push(JSON.stringify([frame.position, index, frame.message, frame.payload]));
      }
      after = page.cursor;
    }
    return frames;
  }

  it('gives each person the same bytes as the log does, from any position, alone or with many at once', async () => {
    const { position } = here.get(LogTail);
    const people = Object.values(cast).filter((one): one is Person => 'token' in one);
    const ways = people.flatMap((viewer) =>
      Array.from({ length: STARTS }, (_, step) => ({ viewer, after: Math.floor((step * position) / STARTS) })),
    );
    const inMemory = here.get(Streams).all;
    const fromLog = streamsWithoutMemory(here);
    const together = await Promise.all(ways.map((way) => replayOf(here, { ...way, streams: inMemory })));
    const together2 = await Promise.all(
      ways.map((way) => replayOf(there, { ...way, streams: there.get(Streams).all })),
    );
    for (const [index, way] of ways.entries()) {
      const expected = await replayOf(here, { ...way, streams: fromLog });
      expect(together[index]).toEqual(expected);
      expect(together2[index]).toEqual(expected);
    }
    const all = together.flat().join('\n');
    for (const text of ['backup.finished', 'comment.deleted', 'kb.', 'notification', 'They should buy a bucket']) {
      expect(all).toContain(text);
    }
    // What only staff may see is in no one else's.
    const seenBy = (person: Person) => together[ways.findIndex(({ viewer }) => viewer === person)]?.join('\n');
    expect(seenBy(cast.agent)).toContain('They should buy a bucket');
    for (const person of [cast.requester, cast.watcher, cast.manager, cast.stranger]) {
      expect(seenBy(person)).not.toContain('buy a bucket');
      expect(seenBy(person)).not.toContain('Too much said');
    }
  });

  it('asks for rights again: a person who lost them since the event gets nothing of it, although it is in memory', async () => {
    const { requester, agent, watcher } = cast;
    const ticket = await requester.createTicket({ title: 'Soon of another' });
    const room = `ticket:${ticket.id}`;
    const first = await here.connect(requester, { rooms: [room] });
    const { cursor } = first.of('ready')[0];
    first.close();
    await agent.comment(ticket.id, { content: 'for the requester alone' });
    const before = await here.connect(requester, { rooms: [room], after: cursor });
    await before.waitFor((self) => self.logged.some((push: Json) => push.data?.content === 'for the requester alone'));
    await agent.patch(`/api/tickets/${ticket.id}`, { requester_id: watcher.id });
    await bothSettled();
    for (const stage of [here, there]) {
      const again = await stage.connect(requester, { rooms: [room, 'comments'], after: cursor });
      expect(JSON.stringify(again.pushes)).not.toContain('for the requester alone');
      expect(again.logged.map((push: Json) => push.event)).toContain('ticket.deleted');
    }
  });

  describe('after an erasure', () => {
    /** Of a person who is erased afterwards. @returns a cursor before it, and all events up to it in the memory of both */
    async function saySomething(content: string) {
      const leaving = await here.accounts.person('user', { name: `Anna ${newId()}` });
      const sockets = [await here.connect(cast.agent), await there.connect(cast.agent)];
      const after: string = sockets[0]?.of('ready')[0].cursor;
      const ticket = await leaving.createTicket({ title: 'Of Anna' });
      await leaving.comment(ticket.id, { content });
      await bothSettled();
      for (const stage of [here, there]) expect(await shown(stage, after)).toContain(content);
      return { leaving, after };
    }

    async function shown(stage: Stage, after: string): Promise<string> {
      const socket = await stage.connect(cast.agent, { rooms: ['tickets', 'comments'], after });
      await socket.waitFor((self) => self.of('ready').length > 0);
      return JSON.stringify(socket.pushes);
    }

    async function inMemory(stage: Stage): Promise<string> {
      const { position } = stage.get(LogTail);
      return JSON.stringify(await stage.get(RecentEvents).page({ after: position - 30, upTo: position, limit: 500 }));
    }

    it('no process replays what was erased, or keeps it', async () => {
      const { leaving, after } = await saySomething('the erased secret');
      for (const stage of [here, there]) expect(await inMemory(stage)).toContain('the erased secret');
      await cast.admin.call(`DELETE /api/subjects/${leaving.id}`);
      for (const stage of [there, here]) expect(await shown(stage, after)).not.toContain('the erased secret');
      for (const stage of [there, here])
        await until(async () => !(await inMemory(stage)).includes('the erased secret'));
    });

    it('a process that got no notice replays nothing of it either, and forgets it then', async () => {
      const { after } = await saySomething('the unnoticed secret');
      await here.dataSource.query(`DELETE FROM event_bodies WHERE strpos(data, 'the unnoticed secret') > 0`);
      expect(await inMemory(there)).toContain('the unnoticed secret');
      expect(await shown(there, after)).not.toContain('the unnoticed secret');
      expect(await inMemory(there)).not.toContain('the unnoticed secret');
    });

    it('what was read just before is not kept, and a batch that comes later is not taken', async () => {
      const { after } = await saySomething('the late secret');
      const log = new HeldLog(here.app.get(DataSource), here.get(EventLog));
      const recent = new RecentEvents(log);
      const { position } = here.get(LogTail);
      const from = Number(after.split('.')[1]);
      const range = { after: from, upTo: position, limit: 500 };
      const events = await here.get(EventLog).read(range);
      // Read, not yet kept, when the notice comes.
      const page = recent.page(range);
      await until(() => log.isHolding);
      await here.dataSource.query(`DELETE FROM event_bodies WHERE strpos(data, 'the late secret') > 0`);
      recent.forget(position);
      log.release();
      expect(JSON.stringify(await page)).not.toContain('the late secret');
      // The batch was on its way when the notice came.
      const late = new RecentEvents(here.get(EventLog));
      late.forget(position);
      late.deliver({ events, results: null });
      expect(JSON.stringify(await late.page(range))).not.toContain('the late secret');
    });

    it('the notice of it reaches every process, and names a position at or behind it', async () => {
      const { leaving } = await saySomething('the announced secret');
      const heard: number[] = [];
      there.get(EventEmitter2).on(EVENTS_ERASED, (upTo: number) => heard.push(upTo));
      const { position } = there.get(LogTail);
      await cast.admin.call(`DELETE /api/subjects/${leaving.id}`);
      await until(() => heard.length > 0);
      expect(heard[0]).toBeGreaterThanOrEqual(position);
    });
  });

  it('that is emptied in the middle of a batch loses nothing of the rest of that batch', async () => {
    const log = here.get(EventLog);
    const { position } = here.get(LogTail);
    const recent = new RecentEvents(log);
    const events = await log.read({ after: position - 10, upTo: position, limit: 500 });
    recent.deliver({ events: events.slice(0, -1), results: null });
    // As after a lost connection: the sockets are still at an earlier position of the batch.
    recent.forget();
    const middle = { after: position - 9, upTo: position - 5, limit: 500 };
    expect(await recent.page(middle)).toEqual(await log.readPage(middle));
    recent.deliver({ events: events.slice(-1), results: null });
    const whole = { after: position - 10, upTo: position, limit: 500 };
    expect(await recent.page(whole)).toEqual(await log.readPage(whole));
  });

  it('begins at the first event for a client that names a place before it', async () => {
    const { epoch } = here.get(LogTail);
    for (const after of [`${epoch}.0000000000000000.1`, `${epoch}.0000000000000000.9`]) {
      const socket = await here.connect(cast.agent, { rooms: ['tickets'], after });
      expect(socket.of('replayed')).toHaveLength(1);
      expect(socket.of('ticket.update').length).toBeGreaterThan(3);
    }
    const recent = new RecentEvents(here.get(EventLog));
    expect(await recent.page({ after: -1, upTo: 0, limit: 500 })).toEqual({ events: [], reached: 0 });
    expect(await recent.page({ after: -1, upTo: 1, limit: 500 })).toMatchObject({ reached: 1 });
  });

  it('ends with its history: after a reset of the log nothing of before is replayed', async () => {
    const [tail, other] = [here.get(LogTail), there.get(LogTail)];
    const { epoch } = tail;
    await renewEpoch(here.dataSource);
    await until(() => tail.epoch !== epoch && other.epoch === tail.epoch);
    const socket = await here.connect(cast.agent, { rooms: ['comments'] });
    const { cursor } = socket.of('ready')[0];
    await cast.agent.comment(ticketId, { content: 'in the new history' });
    await bothSettled();
    const back = await there.connect(cast.agent, { rooms: ['comments'], after: cursor });
    expect(back.of('comment.update').map((push: Json) => push.data.content)).toEqual(['in the new history']);
  });
});

/** The log, whose pages are held back while the test does something else. */
class HeldLog extends EventLog {
  isHolding = false;
  private readonly released: Promise<void>;
  release: () => void = () => undefined;
  private readonly isFirst = { value: true };

  constructor(
    dataSource: DataSource,
    private readonly real: EventLog,
  ) {
    super(dataSource, undefined as never);
    this.released = new Promise((resolve) => (this.release = resolve));
  }

  override async readPage(range: { after: number; upTo: number; limit: number }): Promise<LogPage> {
    const page = await this.real.readPage(range);
    if (!this.isFirst.value) return page;
    this.isFirst.value = false;
    this.isHolding = true;
    await this.released;
    return page;
  }
}

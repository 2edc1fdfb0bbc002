import { Inject, Injectable } from '@nestjs/common';
import { formatCursor, parseCursor, WHOLE_POSITION, type Cursor } from '../events/cursor.js';
import { EventLog } from '../events/event-log.js';
import type { Connection } from './connection.js';
import { LivePosition } from './live-position.js';
import { LoopBudget } from '../common/loop-budget.js';
import { SharedLookup } from '../common/shared-lookup.js';
import type { LogHead } from '../events/log-epoch.js';
import type { ResyncReason } from './protocol.js';
import { RealtimeMetrics } from './realtime-metrics.js';
import { Replay, type ReplayPage } from './replay.js';
import { dropQueue, isQueueShort, queueDrained } from './socket-queue.js';
import { personalRoom, type Reader, type Stream } from './stream.js';
import { Streams } from './streams.js';
import { WantedRooms } from './wanted-rooms.js';

/** Milliseconds per turn of the event loop, for all replays together: each may encode thousands of frames. */
const REPLAY_BUDGET_MS = 5;

/** Where a client's cursor leads: to a position, or to a resync. */
export type Place = { readonly from: Cursor } | { readonly resync: ResyncReason };

interface Way {
  readonly from: Cursor;
  readonly streams: readonly Stream[];
  /** Left out: up to this process's position at that time. */
  readonly upTo?: number;
  readonly rooms?: ReadonlySet<string>;
}

/**
 * Brings a connection from a cursor up to date. It reads the log up to this process's own position and joins in the
 * same tick: no buffer, nothing lost in between, nothing twice.
 */
@Injectable()
export class CatchUp {
  @Inject(RealtimeMetrics) private readonly metrics: RealtimeMetrics;
  @Inject(WantedRooms) private readonly wanted: WantedRooms;
  private readonly budget = new LoopBudget(REPLAY_BUDGET_MS);
  private readonly heads = new SharedLookup<undefined, LogHead>({
    load: async () => [await this.log.head()],
    keyOf: () => '',
    parallel: 2,
    maxAsks: 1,
  });

  constructor(
    private readonly live: LivePosition,
    private readonly replay: Replay,
    private readonly streams: Streams,
    private readonly log: EventLog,
  ) {}

  get now(): Cursor {
    return { epoch: this.live.epoch, position: this.live.position, index: WHOLE_POSITION };
  }

  /** New connections wait for it: the frames of a batch may have been made before the person was known here. */
  settled(): Promise<void> {
    return this.live.settled();
  }

  async place(after: string): Promise<Place> {
    const from = parseCursor(after);
    const head = await this.heads.find(undefined);
    if (from === undefined || from.epoch !== head.epoch || from.position > head.position) {
      return { resync: 'reset' };
    }
    return from.position < head.floor ? { resync: 'expired' } : { from };
  }

  /**
   * @param arrive called in the tick in which nothing is missing: the moment to go live
   * @returns the position reached
   */
  toPresent(connection: Connection, from: Cursor, arrive?: () => void): Promise<Cursor> {
    return this.wanted.during(connection.rooms, () =>
      this.travel(connection, { from, streams: this.streams.all }, arrive),
    );
  }

  /** As `toPresent`, for a client that was away. */
  toPresentAfterGap(connection: Connection, from: Cursor): Promise<Cursor> {
    return this.counted(connection, () => this.toPresent(connection, from));
  }

  /**
   * Replays one room for a connection that is live in others. All of them wait meanwhile, so that the cursor stays
   * valid.
   */
  async room(connection: Connection, room: string, from: Cursor): Promise<void> {
    await this.live.reached(from.position);
    connection.goQuiet();
    const paused = this.now;
    const isPersonal = room === personalRoom(connection.actor.id);
    const streams = isPersonal ? this.streams.personal : this.streams.ofRooms;
    await this.counted(connection, async () => {
      await this.travel(connection, { from, streams, upTo: paused.position, rooms: new Set([room]) });
      if (!isPersonal) connection.rooms.add(room);
      await this.toPresent(connection, paused, () => {
        connection.emit('replayed', { room, cursor: this.live.cursor });
        connection.goLive();
      });
    });
  }

  /** Takes a slow reader out of all rooms; `resume` is called when it has read what is already sent. */
  suspend(connection: Connection): void {
    connection.goQuiet();
    const lost = dropQueue(connection.socket);
    const first = lost === undefined ? undefined : parseCursor(lost);
    connection.resumeFrom = first === undefined ? this.now : { ...first, index: first.index - 1 };
  }

  async resume(connection: Connection): Promise<void> {
    const from = connection.resumeFrom;
    if (from === null) return;
    connection.resumeFrom = null;
    await connection.enqueue(async () => {
      connection.resync('slow', null, formatCursor(from));
      await this.counted(connection, () =>
        this.toPresent(connection, from, () => {
          connection.emit('replayed', { room: null, cursor: this.live.cursor });
          connection.goLive();
        }),
      );
    });
  }

  private async counted<T>(connection: Connection, replay: () => Promise<T>): Promise<T> {
    try {
      const result = await replay();
      this.metrics.countReplay(connection.isOpen ? 'complete' : 'interrupted');
      return result;
    } catch (error) {
      this.metrics.countReplay('failed');
      throw error;
    }
  }

  private async travel(connection: Connection, way: Way, arrive?: () => void): Promise<Cursor> {
    let at = way.from;
    await this.live.reached(at.position);
    while (connection.isOpen) {
      if (at.epoch !== this.live.epoch) {
        // The log was reset meanwhile: the client returns with its cursor and gets a `resync`.
        connection.drop();
        return at;
      }
      const upTo = way.upTo ?? this.live.position;
      if (at.position > upTo || (at.position === upTo && at.index === WHOLE_POSITION)) {
        arrive?.();
        return at;
      }
      const reader: Reader = { viewer: connection.actor, rooms: way.rooms ?? connection.rooms };
      const page = await this.replay.read(way.streams, { after: at, upTo }, reader);
      if (!(await this.write(connection, page))) return at;
      at = page.cursor;
    }
    return at;
  }

  /** @returns false: the connection closed */
  private async write(connection: Connection, { frames, cursor: { epoch } }: ReplayPage): Promise<boolean> {
    let next = 0;
    while (next < frames.length) {
      const first = next;
      // Outside the turn: a client that does not read delays no one else.
      await queueDrained(connection.socket);
      await this.replay.write(connection.actor.id, async () => {
        while (connection.isOpen && isQueueShort(connection.socket)) {
          await this.budget.spend();
          const entry = frames[next];
          if (entry === undefined || !connection.isOpen) break;
          next += 1;
          const { frame, index } = entry;
          const cursor = formatCursor({ epoch, position: frame.position, index });
          connection.emit(frame.message, { ...frame.payload, cursor });
        }
        return next - first;
      });
      if (!connection.isOpen) return false;
    }
    return true;
  }
}

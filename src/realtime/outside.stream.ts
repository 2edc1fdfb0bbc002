import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Viewer } from '../common/visibility.js';
import { BulkRows } from '../database/bulk-rows.js';
import type { DispatchBatch, TailBatch } from '../events/event-consumer.js';
import { MAX_LOG_PAGE_BYTES } from '../events/event-log.js';
import { EventRetention } from '../events/event-retention.js';
import { EVENT_COLUMNS, readEvent, type EventRow } from '../events/event-row.js';
import type { LoggedEvent } from '../events/logged-event.js';
import { ConnectedUsers } from './connected-users.js';
import { personalRoom, type Frame, type FramePage, type Reader, type ReadRange, type Stream } from './stream.js';
import { RecentEvents } from './recent-events.js';
import { ReplayedEvents } from './replayed-events.js';
import { Streams } from './streams.js';

const NAMED = new BulkRows<LoggedEvent>({
  user_id: ['uuid', ({ userId }) => userId],
  position: ['bigint', ({ position }) => position],
});
const STORE_SQL = `INSERT INTO user_events (${NAMED.list}) SELECT * FROM ${NAMED.as('n')}`;

/** Events below the floor are no longer replayed. */
const FORGET_SQL = 'DELETE FROM user_events WHERE position <= (SELECT floor FROM log_head)';

/**
 * $1: a person; $2, $3: positions; $4: at most; $5: bytes of data. An erased event, or one past retention, has no id.
 */
const READ_SQL = `
  SELECT * FROM (
    SELECT u.position, ${EVENT_COLUMNS}, count(*) OVER ()::int AS found,
           sum(coalesce(octet_length(b.data), 0)) OVER (ORDER BY u.position) - coalesce(octet_length(b.data), 0) AS before
      FROM (SELECT position FROM user_events WHERE user_id = $1 AND position > $2 AND position <= $3
             ORDER BY position LIMIT $4) u
      LEFT JOIN event_log l ON l.position = u.position
      LEFT JOIN event_bodies b ON b.id = l.event_id) entries
   WHERE before < $5 ORDER BY position`;

/** Events of other services, for the person that they name. */
@Injectable()
export class OutsideStream implements Stream, OnModuleInit {
  @Inject(RecentEvents) private readonly recent: RecentEvents;
  @Inject(ReplayedEvents) private readonly replayed: ReplayedEvents;
  readonly index = 2;

  constructor(
    private readonly streams: Streams,
    private readonly users: ConnectedUsers,
    private readonly retention: EventRetention,
    private readonly dataSource: DataSource,
  ) {}

  onModuleInit(): void {
    this.streams.register(this);
    this.retention.whenFloorRises(async () => {
      await this.dataSource.query(FORGET_SQL);
    });
  }

  /** In the dispatch transaction: stores which people's replays contain which event. */
  async store({ events, sql }: DispatchBatch): Promise<void> {
    const named = events.filter(namesSomebody);
    if (named.length === 0) return;
    await sql.query(STORE_SQL, NAMED.of(named));
  }

  live({ events }: TailBatch): Promise<Frame[]> {
    const here = events.filter((event) => namesSomebody(event) && this.users.has(event.userId ?? ''));
    return Promise.resolve(here.map(frameOf));
  }

  async read(range: ReadRange, { viewer }: Reader): Promise<FramePage> {
    // The table has only what names this person; memory is scanned for it.
    if (!this.recent.reaches(range)) return this.readStored(range, viewer);
    const isWanted = (event: LoggedEvent) => namesSomebody(event) && event.userId === viewer.id;
    const { events, reached } = await this.replayed.read(range, { viewerId: viewer.id, isWanted });
    return { frames: events.map(({ event }) => frameOf(event)), reachedPosition: reached };
  }

  private async readStored({ after, upTo, limit }: ReadRange, viewer: Viewer): Promise<FramePage> {
    const parameters = [viewer.id, after, upTo, limit, MAX_LOG_PAGE_BYTES];
    const rows = await this.dataSource.query<(EventRow & { found: number })[]>(READ_SQL, parameters);
    const last = rows.at(-1);
    const isAll = last === undefined || (rows.length === last.found && last.found < limit);
    const reachedPosition = isAll ? upTo : Number(last.position);
    const kept = rows.filter((row) => (row.id as string | null) !== null);
    const events = kept.flatMap((row) => readEvent(row) ?? []);
    return { frames: events.map(frameOf), reachedPosition };
  }
}

function namesSomebody({ source, userId }: LoggedEvent): boolean {
  return source === 'external' && userId !== null;
}

function frameOf(event: LoggedEvent): Frame {
  const { type, id, actor, position, userId } = event;
  return {
    position,
    message: 'event',
    rooms: [personalRoom(userId ?? '')],
    payload: { event: type, id, data: JSON.parse(event.data) as unknown, actor },
  };
}

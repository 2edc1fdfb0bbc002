import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { SqlReader } from '../database/sql.js';
import { EVENT_COLUMNS, toLoggedEvent, type EventRow } from './event-row.js';
import type { LoggedEvent } from './logged-event.js';

/** An erased entry is a row too, with nothing but its position: else nobody could tell a gap from the end. */
const READ_SQL = `
  SELECT l.position, ${EVENT_COLUMNS}
    FROM (SELECT position, event_id FROM event_log
           WHERE position > $1::bigint AND position <= $2::bigint ORDER BY position LIMIT $3) l
    LEFT JOIN event_bodies b ON b.id = l.event_id
   ORDER BY l.position`;

/** One epoch per history: a cluster made from a dump, or rewound to a point in time, is another one. */
const HEAD_SQL = `
  SELECT position, floor,
         substr(md5(epoch || (SELECT system_identifier FROM pg_control_system())::text
                          || (SELECT timeline_id FROM pg_control_checkpoint())::text), 1, 10) AS epoch
    FROM log_head`;

type EntryRow = EventRow | { position: number | string; id: null };

export interface LogHead {
  /** The last position given; readers at it have seen all there is. */
  position: number;
  /** Positions up to this one are past retention. */
  floor: number;
  epoch: string;
}

/** Reads the log. A reader at p has seen all that will ever be <= p. */
@Injectable()
export class EventLog {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * At most `limit` events with `after < position <= upTo`, in order. Fewer are there only when there are no more in the
   * range, however many were erased in between.
   */
  async read(
    range: { after: number; upTo: number; limit: number },
    sql: SqlReader = this.dataSource,
  ): Promise<LoggedEvent[]> {
    const events: LoggedEvent[] = [];
    for (let after = range.after; ;) {
      const rows = await sql.query<EntryRow>(READ_SQL, [after, range.upTo, range.limit]);
      events.push(...rows.filter(isKept).map(toLoggedEvent));
      const last = rows.at(-1);
      if (last === undefined || rows.length < range.limit || events.length >= range.limit) break;
      after = Number(last.position);
    }
    return events.slice(0, range.limit);
  }

  async head(sql: SqlReader = this.dataSource): Promise<LogHead> {
    const [row] = await sql.query<Record<keyof LogHead, string>>(HEAD_SQL, []);
    if (row === undefined) throw new Error('The table log_head is empty: the database was not migrated by Carillon.');
    return { position: Number(row.position), floor: Number(row.floor), epoch: row.epoch };
  }
}

function isKept(row: EntryRow): row is EventRow {
  return row.id !== null;
}

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AppLogger } from '../common/logger.js';
import type { SqlReader } from '../database/sql.js';
import { EVENT_COLUMNS, readEvent, type EventRow } from './event-row.js';
import { readHead, type LogHead } from './log-epoch.js';
import type { LoggedEvent } from './logged-event.js';

/**
 * Lateral and limited, so that each body is looked up by its id: a join would read all bodies to find those of one
 * page.
 */
const BODY_JOIN = 'LEFT JOIN LATERAL (SELECT * FROM event_bodies WHERE id = l.event_id LIMIT 1) b ON true';

/** An erased entry is a row too, with only its position. Otherwise a gap would look like the end. */
const READ_SQL = `
  SELECT l.position, ${EVENT_COLUMNS}
    FROM (SELECT position, event_id FROM event_log
           WHERE position > $1::bigint AND position <= $2::bigint ORDER BY position LIMIT $3) l
    ${BODY_JOIN}
   ORDER BY l.position`;

/**
 * The same up to $4 bytes of data, and at least one event. `octet_length` reads no stored text, and only rows within
 * the limit are sent. `found` counts the entries before that cut, to distinguish a cut from the end.
 */
const PAGE_SQL = `
  SELECT * FROM (
    SELECT l.position, ${EVENT_COLUMNS}, count(*) OVER ()::int AS found,
           sum(coalesce(octet_length(b.data), 0)) OVER (ORDER BY l.position) - coalesce(octet_length(b.data), 0) AS before
      FROM (SELECT position, event_id FROM event_log
             WHERE position > $1::bigint AND position <= $2::bigint ORDER BY position LIMIT $3) l
      ${BODY_JOIN}) entries
   WHERE before < $4 ORDER BY position`;
/** $1: ids of events. */
const STORED_SQL = 'SELECT id FROM event_bodies WHERE id = ANY($1::uuid[])';
/** Large texts block the process while they are read. */
export const MAX_LOG_PAGE_BYTES = 2_097_152;

export interface LogPage {
  readonly events: LoggedEvent[];
  /** Every event up to here is in this page, or was erased; `upTo` when there are no more in the range. */
  readonly reached: number;
}

type EntryRow = EventRow | { position: number | string; id: null };

/** Reads the log. A reader at p has seen all that will ever be <= p. */
@Injectable()
export class EventLog {
  constructor(
    private readonly dataSource: DataSource,
    private readonly logger: AppLogger,
  ) {}

  /**
   * At most `limit` events with `after < position <= upTo`, in order. Fewer only when the range has no more, even if
   * some in between were erased.
   */
  async read(
    range: { after: number; upTo: number; limit: number },
    sql: SqlReader = this.dataSource,
  ): Promise<LoggedEvent[]> {
    const events: LoggedEvent[] = [];
    for (let after = range.after; ;) {
      const rows = await sql.query<EntryRow>(READ_SQL, [after, range.upTo, range.limit]);
      events.push(...rows.filter(isKept).flatMap((row) => this.readable(row)));
      const last = rows.at(-1);
      if (last === undefined || rows.length < range.limit || events.length >= range.limit) break;
      after = Number(last.position);
    }
    return events.slice(0, range.limit);
  }

  /** At most `limit` events and 2 MiB of their data, with `after < position <= upTo`, in order. */
  async readPage(
    { after, upTo, limit }: { after: number; upTo: number; limit: number },
    sql: SqlReader = this.dataSource,
  ): Promise<LogPage> {
    const rows = await sql.query<EntryRow & { found: number }>(PAGE_SQL, [after, upTo, limit, MAX_LOG_PAGE_BYTES]);
    const last = rows.at(-1);
    const isAll = last === undefined || (rows.length === last.found && last.found < limit);
    return {
      events: rows.filter(isKept).flatMap((row) => this.readable(row)),
      reached: isAll ? upTo : Number(last.position),
    };
  }

  /** @returns those that are neither erased nor past retention */
  async stored(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.dataSource.query<{ id: string }[]>(STORED_SQL, [ids]);
    return new Set(rows.map(({ id }) => id));
  }

  head(sql: SqlReader = this.dataSource): Promise<LogHead> {
    return readHead(sql);
  }

  /** An unreadable event is left out, as if it were erased, so that later ones go on. */
  private readable(row: EventRow): LoggedEvent[] {
    const event = readEvent(row);
    if (event !== null) return [event];
    this.logger.error('An event in the log cannot be read; readers skip it.', { event_id: row.id });
    return [];
  }
}

function isKept<Row extends EntryRow>(row: Row): row is Row & EventRow {
  return row.id !== null;
}

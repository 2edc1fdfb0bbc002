import { uuidBoundary } from '../common/ids.js';
import type { SqlReader } from '../database/sql.js';

const EVENT_AT_SQL = 'SELECT event_id FROM event_log WHERE position >= $1::bigint ORDER BY position LIMIT 1';

/** An event recorded in a long transaction comes after younger ones. */
const SLACK_POSITIONS = 1_000;

/** Positions with `after < position <= upTo`. */
export interface LogRange {
  readonly after: number;
  readonly upTo: number;
}

/** The position at which a time begins, or a little before. */
export async function positionBefore(sql: SqlReader, time: Date, range: LogRange): Promise<number> {
  return Math.max(range.after, (await lastBefore(sql, time, range)) - SLACK_POSITIONS);
}

/** The position at which a time ends, or a little after. */
export async function positionAfter(sql: SqlReader, time: Date, range: LogRange): Promise<number> {
  return Math.min(range.upTo, (await lastBefore(sql, time, range)) + 1 + SLACK_POSITIONS);
}

/** A binary search: the log is almost in the order of its ids. */
async function lastBefore(sql: SqlReader, time: Date, range: LogRange): Promise<number> {
  const boundary = uuidBoundary(time.getTime());
  let [low, high] = [range.after, range.upTo];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    const [row] = await sql.query<{ event_id: string }>(EVENT_AT_SQL, [middle]);
    if (row !== undefined && row.event_id < boundary) low = middle;
    else high = middle;
  }
  return low;
}

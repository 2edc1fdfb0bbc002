import { uuidBoundary } from '../common/ids.js';
import type { SqlReader } from '../database/sql.js';

const EVENT_AT_SQL = 'SELECT event_id FROM event_log WHERE position >= $1::bigint ORDER BY position LIMIT 1';

/** What was recorded in a transaction that lasted stands behind what is younger. */
const SLACK_POSITIONS = 1_000;

/** Positions with `after < position <= upTo`. */
export interface LogRange {
  readonly after: number;
  readonly upTo: number;
}

/** Where in the log a time begins, or a little before. */
export async function positionBefore(sql: SqlReader, time: Date, range: LogRange): Promise<number> {
  return Math.max(range.after, (await lastBefore(sql, time, range)) - SLACK_POSITIONS);
}

/** Where in the log a time ends, or a little after. */
export async function positionAfter(sql: SqlReader, time: Date, range: LogRange): Promise<number> {
  return Math.min(range.upTo, (await lastBefore(sql, time, range)) + 1 + SLACK_POSITIONS);
}

/** By halving, as the log is in the order of its ids but for a few. */
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

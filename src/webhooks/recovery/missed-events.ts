import { bisect } from '../../common/bisect.js';
import { uuidBoundary } from '../../common/ids.js';
import type { SqlReader } from '../../database/sql.js';
import type { EventLog } from '../../events/event-log.js';
import type { LoggedEvent } from '../../events/logged-event.js';
import { findMatches, type EndpointMatch } from '../matching/endpoint-matching.js';

/** Those that have a delivery already, whatever became of it. $3 keeps the look-up to the partitions of the time. */
const KNOWN_SQL = `
  SELECT event_id FROM webhook_deliveries
   WHERE endpoint_id = $1 AND event_id = ANY($2::uuid[]) AND id >= $3::uuid`;

const EVENT_AT_SQL = 'SELECT event_id FROM event_log WHERE position >= $1::bigint ORDER BY position LIMIT 1';

const EVENTS_AT_ONCE = 500;
/** What was recorded in a transaction that lasted stands behind what is younger. */
const SLACK_POSITIONS = 1_000;

export interface TimeWindow {
  readonly since: Date;
  readonly until: Date;
}

export interface LogRange {
  readonly after: number;
  readonly upTo: number;
}

/** Runs a piece of work so that its failure spoils nothing around it: in a savepoint, or outside any transaction. */
export type Apart = <T>(work: (sql: SqlReader) => Promise<T>) => Promise<T>;

export interface FailedEvent {
  readonly event: LoggedEvent;
  readonly error: unknown;
}

export interface MissedPage {
  readonly matches: readonly EndpointMatch[];
  /** Those of which it cannot be decided. */
  readonly failed: readonly FailedEvent[];
  /** All up to this position was looked at. */
  readonly reached: number;
}

/** Where in the log a time begins, or a little before: by halving, as the log is in the order of its ids but for a few. */
export async function positionBefore(sql: SqlReader, time: Date, range: LogRange): Promise<number> {
  const boundary = uuidBoundary(time.getTime());
  let [low, high] = [range.after, range.upTo];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    const [row] = await sql.query<{ event_id: string }>(EVENT_AT_SQL, [middle]);
    if (row !== undefined && row.event_id < boundary) low = middle;
    else high = middle;
  }
  return Math.max(range.after, low - SLACK_POSITIONS);
}

/** Of the next events of the log those that the endpoint should have been told of, by its settings and rights of now. */
export async function readMissed(
  apart: Apart,
  log: EventLog,
  { endpointId, window, range }: { endpointId: string; window: TimeWindow; range: LogRange },
): Promise<MissedPage> {
  const events = await apart((sql) => log.read({ ...range, limit: EVENTS_AT_ONCE }, sql));
  const reached = events.length < EVENTS_AT_ONCE ? range.upTo : (events.at(-1)?.position ?? range.upTo);
  const inTime = events.filter(({ occurredAt }) => occurredAt >= window.since && occurredAt <= window.until);
  const matches: EndpointMatch[] = [];
  const failed: FailedEvent[] = [];
  await bisect(inTime, {
    work: async (some) => {
      const found = await apart((sql) => findMatches(sql, some));
      matches.push(...found.filter((match) => match.endpointId === endpointId));
    },
    setAside: async (event, error) => {
      failed.push({ event, error });
      await Promise.resolve();
    },
  });
  if (matches.length === 0) return { matches, failed, reached };
  const ids = matches.map(({ event }) => event.id);
  const parameters = [endpointId, ids, uuidBoundary(window.since.getTime())];
  const rows = await apart((sql) => sql.query<{ event_id: string }>(KNOWN_SQL, parameters));
  const known = new Set(rows.map((row) => row.event_id));
  return { matches: matches.filter(({ event }) => !known.has(event.id)), failed, reached };
}

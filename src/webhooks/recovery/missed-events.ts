import { bisect } from '../../common/bisect.js';
import { uuidBoundary } from '../../common/ids.js';
import type { SqlReader } from '../../database/sql.js';
import type { LogRange } from '../../events/log-times.js';
import type { LoggedEvent } from '../../events/logged-event.js';
import type { FilterDecisions } from '../filtering/filter-decisions.js';
import { findMatchesOf, type EndpointMatch } from '../matching/endpoint-matching.js';

/** Events that have a delivery already, in any state. $3 limits the look-up to the partitions of the time. */
const KNOWN_SQL = `
  SELECT event_id FROM webhook_messages
   WHERE endpoint_id = $1 AND event_id = ANY($2::uuid[]) AND id >= $3::uuid`;

const EVENTS_AT_ONCE = 500;

export interface TimeWindow {
  readonly since: Date;
  readonly until: Date;
}

export interface FailedEvent {
  readonly event: LoggedEvent;
  readonly error: unknown;
}

export interface MissedPage {
  readonly matches: readonly EndpointMatch[];
  /** Events that could not be matched. */
  readonly failed: readonly FailedEvent[];
  /** Everything up to this position was examined. */
  readonly reached: number;
  /** The filter exceeded its budget for the last event that was examined, which is no match. */
  readonly isOverBudget: boolean;
}

/**
 * Finds those of the next events of the log that the endpoint should have been sent, by its present settings and rights. Do
 * not call it in a transaction: the filter runs meanwhile.
 *
 * @throws ProgramsBusy
 */
export async function readMissed(
  sql: SqlReader,
  filters: FilterDecisions,
  { endpointId, window, range }: { endpointId: string; window: TimeWindow; range: LogRange },
): Promise<MissedPage> {
  const { events, reached: end } = await filters.read({ ...range, limit: EVENTS_AT_ONCE }, sql);
  const inTime = events.filter(({ occurredAt }) => occurredAt >= window.since && occurredAt <= window.until);
  const { found, refused } = await matchApart(sql, inTime, endpointId);
  const { accepted, decided, isComplete, isOverBudget } = await filters.decide(found, { isOneTurn: true });
  const reached = isComplete && !isOverBudget ? end : (found[decided - 1]?.event.position ?? range.after);
  // Events behind are examined again by the next call.
  const failed = refused.filter(({ event }) => event.position <= reached);
  if (accepted.length === 0) return { matches: [], failed, reached, isOverBudget };
  const ids = accepted.map(({ event }) => event.id);
  const parameters = [endpointId, ids, uuidBoundary(window.since.getTime())];
  const known = new Set((await sql.query<{ event_id: string }>(KNOWN_SQL, parameters)).map((row) => row.event_id));
  return { matches: accepted.filter(({ event }) => !known.has(event.id)), failed, reached, isOverBudget };
}

/** In the order of the log. An event that cannot be matched does not stop the others. */
async function matchApart(sql: SqlReader, events: readonly LoggedEvent[], endpointId: string) {
  const found: EndpointMatch[] = [];
  const refused: FailedEvent[] = [];
  await bisect(events, {
    work: async (some) => {
      found.push(...(await findMatchesOf(sql, some, endpointId)));
    },
    setAside: (event, error) => {
      refused.push({ event, error });
      return Promise.resolve();
    },
  });
  return { found, refused };
}

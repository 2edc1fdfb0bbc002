import { MAX_LOG_PAGE_BYTES } from './event-log.js';
import { EVENT_COLUMNS } from './event-row.js';
import type { LogRange } from './log-times.js';

/** Positions that one statement looks through, and rows that it returns. */
export const MAX_POSITIONS_A_READ = 500;

/** A null field does not filter. */
export interface EventSearch {
  /** Names of types. */
  readonly types: readonly string[] | null;
  /** Prefixes of types, from patterns such as `ticket.*`; one of these or a name in `types` must match. */
  readonly groups: readonly string[] | null;
  readonly categories: readonly string[] | null;
  readonly entityId: string | null;
  readonly actorId: string | null;
  readonly since: Date | null;
  readonly until: Date | null;
}

/** $1, $2: positions. */
const BY_POSITION = 'SELECT position, event_id FROM event_log WHERE position > $1::bigint AND position <= $2::bigint';

/** $9: an entity. Lateral and limited: one index look-up for each of its events, whatever the statistics say. */
const BY_ENTITY = `
  SELECT l.position, l.event_id FROM (SELECT id FROM event_bodies WHERE entity_id = $9::uuid) e,
    LATERAL (SELECT position, event_id FROM event_log
              WHERE event_id = e.id AND position > $1::bigint AND position <= $2::bigint LIMIT 1) l`;

/** The actor's `id` as it is written in `actor`: a quote inside a name is escaped there. */
const MATCHES = `
  ($3::text[] IS NULL OR b.type = ANY($3::text[]) OR EXISTS (SELECT FROM unnest($4::text[]) g WHERE starts_with(b.type, g)))
  AND ($5::text IS NULL OR strpos(b.actor, '"id":"' || $5::text || '"') > 0)
  AND ($6::timestamptz IS NULL OR b.occurred_at >= $6::timestamptz)
  AND ($7::timestamptz IS NULL OR b.occurred_at <= $7::timestamptz)
  AND ($8::text[] IS NULL OR b.category = ANY($8::text[]))`;

/** `found` counts the matches before the page is cut to its bytes and rows, to distinguish a cut from the end of the range. */
const pageSql = (source: string) => `
  SELECT * FROM (
    SELECT l.position, ${EVENT_COLUMNS}, count(*) OVER ()::int AS found,
           sum(octet_length(b.data)) OVER (ORDER BY l.position DESC) - octet_length(b.data) AS before
      FROM (${source}) l
      JOIN LATERAL (SELECT * FROM event_bodies WHERE id = l.event_id LIMIT 1) b ON true
     WHERE ${MATCHES}) entries
   WHERE before < ${MAX_LOG_PAGE_BYTES} ORDER BY position DESC LIMIT ${MAX_POSITIONS_A_READ}`;

const POSITIONS_SQL = pageSql(BY_POSITION);
const ENTITY_SQL = pageSql(BY_ENTITY);

/** The matches of a range, newest first, up to 500 of them and 2 MiB. */
export function newestStatement(search: EventSearch, range: LogRange): { text: string; values: unknown[] } {
  const { types, groups, categories, entityId, actorId, since, until } = search;
  const values = [range.after, range.upTo, types, groups, actorId, since, until, categories];
  return entityId === null ? { text: POSITIONS_SQL, values } : { text: ENTITY_SQL, values: [...values, entityId] };
}

export function isFiltered(search: EventSearch): boolean {
  return Object.values(search).some((filter) => filter !== null);
}

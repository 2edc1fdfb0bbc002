import type { SqlReader } from '../../database/sql.js';
import type { EndpointMatch } from '../matching/endpoint-matching.js';

/** How long a dead process's filter stage stays leased before another process continues. */
export const STAGE_LEASE_MS = 10_000;
const LAG_LEASE_MS = 30_000;

/** `first`: the lowest position after which a filter needs events; null: there are no filters. */
const STATUS_SQL = `
  SELECT h.position, l.position AS head,
         (SELECT min(filter_after) FROM webhook_endpoints WHERE filter IS NOT NULL) AS first,
         EXISTS (SELECT FROM webhook_filter_lags WHERE not_before <= now() AND lease_until < now()) AS lags
    FROM webhook_filter_head h, log_head l`;

const CLAIM_SQL = `
  UPDATE webhook_filter_head SET claim_id = $1::uuid, lease_until = now() + $2::int * interval '1 ms'
   WHERE claim_id = $1::uuid OR lease_until < now()
  RETURNING position`;

const RELEASE_SQL = `
  UPDATE webhook_filter_head SET lease_until = '-infinity' WHERE claim_id = $1::uuid`;

/** The row is the lock between the stage, lagging endpoints, and changes that add or remove a filter. */
const MOVE_SQL = 'UPDATE webhook_filter_head SET position = $2::bigint WHERE position = $1::bigint RETURNING position';

const FILTERS_SQL = `
  SELECT id, filter, filter_after FROM webhook_endpoints WHERE id = ANY($1::uuid[]) AND filter IS NOT NULL`;

/** $1: an endpoint. */
const FILTER_SQL = 'SELECT filter FROM webhook_endpoints WHERE id = $1::uuid';

const LAGGING_SQL = 'SELECT endpoint_id FROM webhook_filter_lags WHERE up_to IS NULL';

/** Endpoints that already lag keep their position. */
const FALL_BEHIND_SQL = `
  INSERT INTO webhook_filter_lags (id, endpoint_id, position)
  SELECT gen_random_uuid(), e.id, greatest($2::bigint, e.filter_after) FROM webhook_endpoints e
   WHERE e.id = ANY($1::uuid[]) AND e.filter IS NOT NULL
  ON CONFLICT (endpoint_id) WHERE up_to IS NULL DO NOTHING`;

const CLAIM_LAGS_SQL = `
  WITH c AS (
    SELECT id FROM webhook_filter_lags WHERE not_before <= now() AND lease_until < now()
     ORDER BY not_before LIMIT $1 FOR UPDATE SKIP LOCKED
  )
  UPDATE webhook_filter_lags l SET lease_until = now() + ${LAG_LEASE_MS} * interval '1 ms'
    FROM c WHERE l.id = c.id
  RETURNING l.id, l.endpoint_id, l.position, l.up_to, l.strikes, l.pauses`;

const MOVE_LAG_SQL = `
  UPDATE webhook_filter_lags
     SET position = $3::bigint, strikes = $4, pauses = $5, not_before = now() + $6::float8 * interval '1 ms',
         lease_until = CASE WHEN $6::float8 > 0 THEN '-infinity' ELSE now() + ${LAG_LEASE_MS} * interval '1 ms' END
   WHERE id = $1::uuid AND position = $2::bigint
  RETURNING up_to`;

const END_LAG_SQL = 'DELETE FROM webhook_filter_lags WHERE id = $1::uuid';

/** To the end of the queue, so that other lagging endpoints come first. */
const YIELD_LAG_SQL = `
  UPDATE webhook_filter_lags SET not_before = now() + $2::float8 * interval '1 ms', lease_until = '-infinity'
   WHERE id = $1::uuid`;

/** The pool returns bigints as strings, a session as numbers. */
type Bigint = number | string;

interface StatusRow {
  position: Bigint;
  head: Bigint;
  first: Bigint | null;
  lags: boolean;
}

export interface StageStatus {
  /** Everything up to here is decided, except for lagging endpoints. */
  readonly position: number;
  /** The log's. */
  readonly head: number;
  readonly first: number | null;
  readonly lags: boolean;
}

/** An endpoint that is behind the stage, or that has a remaining range up to `up_to`. */
export interface FilterLag {
  readonly id: string;
  readonly endpoint_id: string;
  readonly position: number;
  readonly up_to: number | null;
  readonly strikes: number;
  readonly pauses: number;
}

export async function readStatus(sql: SqlReader): Promise<StageStatus> {
  const [row] = await sql.query<StatusRow>(STATUS_SQL, []);
  if (row === undefined) throw new Error('The table webhook_filter_head is empty: the database was not migrated.');
  return {
    position: Number(row.position),
    head: Number(row.head),
    first: row.first === null ? null : Number(row.first),
    lags: row.lags,
  };
}

/** @returns its position; undefined: another process holds the stage */
export async function claimStage(sql: SqlReader, claimId: string): Promise<number | undefined> {
  const [row] = await sql.query<{ position: number }>(CLAIM_SQL, [claimId, STAGE_LEASE_MS]);
  return row?.position;
}

export async function releaseStage(sql: SqlReader, claimId: string): Promise<void> {
  await sql.query(RELEASE_SQL, [claimId]);
}

/** @returns false: another process moved it meanwhile, and the work is discarded */
export async function moveStage(sql: SqlReader, from: number, to: number): Promise<boolean> {
  return (await sql.query(MOVE_SQL, [from, to])).length > 0;
}

/** Endpoints that still have a filter that must see the event. Call it under the stage's lock. */
export async function stillFiltered(sql: SqlReader, matches: readonly EndpointMatch[]): Promise<EndpointMatch[]> {
  if (matches.length === 0) return [];
  const ids = [...new Set(matches.map(({ endpointId }) => endpointId))];
  const rows = await sql.query<{ id: string; filter_after: number | null }>(FILTERS_SQL, [ids]);
  const after = new Map(rows.map((row) => [row.id, row.filter_after ?? 0]));
  return matches.filter(
    ({ endpointId, event }) => event.position > (after.get(endpointId) ?? Number.POSITIVE_INFINITY),
  );
}

/** @returns undefined: the endpoint is gone. Call it under the stage's lock */
export async function filterOf(sql: SqlReader, endpointId: string): Promise<{ filter: string | null } | undefined> {
  const [row] = await sql.query<{ filter: string | null }>(FILTER_SQL, [endpointId]);
  return row;
}

/** The endpoints that are behind the stage. */
export async function readLagging(sql: SqlReader): Promise<string[]> {
  return (await sql.query<{ endpoint_id: string }>(LAGGING_SQL, [])).map((row) => row.endpoint_id);
}

/** From now on they are handled by themselves, from `position` on. Call it under the stage's lock. */
export async function fallBehind(sql: SqlReader, endpointIds: readonly string[], position: number): Promise<void> {
  if (endpointIds.length > 0) await sql.query(FALL_BEHIND_SQL, [endpointIds, position]);
}

export function claimLags(sql: SqlReader, limit: number): Promise<FilterLag[]> {
  return sql.query<FilterLag>(CLAIM_LAGS_SQL, [limit]);
}

/** @returns false: another process moved or ended it */
export async function moveLag(
  sql: SqlReader,
  lag: FilterLag,
  to: { readonly position: number; readonly strikes: number; readonly pauses: number; readonly waitMs: number },
): Promise<{ readonly up_to: number | null } | undefined> {
  const parameters = [lag.id, lag.position, to.position, to.strikes, to.pauses, to.waitMs];
  const [row] = await sql.query<{ up_to: number | null }>(MOVE_LAG_SQL, parameters);
  return row;
}

export async function endLag(sql: SqlReader, id: string): Promise<void> {
  await sql.query(END_LAG_SQL, [id]);
}

export async function yieldLag(sql: SqlReader, id: string, waitMs: number): Promise<void> {
  await sql.query(YIELD_LAG_SQL, [id, waitMs]);
}

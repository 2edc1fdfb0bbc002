import type { SqlReader } from '../../database/sql.js';
import { LANES_CHANNEL, offerPayload, wakePayloads, type WakeOptions } from './lane-wake.js';

export const LEASE_MS = 15_000;

/**
 * Lanes are leased, not deliveries, which saves an UPDATE for each delivery. A lease that ends in more than a minute was
 * given while the database's clock was ahead, and does not count. $5: only lanes that were free and due for so many ms.
 */
const CLAIM_SQL = `
  WITH c AS (
    SELECT endpoint_id FROM webhook_lanes
     WHERE due_at <= now() - $5::int * interval '1 ms'
       AND (lease_until < now() - $5::int * interval '1 ms' OR lease_until > now() + interval '1 minute')
       AND endpoint_id <> ALL($4::uuid[])
     ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED
  )
  UPDATE webhook_lanes l SET lease_until = now() + $3::int * interval '1 ms', claim_id = $2
    FROM c WHERE l.endpoint_id = c.endpoint_id
  RETURNING l.endpoint_id AS id`;

const RENEW_SQL = `
  UPDATE webhook_lanes SET lease_until = now() + $3::int * interval '1 ms'
   WHERE endpoint_id = ANY($1::uuid[]) AND claim_id = $2
  RETURNING endpoint_id AS id`;

/**
 * The only way to wake a lane. It waits for the row's lock, and locks even a row that it does not change. So a process that
 * hands the lane back at this moment either sees what the caller queued, or leaves a row that this statement finds. Passing
 * over locked rows would lose the wake-up. In the order of ids, so that two transactions never wait for each other.
 *
 * The commit notifies the workers of all processes. A lane that is changed was asleep, since a leased one stays due.
 */
const WAKE_SQL = `
  WITH woken AS (
    INSERT INTO webhook_lanes (endpoint_id, due_at)
    SELECT e, now() FROM unnest($1::uuid[]) e ORDER BY e
    ON CONFLICT (endpoint_id) DO UPDATE SET due_at = excluded.due_at WHERE webhook_lanes.due_at > excluded.due_at
    RETURNING 1)
  SELECT pg_notify('${LANES_CHANNEL}', $2::text || (SELECT count(*) FROM woken) || list) FROM unnest($3::text[]) list`;

/**
 * Before a statement that changes many lanes. In the order of ids, as `WAKE_SQL` locks them: an UPDATE by itself often
 * locks in the order of the table, and two that wait for each other end in a deadlock. A statement of its own, since the
 * next one then sees all that was committed before the rows were locked; one alone lost wake-ups.
 */
const LOCK_SQL = 'SELECT 1 FROM webhook_lanes WHERE endpoint_id = ANY($1::uuid[]) ORDER BY endpoint_id FOR UPDATE';
const HAND_BACK_SQL = `
  UPDATE webhook_lanes l SET lease_until = '-infinity',
         due_at = least(
           CASE WHEN EXISTS (SELECT FROM webhook_queue d WHERE d.endpoint_id = l.endpoint_id AND d.state = 'pending')
                THEN now() ELSE 'infinity' END,
           coalesce((SELECT d.due_at FROM webhook_queue d WHERE d.endpoint_id = l.endpoint_id AND d.state = 'retry'
                      ORDER BY d.due_at LIMIT 1), 'infinity'))
   WHERE l.endpoint_id = ANY($1::uuid[]) AND l.claim_id = $2
  RETURNING CASE WHEN l.due_at < 'infinity' THEN extract(epoch FROM l.due_at - now())::float8 * 1000 END AS due_in_ms`;

/** Leased lanes stay due, so these are all with work; of more than this many, sharing needs no exact number. */
const COUNT_DUE_SQL = `
  SELECT count(*)::int AS due FROM (SELECT FROM webhook_lanes WHERE due_at <= now() LIMIT 100000) lanes`;

const OFFER_SQL = `SELECT pg_notify('${LANES_CHANNEL}', $1)`;

/**
 * Locked lanes are passed over: another transaction may be putting something into them. A held delivery counts as well,
 * since its last request may still be in flight and end in a retry.
 */
const LOCK_FREE_SQL = `
  SELECT endpoint_id AS id FROM webhook_lanes WHERE endpoint_id = ANY($1::uuid[]) ORDER BY endpoint_id FOR UPDATE SKIP LOCKED`;
const FORGET_SQL = `
  DELETE FROM webhook_lanes l
   WHERE l.endpoint_id = ANY($1::uuid[])
     AND NOT EXISTS (SELECT FROM webhook_queue d WHERE d.endpoint_id = l.endpoint_id)`;

export interface LaneClaim {
  readonly limit: number;
  /** Endpoint ids that are left to other processes. */
  readonly except?: readonly string[];
  /** Only lanes that no process took for this long. */
  readonly freeForMs?: number;
}

/**
 * Every change of a lane: one row for each endpoint that has or had work. It runs in the transaction of its caller;
 * `renew`, `handBack`, `offer` and `forget` need one.
 */
export class LaneStore {
  constructor(private readonly sql: SqlReader) {}

  /** @returns endpoint ids of lanes that were due and not leased, now leased to `claimId` for `LEASE_MS` */
  async claim(claimId: string, { limit, except = [], freeForMs = 0 }: LaneClaim): Promise<string[]> {
    return ids(await this.sql.query(CLAIM_SQL, [limit, claimId, LEASE_MS, except, freeForMs]));
  }

  /** @returns how many lanes have work, in whatever process */
  async countDue(): Promise<number> {
    const [row] = await this.sql.query<{ due: number }>(COUNT_DUE_SQL, []);
    return row?.due ?? 0;
  }

  /** @returns those that are still leased to `claimId` */
  async renew(claimId: string, endpointIds: readonly string[]): Promise<string[]> {
    await this.sql.query(LOCK_SQL, [endpointIds]);
    return ids(await this.sql.query(RENEW_SQL, [endpointIds, claimId, LEASE_MS]));
  }

  /** There is something to send. Call it last in the transaction that wrote the deliveries. */
  async wake(endpointIds: Iterable<string>, options: WakeOptions = {}): Promise<void> {
    const woken = [...endpointIds];
    if (woken.length === 0) return;
    const { head, lists } = wakePayloads(woken, options);
    await this.sql.query(WAKE_SQL, [woken, head, lists]);
  }

  /** Ends the leases. @returns milliseconds until the first of them is due again; null: nothing is left */
  async handBack(claimId: string, endpointIds: readonly string[]): Promise<number | null> {
    await this.sql.query(LOCK_SQL, [endpointIds]);
    const rows = await this.sql.query<{ due_in_ms: number | null }>(HAND_BACK_SQL, [endpointIds, claimId]);
    const dues = rows.flatMap(({ due_in_ms: due }) => (due === null ? [] : [due]));
    return dues.length === 0 ? null : Math.min(...dues);
  }

  /** Ends the leases, and tells other processes that there are lanes to claim. @param by `WorkSignal.id` of this process */
  async offer(claimId: string, endpointIds: readonly string[], by: string): Promise<void> {
    await this.handBack(claimId, endpointIds);
    await this.sql.query(OFFER_SQL, [offerPayload(endpointIds.length, by)]);
  }

  /** For endpoints that are gone: removes lanes without waiting deliveries. The others end when they are claimed. */
  async forget(endpointIds: readonly string[]): Promise<void> {
    const free = ids(await this.sql.query(LOCK_FREE_SQL, [endpointIds]));
    if (free.length > 0) await this.sql.query(FORGET_SQL, [free]);
  }
}

function ids(rows: readonly { id: string }[]): string[] {
  return rows.map(({ id }) => id);
}

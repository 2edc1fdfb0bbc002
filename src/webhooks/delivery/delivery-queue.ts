import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../common/config.js';
import { newId } from '../../common/ids.js';
import { BookkeepingSession } from '../../database/bookkeeping-session.js';
import type { SqlReader } from '../../database/sql.js';

/**
 * Lanes are leased, not deliveries: no update per delivery before it is sent. A lease that ends later than any could was
 * given while the database's clock was ahead.
 */
const CLAIM_SQL = `
  WITH c AS (
    SELECT endpoint_id FROM webhook_lanes
     WHERE due_at <= now() AND (lease_until < now() OR lease_until > now() + interval '1 minute') AND endpoint_id <> ALL($4::uuid[])
     ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED
  )
  UPDATE webhook_lanes l SET lease_until = now() + $3::int * interval '1 ms', claim_id = $2
    FROM c WHERE l.endpoint_id = c.endpoint_id
  RETURNING l.endpoint_id AS id`;

const RENEW_SQL = `
  UPDATE webhook_lanes SET lease_until = now() + $3::int * interval '1 ms'
   WHERE endpoint_id = ANY($1::uuid[]) AND claim_id = $2
  RETURNING endpoint_id AS id`;

const DELIVERY_COLUMNS = `d.id AS delivery_id, d.endpoint_id, d.message_id, d.ordering_key AS delivery_key, d.notification,
         d.enriched_data, d.event_type, d.event_id, d.attempts, d.tries, d.waited_ms, d.position`;

const PENDING_SQL = `
  SELECT ${DELIVERY_COLUMNS}, 0::float8 AS due_in_ms
    FROM unnest($1::uuid[], $2::bigint[], $3::int[]) w(endpoint_id, after_position, n)
   CROSS JOIN LATERAL (
     SELECT * FROM webhook_deliveries x
      WHERE x.state = 'pending' AND x.endpoint_id = w.endpoint_id AND x.position > w.after_position
      ORDER BY x.position LIMIT w.n) d
   ORDER BY d.position`;

/** Those of the next minute too: until then they hold back what comes after them. */
const RETRIES_SQL = `
  SELECT ${DELIVERY_COLUMNS}, extract(epoch FROM d.due_at - now())::float8 * 1000 AS due_in_ms
    FROM unnest($1::uuid[]) w(endpoint_id)
   CROSS JOIN LATERAL (
     SELECT * FROM webhook_deliveries x
      WHERE x.state = 'retry' AND x.endpoint_id = w.endpoint_id AND x.due_at <= now() + interval '60 s'
      ORDER BY x.due_at LIMIT $2::int) d
   ORDER BY d.due_at`;

/** Two statements, since one alone lost wake-ups: the second sees all that was committed before the rows were locked. */
const LOCK_LANES_SQL =
  'SELECT 1 FROM webhook_lanes WHERE endpoint_id = ANY($1::uuid[]) ORDER BY endpoint_id FOR UPDATE';
const HAND_BACK_SQL = `
  UPDATE webhook_lanes l SET lease_until = '-infinity',
         due_at = least(
           CASE WHEN EXISTS (SELECT FROM webhook_deliveries d WHERE d.endpoint_id = l.endpoint_id AND d.state = 'pending')
                THEN now() ELSE 'infinity' END,
           coalesce((SELECT d.due_at FROM webhook_deliveries d WHERE d.endpoint_id = l.endpoint_id AND d.state = 'retry'
                      ORDER BY d.due_at LIMIT 1), 'infinity'))
   WHERE l.endpoint_id = ANY($1::uuid[]) AND l.claim_id = $2
  RETURNING CASE WHEN l.due_at < 'infinity' THEN extract(epoch FROM l.due_at - now())::float8 * 1000 END AS due_in_ms`;

/** Locked first: who switches an endpoint on at this moment waits, and then finds what is held. */
const LOCK_INACTIVE_SQL =
  'SELECT id FROM webhook_endpoints WHERE id = ANY($1::uuid[]) AND NOT active ORDER BY id FOR SHARE';
const HOLD_SQL = `
  UPDATE webhook_deliveries SET state = 'held', due_at = NULL
   WHERE endpoint_id = ANY($1::uuid[]) AND state IN ('pending', 'retry')`;

const ABANDON_SQL = `
  UPDATE webhook_deliveries SET state = 'cancelled', due_at = NULL, error = 'The endpoint was removed.'
   WHERE endpoint_id = ANY($1::uuid[]) AND state IN ('pending', 'retry')`;
const EXPLAIN_SQL = `
  UPDATE webhook_deliveries SET error = $2
   WHERE endpoint_id = ANY($1::uuid[]) AND state IN ('pending', 'retry') AND error IS DISTINCT FROM $2`;
const REMOVE_LANES_SQL = 'DELETE FROM webhook_lanes WHERE endpoint_id = ANY($1::uuid[]) AND claim_id = $2';

export const LEASE_MS = 15_000;
const RETRIES_AT_ONCE = 100;

/** As read, without its event. */
export interface DeliveryRow {
  delivery_id: string;
  endpoint_id: string;
  event_id: string;
  message_id: string;
  delivery_key: string | null;
  notification: string | null;
  enriched_data: string | null;
  event_type: string;
  attempts: number;
  tries: number;
  waited_ms: number;
  position: number;
  due_in_ms: number;
}

/** Where to read a lane on: deliveries behind this position of the log, at most `limit`. */
export interface LanePlace {
  readonly endpointId: string;
  readonly after: number;
  readonly limit: number;
}

/** The durable queue as one process sees it: the lanes that it holds, and what is in them. */
@Injectable()
export class DeliveryQueue {
  readonly claimId = newId();
  private readonly lanes: BookkeepingSession;
  private readonly reads: BookkeepingSession;

  constructor(config: AppConfig) {
    const url = config.databaseUrl ?? '';
    // Losing a lease in a crash costs nothing: the process that held it is gone, too.
    const settings = '-c synchronous_commit=off';
    this.lanes = new BookkeepingSession({ url, name: 'lanes', settings });
    this.reads = new BookkeepingSession({ url, name: 'deliveries' });
  }

  get reader(): SqlReader {
    return this.reads;
  }

  async open(): Promise<void> {
    await Promise.all([this.lanes.open(), this.reads.open()]);
  }

  async close(): Promise<void> {
    await Promise.all([this.lanes.close(), this.reads.close()]);
  }

  /**
   * @param except endpoint ids that are left to other processes
   * @returns endpoint ids of up to `limit` lanes that are due and not leased, now ours for `LEASE_MS`
   */
  async claim(limit: number, except: readonly string[]): Promise<string[]> {
    const parameters = [limit, this.claimId, LEASE_MS, except];
    return this.lanes.transaction(async (sql) => ids(await sql.query(CLAIM_SQL, parameters)));
  }

  /** @returns those that are still ours */
  async renew(endpointIds: readonly string[]): Promise<string[]> {
    return this.lanes.transaction(async (sql) =>
      ids(await sql.query(RENEW_SQL, [endpointIds, this.claimId, LEASE_MS])),
    );
  }

  /** @returns milliseconds until the first of them is due again; null: nothing is left */
  async handBack(endpointIds: readonly string[]): Promise<number | null> {
    const rows = await this.lanes.transaction(async (sql) => {
      await sql.query(LOCK_LANES_SQL, [endpointIds]);
      return sql.query<{ due_in_ms: number | null }>(HAND_BACK_SQL, [endpointIds, this.claimId]);
    });
    const dues = rows.flatMap(({ due_in_ms: due }) => (due === null ? [] : [due]));
    return dues.length === 0 ? null : Math.min(...dues);
  }

  /** What inactive endpoints have waits until they are switched on. */
  async hold(endpointIds: readonly string[]): Promise<void> {
    await this.lanes.transaction(async (sql) => {
      const inactive = ids(await sql.query(LOCK_INACTIVE_SQL, [endpointIds]));
      if (inactive.length > 0) await sql.query(HOLD_SQL, [inactive]);
    });
  }

  /** What removed endpoints had is cancelled. */
  async abandon(endpointIds: readonly string[]): Promise<void> {
    await this.lanes.transaction(async (sql) => {
      await sql.query(ABANDON_SQL, [endpointIds]);
      await sql.query(REMOVE_LANES_SQL, [endpointIds, this.claimId]);
    });
  }

  /** Says at what waits why it does. */
  async explain(endpointIds: readonly string[], reason: string): Promise<void> {
    await this.lanes.transaction((sql) => sql.query(EXPLAIN_SQL, [endpointIds, reason]));
  }

  /** A transaction that does not wait for the disk. */
  write<T>(work: (sql: SqlReader) => Promise<T>): Promise<T> {
    return this.lanes.transaction(work);
  }

  /** In log order. */
  pending(places: readonly LanePlace[]): Promise<DeliveryRow[]> {
    return this.reads.query<DeliveryRow>(PENDING_SQL, [
      places.map(({ endpointId }) => endpointId),
      places.map(({ after }) => after),
      places.map(({ limit }) => limit),
    ]);
  }

  /** What is due again within a minute, soonest first, up to 100 of each lane. */
  retries(endpointIds: readonly string[]): Promise<DeliveryRow[]> {
    return this.reads.query<DeliveryRow>(RETRIES_SQL, [endpointIds, RETRIES_AT_ONCE]);
  }
}

function ids(rows: readonly { id: string }[]): string[] {
  return rows.map(({ id }) => id);
}

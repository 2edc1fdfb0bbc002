import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../common/config.js';
import { newId } from '../../common/ids.js';
import { BookkeepingSession } from '../../database/bookkeeping-session.js';
import type { SqlReader } from '../../database/sql.js';
import { DeliveryStore } from './delivery-store.js';
import { LaneStore, type LaneClaim } from './lane-store.js';
import { LANES_CHANNEL } from './lane-wake.js';
import { MAX_RETRIES_READ } from './queued-delivery.js';
import { endDeliveries } from './waiting-deliveries.js';
import { WorkSignal } from './work-signal.js';

const DELIVERY_COLUMNS = `d.id AS delivery_id, d.endpoint_id, m.message_id, m.ordering_key AS delivery_key, m.notification,
         m.enriched_data, m.event_type, m.event_id, d.attempts, d.tries, d.waited_ms, d.position`;

const PENDING_SQL = `
  SELECT ${DELIVERY_COLUMNS}, 0::float8 AS due_in_ms
    FROM unnest($1::uuid[], $2::bigint[], $3::int[]) w(endpoint_id, after_position, n)
   CROSS JOIN LATERAL (
     SELECT * FROM webhook_queue x
      WHERE x.state = 'pending' AND x.endpoint_id = w.endpoint_id AND x.position > w.after_position
      ORDER BY x.position LIMIT w.n) d
    JOIN webhook_messages m ON m.id = d.id
   ORDER BY d.position`;

/** Also those of the next minute, because they hold back their successors until then. */
const RETRIES_SQL = `
  SELECT ${DELIVERY_COLUMNS}, extract(epoch FROM d.due_at - now())::float8 * 1000 AS due_in_ms
    FROM unnest($1::uuid[]) w(endpoint_id)
   CROSS JOIN LATERAL (
     SELECT * FROM webhook_queue x
      WHERE x.state = 'retry' AND x.endpoint_id = w.endpoint_id AND x.due_at <= now() + interval '60 s'
      ORDER BY x.due_at LIMIT $2::int) d
    JOIN webhook_messages m ON m.id = d.id
   ORDER BY d.due_at`;

/** Locked first: a request that enables the endpoint at this moment waits, and then releases what is held. */
const LOCK_INACTIVE_SQL =
  'SELECT id FROM webhook_endpoints WHERE id = ANY($1::uuid[]) AND NOT active ORDER BY id FOR SHARE';

/** A row as it was read, without its event. */
export interface QueuedRow {
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

/** Where to go on reading a lane: deliveries behind this position of the log, at most `limit`. */
export interface LanePlace {
  readonly endpointId: string;
  readonly after: number;
  readonly limit: number;
}

/** The durable queue for one process: the lanes that it holds, and what is in them. */
@Injectable()
export class DeliveryQueue {
  readonly claimId = newId();
  private readonly lanes: BookkeepingSession;
  private readonly reads: BookkeepingSession;

  constructor(
    config: AppConfig,
    private readonly signal: WorkSignal,
  ) {
    const url = config.databaseUrl ?? '';
    // A crash of the database may lose a lease. Then another process claims the lane.
    const settings = '-c synchronous_commit=off';
    this.lanes = new BookkeepingSession({ url, name: 'lanes', settings });
    this.reads = new BookkeepingSession({
      url,
      name: 'deliveries',
      onNotification: (_channel, payload) => signal.hear(payload),
      // What was notified meanwhile is found by the safety poll.
      onConnect: async (connection) => void (await connection.query(`LISTEN ${LANES_CHANNEL}`, [])),
    });
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

  /** @returns endpoint ids of lanes that were due and not leased, now ours for `LEASE_MS` */
  async claim(claim: LaneClaim): Promise<string[]> {
    return this.lanes.transaction((sql) => new LaneStore(sql).claim(this.claimId, claim));
  }

  /** @returns how many lanes have work, in whatever process */
  countDue(): Promise<number> {
    return new LaneStore(this.reads).countDue();
  }

  /** Hands lanes back for other processes to take. */
  async offer(endpointIds: readonly string[]): Promise<void> {
    await this.lanes.transaction((sql) => new LaneStore(sql).offer(this.claimId, endpointIds, this.signal.id));
  }

  /** @returns those that are still ours */
  async renew(endpointIds: readonly string[]): Promise<string[]> {
    return this.lanes.transaction((sql) => new LaneStore(sql).renew(this.claimId, endpointIds));
  }

  /** @returns milliseconds until the first of them is due again; null: nothing is left */
  async handBack(endpointIds: readonly string[]): Promise<number | null> {
    return this.lanes.transaction((sql) => new LaneStore(sql).handBack(this.claimId, endpointIds));
  }

  /** Holds the deliveries of disabled endpoints until they are enabled. @returns ids of the newest that are held now */
  async hold(endpointIds: readonly string[]): Promise<string[]> {
    return this.lanes.transaction(async (sql) => {
      const inactive = ids(await sql.query(LOCK_INACTIVE_SQL, [endpointIds]));
      return inactive.length === 0 ? [] : new DeliveryStore(sql).hold(inactive);
    });
  }

  /** Cancels the deliveries of endpoints that were removed. */
  async abandon(endpointIds: readonly string[]): Promise<void> {
    await this.lanes.transaction((sql) => endDeliveries(sql, endpointIds, 'The endpoint was removed.'));
  }

  /** Stores at waiting deliveries why they wait. */
  async explain(endpointIds: readonly string[], reason: string): Promise<void> {
    await this.lanes.transaction((sql) => new DeliveryStore(sql).explain(endpointIds, reason));
  }

  /** A transaction that does not wait for the disk. */
  write<T>(work: (sql: SqlReader) => Promise<T>): Promise<T> {
    return this.lanes.transaction(work);
  }

  /** In log order. */
  pending(places: readonly LanePlace[]): Promise<QueuedRow[]> {
    return this.reads.query<QueuedRow>(PENDING_SQL, [
      places.map(({ endpointId }) => endpointId),
      places.map(({ after }) => after),
      places.map(({ limit }) => limit),
    ]);
  }

  /** What is due again within a minute, soonest first, up to `MAX_RETRIES_READ` of each lane. */
  retries(endpointIds: readonly string[]): Promise<QueuedRow[]> {
    return this.reads.query<QueuedRow>(RETRIES_SQL, [endpointIds, MAX_RETRIES_READ]);
  }
}

function ids(rows: readonly { id: string }[]): string[] {
  return rows.map(({ id }) => id);
}

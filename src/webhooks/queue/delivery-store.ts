import { newId } from '../../common/ids.js';
import { BulkRows } from '../../database/bulk-rows.js';
import type { SqlReader } from '../../database/sql.js';
import { endSql } from './ended-deliveries.js';

/** One message to be sent to one endpoint. */
export interface NewDelivery {
  readonly endpointId: string;
  /** In the log. */
  readonly position: number;
  readonly eventId: string;
  readonly type: string;
  /** Deliveries of one endpoint with the same key keep their order; null: none is kept. */
  readonly orderingKey: string | null;
  /** JSON text that stands for the event's data; null: the event's own. */
  readonly enrichedData: string | null;
}

/** A stored notification that goes to its recipient's own URL. */
export interface NewNotificationDelivery {
  readonly userId: string;
  readonly position: number;
  readonly eventId: string;
  /** The notification's id: receivers drop duplicates by it. */
  readonly messageId: string;
  readonly type: string | undefined;
  readonly orderingKey: string | null;
  /** JSON text. */
  readonly notification: string;
}

const EVENTS = new BulkRows<NewDelivery>({
  id: ['uuid', () => newId()],
  endpoint_id: ['uuid', ({ endpointId }) => endpointId],
  position: ['bigint', ({ position }) => position],
  event_id: ['uuid', ({ eventId }) => eventId],
  event_type: ['text', ({ type }) => type],
  ordering_key: ['text', ({ orderingKey }) => orderingKey],
  enriched_data: ['text', ({ enrichedData }) => enrichedData],
});

const ENQUEUE_SQL = `
  WITH n AS MATERIALIZED (SELECT * FROM ${EVENTS.as('n')}), message AS (
    INSERT INTO webhook_messages (id, endpoint_id, position, event_id, message_id, event_type, ordering_key, enriched_data)
    SELECT id, endpoint_id, position, event_id, event_id, event_type, ordering_key, enriched_data FROM n)
  INSERT INTO webhook_queue (id, endpoint_id, position) SELECT id, endpoint_id, position FROM n`;

const NOTIFICATIONS = new BulkRows<NewNotificationDelivery>({
  id: ['uuid', () => newId()],
  user_id: ['uuid', ({ userId }) => userId],
  position: ['bigint', ({ position }) => position],
  event_id: ['uuid', ({ eventId }) => eventId],
  message_id: ['uuid', ({ messageId }) => messageId],
  event_type: ['text', ({ type }) => type],
  ordering_key: ['text', ({ orderingKey }) => orderingKey],
  notification: ['text', ({ notification }) => notification],
});

/** Disabled endpoints too: that is decided when it is sent, so no lock is needed here. */
const ENQUEUE_NOTIFICATIONS_SQL = `
  WITH n AS MATERIALIZED (
    SELECT n.*, e.id AS endpoint_id FROM ${NOTIFICATIONS.as('n')}
      JOIN webhook_endpoints e ON e.user_id = n.user_id AND e.kind = 'personal'
  ), message AS (
    INSERT INTO webhook_messages (id, endpoint_id, position, event_id, message_id, event_type, ordering_key, notification)
    SELECT id, endpoint_id, position, event_id, message_id, event_type, ordering_key, notification FROM n)
  INSERT INTO webhook_queue (id, endpoint_id, position) SELECT id, endpoint_id, position FROM n RETURNING endpoint_id`;

/**
 * Rows of these endpoints in these states, without locked ones: a worker is storing their result, which is newer, and
 * waiting for it could end in a deadlock.
 */
const unlocked = (states: string) => `
  id IN (SELECT id FROM webhook_queue
          WHERE endpoint_id = ANY($1::uuid[]) AND state IN (${states}) FOR UPDATE SKIP LOCKED)`;

const CANCEL_WAITING_SQL = endSql(unlocked("'pending', 'retry', 'held'"), 'cancelled');
const DROP_HELD_SQL = endSql(unlocked("'held'"), 'cancelled');
const DROPPED = 'Dropped when the endpoint was enabled.';

const HOLD_SQL = `
  WITH held AS (
    UPDATE webhook_queue SET state = 'held', due_at = NULL WHERE ${unlocked("'pending', 'retry'")} RETURNING id)
  SELECT id FROM held ORDER BY id DESC LIMIT $2`;

const RELEASE_SQL = `UPDATE webhook_queue SET state = 'pending', due_at = NULL WHERE ${unlocked("'held'")}`;

const EXPLAIN_SQL = `
  UPDATE webhook_queue SET error = $2
   WHERE endpoint_id = ANY($1::uuid[]) AND state IN ('pending', 'retry') AND error IS DISTINCT FROM $2`;

/** A retry by hand and an erasure take turns at the message, which no result locks. Without its event there is nothing to send. */
const LOCK_MESSAGE_SQL = `
  SELECT m.id FROM webhook_messages m
   WHERE m.endpoint_id = $1 AND m.id = $2 AND EXISTS (SELECT FROM event_bodies b WHERE b.id = m.event_id) FOR UPDATE OF m`;

const RETRY_NOW_SQL = `
  WITH again AS (
    UPDATE webhook_queue SET state = 'pending', due_at = NULL, waited_ms = 0 WHERE id = $1 AND state IN ('pending', 'retry')
    RETURNING id)
  SELECT id FROM again`;

/** A success is stored in the delivery's outcome, which the next attempt removes. */
const KEEP_SUCCESS_SQL = `
  INSERT INTO webhook_attempts (delivery_id, number, started_at, duration_ms, response_status, response_body, timings)
  SELECT id, tries, delivered_at - duration_ms * interval '1 ms', duration_ms, response_status, response_body, timings
    FROM webhook_deliveries WHERE id = $1 AND state = 'success' AND delivered_at IS NOT NULL AND duration_ms IS NOT NULL
  ON CONFLICT DO NOTHING`;

const OUTCOME = 'd.id, d.attempts, d.tries, d.response_status, d.response_body, d.error, d.duration_ms, d.timings';

/**
 * Outcomes back into the queue. The attempts stay spent: a retry by hand is one more, and the schedule goes on only if it had
 * some left. `condition` of the outcome `d` is checked again under its lock, since a worker or another request may have
 * changed it meanwhile. What was over before outcomes had a table has its own in the message.
 */
const sendAgainSql = (chosen: string, condition: string, { forgetsError = false } = {}) => `
  WITH chosen AS MATERIALIZED (${chosen}), locked AS MATERIALIZED (
    SELECT m.* FROM webhook_messages m JOIN chosen ON chosen.id = m.id ORDER BY m.id FOR UPDATE OF m
  ), gone AS (
    DELETE FROM webhook_outcomes d USING locked WHERE d.id = locked.id AND ${condition} RETURNING ${OUTCOME}
  ), old AS (
    UPDATE webhook_messages m SET state = NULL, response_body = NULL, error = NULL, timings = NULL
      FROM locked d WHERE m.id = d.id AND d.state IS NOT NULL AND ${condition} RETURNING ${OUTCOME}
  ), again AS (
    INSERT INTO webhook_queue (id, endpoint_id, position, erased, attempts, tries, response_status, response_body, error,
                               duration_ms, timings)
    SELECT m.id, m.endpoint_id, m.position, m.erased, d.attempts, d.tries, d.response_status, d.response_body,
           ${forgetsError ? 'NULL' : 'd.error'}, d.duration_ms, d.timings
      FROM (SELECT * FROM gone UNION ALL SELECT * FROM old) d JOIN locked m ON m.id = d.id
    RETURNING endpoint_id)
  SELECT (SELECT count(*)::int FROM chosen) AS chosen, (SELECT (max(id::text))::uuid FROM chosen) AS last,
         (SELECT count(*)::int FROM again) AS retried, ARRAY(SELECT DISTINCT endpoint_id FROM again) AS "endpointIds"`;

const RETRY_SQL = sendAgainSql('SELECT $1::uuid AS id', 'true');

/** Rows `d` that ended without a success and can be sent again: failed, or cancelled before any attempt. */
export const CAME_TO_NOTHING = `(d.state = 'failed' OR (d.state = 'cancelled' AND d.tries = 0))`;

/** A statement that selects `id` of deliveries, and its parameters. */
export interface Chosen {
  readonly sql: string;
  readonly parameters: unknown[];
  /** Clears the last error of the deliveries that are sent again. */
  readonly forgetsError: boolean;
}

export interface Retried {
  /** How many the statement selected. */
  readonly chosen: number;
  /** The highest id that it selected; null: it selected none. */
  readonly last: string | null;
  /** How many of them are pending now. */
  readonly retried: number;
  readonly endpointIds: readonly string[];
}

/** As many as one live push shows. */
const MAX_SHOWN = 100;

/**
 * Every change of a delivery that is not the result of a request (`ResultStore`) nor an erasure (`ErasureStore`). It runs in
 * the transaction of its caller, which also wakes the lane where something is pending now.
 */
export class DeliveryStore {
  constructor(private readonly sql: SqlReader) {}

  /** New: pending. */
  async enqueue(deliveries: readonly NewDelivery[]): Promise<void> {
    if (deliveries.length > 0) await this.sql.query(ENQUEUE_SQL, EVENTS.of(deliveries));
  }

  /** New: pending, for those recipients who have a URL of their own. @returns ids of their endpoints */
  async enqueueNotifications(notifications: readonly NewNotificationDelivery[]): Promise<string[]> {
    if (notifications.length === 0) return [];
    const parameters = NOTIFICATIONS.of(notifications);
    const rows = await this.sql.query<{ endpoint_id: string }>(ENQUEUE_NOTIFICATIONS_SQL, parameters);
    return rows.map((row) => row.endpoint_id);
  }

  /** Pending, retry, held -> cancelled: the endpoint, or its owner, is gone. */
  async cancelWaiting(endpointIds: readonly string[], reason: string): Promise<void> {
    await this.sql.query(CANCEL_WAITING_SQL, [endpointIds, reason]);
  }

  /** Pending, retry -> held: the endpoint is disabled. What is being sent may still arrive. @returns the newest of them */
  async hold(endpointIds: readonly string[]): Promise<string[]> {
    const rows = await this.sql.query<{ id: string }>(HOLD_SQL, [endpointIds, MAX_SHOWN]);
    return rows.map(({ id }) => id);
  }

  /** Held -> pending, in the old order. Call it after the endpoint was enabled. */
  async release(endpointIds: readonly string[]): Promise<void> {
    await this.sql.query(RELEASE_SQL, [endpointIds]);
  }

  /** Held -> cancelled. */
  async dropHeld(endpointIds: readonly string[]): Promise<void> {
    await this.sql.query(DROP_HELD_SQL, [endpointIds, DROPPED]);
  }

  /** Changes no state: waiting deliveries say why they wait. */
  async explain(endpointIds: readonly string[], reason: string): Promise<void> {
    await this.sql.query(EXPLAIN_SQL, [endpointIds, reason]);
  }

  /** Any state but held -> pending. @returns false: its event is past its retention, or it is held */
  async retry(endpointId: string, id: string): Promise<boolean> {
    if ((await this.sql.query(LOCK_MESSAGE_SQL, [endpointId, id])).length === 0) return false;
    if ((await this.sql.query(RETRY_NOW_SQL, [id])).length > 0) return true;
    await this.sql.query(KEEP_SUCCESS_SQL, [id]);
    const [again] = await this.sql.query<Retried>(RETRY_SQL, [id]);
    return again?.retried === 1;
  }

  /** Failed, or cancelled before any attempt -> pending. */
  async retryChosen(chosen: Chosen): Promise<Retried> {
    const { sql, parameters, forgetsError } = chosen;
    const [row] = await this.sql.query<Retried>(sendAgainSql(sql, CAME_TO_NOTHING, { forgetsError }), parameters);
    return row ?? { chosen: 0, last: null, retried: 0, endpointIds: [] };
  }
}

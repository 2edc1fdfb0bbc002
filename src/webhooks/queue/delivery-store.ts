import { newId } from '../../common/ids.js';
import { BulkRows } from '../../database/bulk-rows.js';
import type { SqlReader } from '../../database/sql.js';

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
  INSERT INTO webhook_deliveries (id, endpoint_id, position, event_id, message_id, event_type, ordering_key, enriched_data)
  SELECT n.id, n.endpoint_id, n.position, n.event_id, n.event_id, n.event_type, n.ordering_key, n.enriched_data
    FROM ${EVENTS.as('n')}`;

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
  INSERT INTO webhook_deliveries (id, endpoint_id, position, event_id, message_id, event_type, ordering_key, notification)
  SELECT n.id, e.id, n.position, n.event_id, n.message_id, n.event_type, n.ordering_key, n.notification
    FROM ${NOTIFICATIONS.as('n')}
    JOIN webhook_endpoints e ON e.user_id = n.user_id AND e.kind = 'personal'
  RETURNING endpoint_id`;

/**
 * Rows of these endpoints in these states, without locked ones: a worker is storing their result, which is newer, and
 * waiting for it could end in a deadlock.
 */
const unlocked = (states: string) => `
  id IN (SELECT id FROM webhook_deliveries
          WHERE endpoint_id = ANY($1::uuid[]) AND state IN (${states}) FOR UPDATE SKIP LOCKED)`;

const CANCEL_WAITING_SQL = `
  UPDATE webhook_deliveries SET state = 'cancelled', due_at = NULL, error = $2
   WHERE ${unlocked("'pending', 'retry', 'held'")}`;

const HOLD_SQL = `
  WITH held AS (
    UPDATE webhook_deliveries SET state = 'held', due_at = NULL WHERE ${unlocked("'pending', 'retry'")} RETURNING id)
  SELECT id FROM held ORDER BY id DESC LIMIT $2`;

const RELEASE_SQL = `UPDATE webhook_deliveries SET state = 'pending', due_at = NULL WHERE ${unlocked("'held'")}`;

const DROP_HELD_SQL = `
  UPDATE webhook_deliveries SET state = 'cancelled', due_at = NULL, error = 'Dropped when the endpoint was enabled.'
   WHERE ${unlocked("'held'")}`;

const EXPLAIN_SQL = `
  UPDATE webhook_deliveries SET error = $2
   WHERE endpoint_id = ANY($1::uuid[]) AND state IN ('pending', 'retry') AND error IS DISTINCT FROM $2`;

/** A success is stored in the delivery's own row, which the next attempt overwrites. */
const KEEP_SUCCESS_SQL = `
  INSERT INTO webhook_attempts (delivery_id, number, started_at, duration_ms, response_status, response_body, timings)
  SELECT id, tries, delivered_at - duration_ms * interval '1 ms', duration_ms, response_status, response_body, timings
    FROM webhook_deliveries
   WHERE endpoint_id = $1 AND id = $2 AND state = 'success' AND delivered_at IS NOT NULL AND duration_ms IS NOT NULL
  ON CONFLICT DO NOTHING`;

/**
 * The attempts stay spent: a retry by hand is one more, and the schedule goes on only if it had some left. Without its event
 * there is nothing to send.
 */
const RETRY_SQL = `
  WITH again AS (
    UPDATE webhook_deliveries d SET state = 'pending', due_at = NULL, delivered_at = NULL, waited_ms = 0
     WHERE d.endpoint_id = $1 AND d.id = $2 AND d.state <> 'held'
       AND EXISTS (SELECT FROM event_bodies b WHERE b.id = d.event_id)
    RETURNING d.id)
  SELECT id FROM again`;

/** Rows `d` that ended without a success and can be sent again: failed, or cancelled before any attempt. */
export const CAME_TO_NOTHING = `(d.state = 'failed' OR (d.state = 'cancelled' AND d.tries = 0))`;

/** The state is checked again under the row's lock, since a worker or another request may have changed it meanwhile. */
const retryChosenSql = ({ sql, forgetsError }: Chosen) => `
  WITH chosen AS (${sql}), again AS (
    UPDATE webhook_deliveries d SET state = 'pending', due_at = NULL, waited_ms = 0${forgetsError ? ', error = NULL' : ''}
      FROM chosen WHERE d.id = chosen.id AND ${CAME_TO_NOTHING}
    RETURNING d.endpoint_id)
  SELECT (SELECT count(*)::int FROM chosen) AS chosen, (SELECT (max(id::text))::uuid FROM chosen) AS last,
         (SELECT count(*)::int FROM again) AS retried, ARRAY(SELECT DISTINCT endpoint_id FROM again) AS "endpointIds"`;

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
    await this.sql.query(DROP_HELD_SQL, [endpointIds]);
  }

  /** Changes no state: waiting deliveries say why they wait. */
  async explain(endpointIds: readonly string[], reason: string): Promise<void> {
    await this.sql.query(EXPLAIN_SQL, [endpointIds, reason]);
  }

  /** Any state but held -> pending. @returns false: its event is past its retention, or it is held */
  async retry(endpointId: string, id: string): Promise<boolean> {
    await this.sql.query(KEEP_SUCCESS_SQL, [endpointId, id]);
    return (await this.sql.query(RETRY_SQL, [endpointId, id])).length > 0;
  }

  /** Failed, or cancelled before any attempt -> pending. */
  async retryChosen(chosen: Chosen): Promise<Retried> {
    const [row] = await this.sql.query<Retried>(retryChosenSql(chosen), chosen.parameters);
    return row ?? { chosen: 0, last: null, retried: 0, endpointIds: [] };
  }
}

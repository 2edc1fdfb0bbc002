import type { DeliveryState } from './delivery-states.js';

export const DELIVERY_COLUMNS = `d.id AS delivery_id, d.event_id, d.message_id, d.event_type, d.notification, d.enriched_data, d.state,
  d.attempts, d.tries, d.due_at, d.response_status, d.response_body, d.error, d.duration_ms, d.timings, d.delivered_at,
  d.created_at AS queued_at`;

/**
 * For FROM, behind rows `from` that have the id of a delivery: the delivery as `d`, of the same row. A page is a walk by an
 * index over `webhook_messages` or a part of the view, whose order the view itself cannot keep, and this for what it found.
 */
export const deliveryOf = (from: string) => `
  CROSS JOIN LATERAL (SELECT * FROM webhook_deliveries x WHERE x.id = ${from}.id OFFSET 0) d`;

/**
 * Ids of the deliveries that failed or were cancelled, by their indexes. What was over before there were outcomes has its own
 * in the message.
 *
 * @param where a condition on `id` and `endpoint_id`
 */
export const endedWithoutSuccess = (where: string) =>
  ['webhook_outcomes', 'webhook_messages']
    .map((table) => `SELECT id FROM ${table} WHERE state IN ('failed', 'cancelled') AND ${where}`)
    .join(' UNION ALL ');

export interface DeliveryRow {
  delivery_id: string;
  event_id: string;
  message_id: string;
  event_type: string;
  notification: string | null;
  enriched_data: string | null;
  state: DeliveryState;
  attempts: number;
  tries: number;
  due_at: Date | null;
  response_status: number | null;
  response_body: string | null;
  error: string | null;
  duration_ms: number | null;
  timings: string | null;
  delivered_at: Date | null;
  queued_at: Date;
}

export interface AttemptRow {
  number: number;
  started_at: Date;
  duration_ms: number;
  response_status: number | null;
  response_body: string | null;
  error: string | null;
  timings: string | null;
}

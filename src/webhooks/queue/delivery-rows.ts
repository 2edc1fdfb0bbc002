import type { DeliveryState } from './delivery-states.js';

export const DELIVERY_COLUMNS = `d.id AS delivery_id, d.event_id, d.message_id, d.event_type, d.notification, d.enriched_data, d.state,
  d.attempts, d.tries, d.due_at, d.response_status, d.response_body, d.error, d.duration_ms, d.timings, d.delivered_at,
  d.created_at AS queued_at`;

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

import type { DeliveryAnswer, AttemptAnswer } from './deliveries.dto.js';
import { toStatus, type DeliveryState } from './delivery-states.js';

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

export function deliveryView(row: DeliveryRow) {
  return {
    id: row.delivery_id,
    event_id: row.event_id,
    type: row.event_type,
    event_type: row.event_type,
    status: toStatus(row.state),
    attempts: row.attempts,
    response_status: row.response_status,
    response_body: row.response_body,
    error: row.error,
    duration_ms: row.duration_ms,
    next_attempt_at: row.state === 'retry' ? (row.due_at?.toISOString() ?? null) : null,
    delivered_at: row.delivered_at?.toISOString() ?? null,
    created_at: row.queued_at.toISOString(),
  } satisfies DeliveryAnswer;
}

/** A success is logged in the delivery's own row: most deliveries have no other attempt, and need no second row. */
export function attemptViews(row: DeliveryRow, failed: readonly AttemptRow[]): AttemptAnswer[] {
  const attempts = failed.map(attemptView);
  if (row.state !== 'success' || row.delivered_at === null || failed.some(({ number }) => number === row.tries)) {
    return attempts;
  }
  const durationMs = row.duration_ms ?? 0;
  const startedAt = new Date(row.delivered_at.getTime() - durationMs);
  const success = { ...row, number: row.tries, started_at: startedAt, duration_ms: durationMs };
  return [...attempts, attemptView(success)];
}

function attemptView(row: AttemptRow): AttemptAnswer {
  return {
    number: row.number,
    started_at: row.started_at.toISOString(),
    duration_ms: row.duration_ms,
    response_status: row.response_status,
    response_body: row.response_body,
    error: row.error,
    timings: row.timings === null ? null : (JSON.parse(row.timings) as Record<string, number>),
  };
}

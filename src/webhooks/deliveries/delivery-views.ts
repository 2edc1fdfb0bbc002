import type { AttemptRow, DeliveryRow } from '../queue/delivery-rows.js';
import { toStatus } from '../queue/delivery-states.js';
import type { AttemptAnswer, DeliveryAnswer } from './deliveries.answers.js';

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

/** A success is stored in the delivery's own row: most deliveries have no other attempt and need no second row. */
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

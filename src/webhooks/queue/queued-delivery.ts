import type { LoggedEvent } from '../../events/logged-event.js';

/** Retries that one read of a lane brings. */
export const MAX_RETRIES_READ = 100;

/** One message to one endpoint, as a worker holds it in memory. */
export interface QueuedDelivery {
  readonly id: string;
  readonly endpointId: string;
  /** In the log. */
  readonly position: number;
  /** What the receiver drops duplicates by: the notification's id, or the event's. */
  readonly messageId: string;
  /** Those with the same key keep their order; null: none is kept. */
  readonly orderingKey: string | null;
  /** JSON text of the envelope's `notification`, for endpoints that get notifications. */
  readonly notification: string | null;
  /** JSON text that stands for the event's data where a receiver expects more than that. */
  readonly enrichedData: string | null;
  /** The event's type, or the name that a receiver knows for such a change. */
  readonly type: string;
  readonly event: LoggedEvent;
  /** How many attempts of the budget are spent. */
  attempts: number;
  /** How many requests were made, with those that were answered by `Retry-After`. */
  tries: number;
  /** What it has waited for `Retry-After` so far. */
  waitedMs: number;
  /** When it may be sent, on this process's monotonic clock. */
  dueAtMs: number;
  /** When its right to be sent was last checked, on the same clock. */
  checkedAtMs: number;
}

/** The outcome of one request. */
export interface AttemptResult {
  readonly delivery: QueuedDelivery;
  readonly state: 'success' | 'retry' | 'failed';
  readonly attempts: number;
  readonly tries: number;
  readonly waitedMs: number;
  /** Until the next attempt; null: there is none. */
  readonly dueInMs: number | null;
  readonly status: number | null;
  readonly responseBody: string | null;
  readonly error: string | null;
  readonly durationMs: number;
  /** JSON text. */
  readonly timings: string;
}

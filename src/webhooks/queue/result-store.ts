import { BulkRows } from '../../database/bulk-rows.js';
import type { SqlReader } from '../../database/sql.js';
import type { AttemptResult } from './queued-delivery.js';

const RESULTS = new BulkRows<AttemptResult>({
  id: ['uuid', ({ delivery }) => delivery.id],
  state: ['text', ({ state }) => state],
  attempts: ['int', ({ attempts }) => attempts],
  tries: ['int', ({ tries }) => tries],
  waited_ms: ['int', ({ waitedMs }) => waitedMs],
  due_in_ms: ['float8', ({ dueInMs }) => dueInMs],
  status: ['int', ({ status }) => status],
  body: ['text', ({ responseBody }) => responseBody],
  error: ['text', ({ error }) => error],
  duration_ms: ['int', ({ durationMs }) => durationMs],
  timings: ['text', ({ timings }) => timings],
});

/**
 * Guarded by the number of requests: a late report of a process that lost its lane never overwrites a newer result. A held
 * delivery may have been in flight when its endpoint was disabled.
 */
const RECORD_SQL = `
  UPDATE webhook_deliveries d
     SET state = v.state, attempts = v.attempts, tries = v.tries, waited_ms = v.waited_ms,
         due_at = now() + v.due_in_ms * interval '1 ms', response_status = v.status,
         response_body = CASE WHEN NOT d.erased THEN v.body END,
         error = CASE WHEN d.erased AND v.error IS NOT NULL THEN 'Erased' ELSE v.error END,
         duration_ms = v.duration_ms, timings = CASE WHEN NOT d.erased THEN v.timings END,
         delivered_at = CASE WHEN v.state = 'success' THEN now() END
    FROM ${RESULTS.as('v')}
   WHERE d.id = v.id AND d.state IN ('pending', 'retry', 'held') AND d.tries = v.tries - 1`;

const ATTEMPTS = new BulkRows<AttemptResult>({
  id: ['uuid', ({ delivery }) => delivery.id],
  number: ['int', ({ tries }) => tries],
  duration_ms: ['int', ({ durationMs }) => durationMs],
  status: ['int', ({ status }) => status],
  body: ['text', ({ responseBody }) => responseBody],
  error: ['text', ({ error }) => error],
  timings: ['text', ({ timings }) => timings],
});

/**
 * Only for failures: a success is stored in the delivery's own row. Guarded as the result is: the late failure of a process
 * that was frozen would stand beside the success of another under the same number. Locked, to wait for an erasure under
 * way: what was sent before it must not be stored after it.
 */
const LOG_ATTEMPTS_SQL = `
  INSERT INTO webhook_attempts (delivery_id, number, started_at, duration_ms, response_status, response_body, error, timings)
  SELECT v.id, v.number, now() - v.duration_ms * interval '1 ms', v.duration_ms, v.status, v.body, v.error, v.timings
    FROM ${ATTEMPTS.as('v')}
    JOIN webhook_deliveries d ON d.id = v.id AND NOT d.erased AND d.tries = v.number - 1
     FOR SHARE OF d
  ON CONFLICT DO NOTHING`;

const CANCEL_SQL = `
  UPDATE webhook_deliveries SET state = 'cancelled', due_at = NULL, error = $2
   WHERE id = ANY($1::uuid[]) AND state IN ('pending', 'retry')`;

const FAIL_SQL = `
  UPDATE webhook_deliveries SET state = 'failed', due_at = NULL, error = $2
   WHERE id = $1::uuid AND state IN ('pending', 'retry', 'held')`;

const ADD_TEST_SQL = `
  INSERT INTO webhook_deliveries (id, endpoint_id, position, event_id, message_id, event_type, state, attempts, tries,
                                  response_status, response_body, error, duration_ms, timings, delivered_at)
  VALUES ($1, $2, 0, $3, $3, $4, $5, 1, 1, $6, $7, $8, $9, $10, CASE WHEN $5 = 'success' THEN now() END)`;

const ADD_TEST_ATTEMPT_SQL = `
  INSERT INTO webhook_attempts (delivery_id, number, started_at, duration_ms, response_status, response_body, error, timings)
  VALUES ($1, 1, now() - $5::int * interval '1 ms', $5, $2, $3, $4, $6)`;

/** A test that is over. */
export interface FinishedTest {
  readonly id: string;
  readonly endpointId: string;
  readonly eventId: string;
  readonly type: string;
  readonly status: number | null;
  readonly responseBody: string | null;
  /** Null: a success. */
  readonly error: string | null;
  readonly durationMs: number;
  /** JSON text. */
  readonly timings: string;
}

/** The outcome of requests, and deliveries that a worker may not or cannot send. */
export class ResultStore {
  constructor(private readonly sql: SqlReader) {}

  /** Pending, retry, held -> success, retry, failed, unless the row has a newer result. Logs failed attempts. */
  async record(results: readonly AttemptResult[]): Promise<void> {
    // Rows are locked in this order, as in an erasure; in different ones the two could end in a deadlock.
    const inOrder = results.toSorted(byId);
    const failed = inOrder.filter(({ state }) => state !== 'success');
    if (failed.length > 0) await this.sql.query(LOG_ATTEMPTS_SQL, ATTEMPTS.of(failed));
    await this.sql.query(RECORD_SQL, RESULTS.of(inOrder));
  }

  /** Pending, retry -> cancelled. Nothing was sent. */
  async cancel(deliveryIds: readonly string[], reason: string): Promise<void> {
    await this.sql.query(CANCEL_SQL, [deliveryIds, reason]);
  }

  /** Pending, retry, held -> failed: it can never become a request. */
  async fail(deliveryId: string, reason: string): Promise<void> {
    await this.sql.query(FAIL_SQL, [deliveryId, reason]);
  }

  /** New: success or failed. A test has no place in the log. */
  async addTest({ id, endpointId, eventId, type, ...result }: FinishedTest): Promise<void> {
    const { status, responseBody, error, durationMs, timings } = result;
    const state = error === null ? 'success' : 'failed';
    const outcome = [status, responseBody, error, durationMs, timings];
    await this.sql.query(ADD_TEST_SQL, [id, endpointId, eventId, type, state, ...outcome]);
    if (error !== null) await this.sql.query(ADD_TEST_ATTEMPT_SQL, [id, ...outcome]);
  }
}

/** As PostgreSQL orders uuids. Not `localeCompare`, which is slow. */
function byId(a: AttemptResult, b: AttemptResult): number {
  return Number(a.delivery.id > b.delivery.id) - Number(a.delivery.id < b.delivery.id);
}

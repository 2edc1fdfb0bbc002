import { BulkRows } from '../../database/bulk-rows.js';
import type { SqlReader } from '../../database/sql.js';
import { endSql } from './ended-deliveries.js';
import type { AttemptResult } from './queued-delivery.js';

const SUCCESSES = new BulkRows<AttemptResult>({
  id: ['uuid', ({ delivery }) => delivery.id],
  attempts: ['int', ({ attempts }) => attempts],
  tries: ['int', ({ tries }) => tries],
  waited_ms: ['int', ({ waitedMs }) => waitedMs],
  status: ['int', ({ status }) => status],
  body: ['text', ({ responseBody }) => responseBody],
  duration_ms: ['int', ({ durationMs }) => durationMs],
  timings: ['text', ({ timings }) => timings],
});

/**
 * The row `q` of the queue that a result `v` is about. Guarded by the number of requests: a late report of a process that
 * lost its lane never overwrites a newer result. Held ones too: they may have been in flight when the endpoint was disabled.
 */
const ITS_ROW = 'q.id = v.id AND q.tries = v.tries - 1';

/** What is sent most: two narrow rows change, and the message does not. An erased delivery keeps no answer. */
const SUCCEED_SQL = `
  WITH gone AS (
    DELETE FROM webhook_queue q USING ${SUCCESSES.as('v')} WHERE ${ITS_ROW}
    RETURNING q.id, q.endpoint_id, q.erased, v.attempts, v.tries, v.waited_ms, v.status, v.body, v.duration_ms, v.timings)
  INSERT INTO webhook_outcomes (id, endpoint_id, state, attempts, tries, waited_ms, response_status, response_body, duration_ms,
                                timings, delivered_at)
  SELECT id, endpoint_id, 'success', attempts, tries, waited_ms, status, CASE WHEN NOT erased THEN body END, duration_ms,
         CASE WHEN NOT erased THEN timings END, now()
    FROM gone`;

const FAILURES = new BulkRows<AttemptResult>({
  id: ['uuid', ({ delivery }) => delivery.id],
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

/** Each failed attempt `a` has a row of its own. What was sent before an erasure must not be stored after it. */
const LOG_ATTEMPTS = `
  INSERT INTO webhook_attempts (delivery_id, number, started_at, duration_ms, response_status, response_body, error, timings)
  SELECT a.id, a.tries, now() - a.duration_ms * interval '1 ms', a.duration_ms, a.status, a.body, a.error, a.timings
    FROM a WHERE NOT a.erased
  ON CONFLICT DO NOTHING`;
const ATTEMPT = 'v.attempts, v.tries, v.status, v.body, v.error, v.duration_ms, v.timings';

/** An UPDATE, although the row is in other places of its indexes afterwards: who waits for its lock follows it there. */
const RETRY_LATER_SQL = `
  WITH a AS (
    UPDATE webhook_queue q
       SET state = 'retry', attempts = v.attempts, tries = v.tries, waited_ms = v.waited_ms,
           due_at = now() + v.due_in_ms * interval '1 ms', response_status = v.status,
           response_body = CASE WHEN NOT q.erased THEN v.body END,
           error = CASE WHEN q.erased AND v.error IS NOT NULL THEN 'Erased' ELSE v.error END,
           duration_ms = v.duration_ms, timings = CASE WHEN NOT q.erased THEN v.timings END
      FROM ${FAILURES.as('v')} WHERE ${ITS_ROW}
    RETURNING q.id, q.erased, ${ATTEMPT})
  ${LOG_ATTEMPTS}`;

const GIVE_UP_SQL = `
  WITH a AS (
    DELETE FROM webhook_queue q USING ${FAILURES.as('v')} WHERE ${ITS_ROW}
    RETURNING q.id, q.endpoint_id, q.erased, v.waited_ms, ${ATTEMPT}
  ), ended AS (
    INSERT INTO webhook_outcomes (id, endpoint_id, state, attempts, tries, waited_ms, response_status, response_body, error,
                                  duration_ms, timings)
    SELECT id, endpoint_id, 'failed', attempts, tries, waited_ms, status, CASE WHEN NOT erased THEN body END,
           CASE WHEN erased AND error IS NOT NULL THEN 'Erased' ELSE error END, duration_ms,
           CASE WHEN NOT erased THEN timings END
      FROM a)
  ${LOG_ATTEMPTS}`;

const CANCEL_SQL = endSql(`id = ANY($1::uuid[]) AND state IN ('pending', 'retry')`, 'cancelled');
const FAIL_SQL = endSql('id = $1::uuid', 'failed');

const ADD_TEST_SQL = `
  WITH message AS (
    INSERT INTO webhook_messages (id, endpoint_id, position, event_id, message_id, event_type)
    VALUES ($1, $2, 0, $3, $3, $4))
  INSERT INTO webhook_outcomes (id, endpoint_id, state, attempts, tries, response_status, response_body, error, duration_ms,
                                timings, delivered_at)
  VALUES ($1, $2, $5, 1, 1, $6, $7, $8, $9, $10, CASE WHEN $5 = 'success' THEN now() END)`;

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

  /** Pending, retry, held -> success, retry, failed, unless the row has a newer result. Logs failed attempts. A statement
   * for each kind, so that each is in the order of ids. */
  async record(results: readonly AttemptResult[]): Promise<void> {
    // Rows are locked in this order, as in an erasure; in different ones the two could end in a deadlock.
    const inOrder = results.toSorted(byId);
    const of = (state: AttemptResult['state']) => inOrder.filter((result) => result.state === state);
    const [successes, retries, failures] = [of('success'), of('retry'), of('failed')];
    if (successes.length > 0) await this.sql.query(SUCCEED_SQL, SUCCESSES.of(successes));
    if (retries.length > 0) await this.sql.query(RETRY_LATER_SQL, FAILURES.of(retries));
    if (failures.length > 0) await this.sql.query(GIVE_UP_SQL, FAILURES.of(failures));
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

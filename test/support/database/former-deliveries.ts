import { newId } from '../../../src/common/ids.js';
import type { LockingSession } from './locking-session.js';

/** Statements of the version that had one table of deliveries, as its processes go on sending them on the newer schema. */
const ENQUEUE_SQL = `
  INSERT INTO webhook_deliveries (id, endpoint_id, position, event_id, message_id, event_type, ordering_key, enriched_data)
  SELECT n.id, $2, n.position, $3, $3, 'ticket.created', NULL, NULL FROM unnest($1::uuid[]) WITH ORDINALITY n(id, position)`;
const READ_SQL = `
  SELECT d.id, d.tries FROM unnest($1::uuid[], $2::bigint[], $3::int[]) w(endpoint_id, after_position, n)
   CROSS JOIN LATERAL (
     SELECT * FROM webhook_deliveries x
      WHERE x.state = 'pending' AND x.endpoint_id = w.endpoint_id AND x.position > w.after_position
      ORDER BY x.position LIMIT w.n) d
   ORDER BY d.position`;
const READ_RETRIES_SQL = `
  SELECT d.id, d.tries FROM unnest($1::uuid[]) w(endpoint_id)
   CROSS JOIN LATERAL (
     SELECT * FROM webhook_deliveries x
      WHERE x.state = 'retry' AND x.endpoint_id = w.endpoint_id AND x.due_at <= now() + interval '60 s'
      ORDER BY x.due_at LIMIT $2::int) d
   ORDER BY d.due_at`;
const LOG_SQL = `
  INSERT INTO webhook_attempts (delivery_id, number, started_at, duration_ms, response_status, response_body, error, timings)
  SELECT v.id, v.number, now(), 5, 500, 'no', 'HTTP 500', '{}' FROM unnest($1::uuid[], $2::int[]) v(id, number)
    JOIN webhook_deliveries d ON d.id = v.id AND NOT d.erased
     FOR SHARE OF d
  ON CONFLICT DO NOTHING`;
const RECORD_SQL = `
  UPDATE webhook_deliveries d
     SET state = v.state, attempts = v.tries, tries = v.tries, waited_ms = 0, due_at = now() + v.due_in_ms * interval '1 ms',
         response_status = v.status, response_body = CASE WHEN NOT d.erased THEN 'body' END, error = v.error, duration_ms = 5,
         timings = CASE WHEN NOT d.erased THEN '{}' END, delivered_at = CASE WHEN v.state = 'success' THEN now() END
    FROM unnest($1::uuid[], $2::text[], $3::int[], $4::float8[], $5::int[], $6::text[])
           v(id, state, tries, due_in_ms, status, error)
   WHERE d.id = v.id AND d.state IN ('pending', 'retry', 'held') AND d.tries = v.tries - 1`;
const unlocked = (states: string) => `
  id IN (SELECT id FROM webhook_deliveries WHERE endpoint_id = ANY($1::uuid[]) AND state IN (${states}) FOR UPDATE SKIP LOCKED)`;
const HOLD_SQL = `
  WITH held AS (
    UPDATE webhook_deliveries SET state = 'held', due_at = NULL WHERE ${unlocked("'pending', 'retry'")} RETURNING id)
  SELECT id FROM held ORDER BY id DESC LIMIT $2`;
const RELEASE_SQL = `UPDATE webhook_deliveries SET state = 'pending', due_at = NULL WHERE ${unlocked("'held'")}`;
const CANCEL_WAITING_SQL = `
  UPDATE webhook_deliveries SET state = 'cancelled', due_at = NULL, error = $2 WHERE ${unlocked("'pending', 'retry', 'held'")}`;
const ERASURE_LOCK_SQL = `
  SELECT id, state IN ('pending', 'retry', 'held') AS waits FROM webhook_deliveries WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE`;
const ERASURE_SQL = `
  WITH wiped AS (
    UPDATE webhook_deliveries d SET erased = true, response_body = NULL, timings = NULL,
        notification = v.notification, enriched_data = v.enriched_data,
        error = CASE WHEN $4::text IS NOT NULL AND d.state IN ('pending', 'retry', 'held') THEN $4
                     WHEN d.error IS NOT NULL THEN 'Erased' END,
        due_at = CASE WHEN $4::text IS NULL THEN d.due_at END,
        state = CASE WHEN $4::text IS NOT NULL AND d.state IN ('pending', 'retry', 'held') THEN 'cancelled' ELSE d.state END
      FROM unnest($1::uuid[], $2::text[], $3::text[]) v(id, notification, enriched_data)
     WHERE d.id = v.id RETURNING 1)
  SELECT count(*)::int AS count FROM wiped`;

export interface FormerRow {
  readonly id: string;
  readonly tries: number;
}

export interface FormerResult {
  readonly id: string;
  readonly state: 'success' | 'retry' | 'failed';
  readonly tries: number;
}

/** A process of the version that had one table of deliveries. */
export class FormerProcess {
  constructor(
    private readonly session: LockingSession,
    private readonly endpointId: string,
  ) {}

  async enqueue(count: number, eventId: string): Promise<string[]> {
    const ids = Array.from({ length: count }, () => newId());
    await this.session.query(ENQUEUE_SQL, [ids, this.endpointId, eventId]);
    return ids;
  }

  /** What is pending, then what is due within a minute. */
  async read(limit: number): Promise<FormerRow[]> {
    const pending = await this.session.query<FormerRow>(READ_SQL, [[this.endpointId], [0], [limit]]);
    return [...pending, ...(await this.session.query<FormerRow>(READ_RETRIES_SQL, [[this.endpointId], limit]))];
  }

  async record(results: readonly FormerResult[]): Promise<void> {
    const failed = results.filter(({ state }) => state !== 'success');
    await this.session.query(LOG_SQL, [failed.map(({ id }) => id), failed.map(({ tries }) => tries)]);
    await this.session.query(RECORD_SQL, [
      results.map(({ id }) => id),
      results.map(({ state }) => state),
      results.map(({ tries }) => tries),
      results.map(({ state }) => (state === 'retry' ? 0 : null)),
      results.map(({ state }) => (state === 'success' ? 200 : 500)),
      results.map(({ state }) => (state === 'success' ? null : 'HTTP 500')),
    ]);
  }

  async hold(): Promise<string[]> {
    return (await this.session.query<{ id: string }>(HOLD_SQL, [[this.endpointId], 100])).map(({ id }) => id);
  }

  async release(): Promise<void> {
    await this.session.query(RELEASE_SQL, [[this.endpointId]]);
  }

  async cancelWaiting(reason: string): Promise<void> {
    await this.session.query(CANCEL_WAITING_SQL, [[this.endpointId], reason]);
  }

  async erase(id: string, reason: string | null): Promise<void> {
    await this.session.query('BEGIN');
    await this.session.query(ERASURE_LOCK_SQL, [[id]]);
    await this.session.query(ERASURE_SQL, [[id], ['{}'], [null], reason]);
    await this.session.query('COMMIT');
  }
}

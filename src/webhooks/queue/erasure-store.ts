import type { SqlReader } from '../../database/sql.js';

/** The stored texts of a delivery that is still to be sent. */
export interface WaitingPayload {
  readonly notification: string | null;
  readonly enriched_data: string | null;
}

export interface LockedDelivery extends WaitingPayload {
  readonly id: string;
  /** It is pending, due again or held. */
  readonly waits: boolean;
}

export interface WipedDeliveries {
  readonly deliveries: number;
  readonly attempts: number;
}

/** Locked before anything is read: this waits for results that are being stored, and later ones see the mark. */
const LOCK_SQL = `
  SELECT id, ordering_key, notification, enriched_data, state IN ('pending', 'retry', 'held') AS waits
    FROM webhook_deliveries WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE`;

/**
 * Removes what was sent and answered. Time and outcome stay, for the figures. A waiting
 * delivery keeps a payload without the person ($2 and $3, by id), unless its event goes too: then $4 is the reason why
 * it is never sent.
 */
const WIPE_SQL = `
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

/** A separate statement, after the rows are marked, so that it sees the attempts that were waited for. */
const FORGET_ATTEMPTS_SQL = `
  WITH gone AS (DELETE FROM webhook_attempts WHERE delivery_id = ANY($1::uuid[]) RETURNING 1)
  SELECT count(*)::int AS count FROM gone`;

/** Removes payloads and answers from deliveries. Lock and wipe in one transaction. */
export class ErasureStore {
  constructor(private readonly sql: SqlReader) {}

  lock(ids: readonly string[]): Promise<LockedDelivery[]> {
    return this.sql.query<LockedDelivery>(LOCK_SQL, [ids]);
  }

  /**
   * Marks as erased. Pending, retry, held -> cancelled where there is a reason.
   *
   * @param kept of each locked delivery, what is left of its payload
   * @param reason why what waits is never sent; null: it is sent with what is left
   */
  async wipe(
    locked: readonly LockedDelivery[],
    kept: readonly WaitingPayload[],
    reason: string | null,
  ): Promise<WipedDeliveries> {
    const ids = locked.map(({ id }) => id);
    const [wiped] = await this.sql.query<{ count: number }>(WIPE_SQL, [
      ids,
      kept.map((payload) => payload.notification),
      kept.map((payload) => payload.enriched_data),
      reason,
    ]);
    const [gone] = await this.sql.query<{ count: number }>(FORGET_ATTEMPTS_SQL, [ids]);
    return { deliveries: wiped?.count ?? 0, attempts: gone?.count ?? 0 };
  }
}

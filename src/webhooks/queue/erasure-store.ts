import type { SqlReader } from '../../database/sql.js';
import { endSql } from './ended-deliveries.js';

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

/** The message first: no result locks it, and what is sent again by hand does, so nothing comes back into the queue meanwhile. */
const LOCK_SQL = `
  SELECT id, ordering_key, notification, enriched_data FROM webhook_messages WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE`;

/** This waits for results that are being stored. Their outcomes are seen by later statements, and later results see the mark. */
const LOCK_WAITING_SQL = 'SELECT id FROM webhook_queue WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE';

const WIPED = `response_body = NULL, timings = NULL, error = CASE WHEN error IS NOT NULL THEN 'Erased' END`;

/**
 * Removes what was sent and answered. Time and outcome stay, for the figures. A waiting delivery keeps a payload without the
 * person ($2 and $3, by id), unless its event goes too.
 */
const WIPE_SQL = `
  WITH wiped AS (
    UPDATE webhook_messages d SET erased = true, notification = v.notification, enriched_data = v.enriched_data, ${WIPED}
      FROM unnest($1::uuid[], $2::text[], $3::text[]) v(id, notification, enriched_data)
     WHERE d.id = v.id RETURNING 1)
  SELECT count(*)::int AS count FROM wiped`;
const WIPE_OUTCOMES_SQL = `UPDATE webhook_outcomes SET ${WIPED} WHERE id = ANY($1::uuid[])`;
const WIPE_WAITING_SQL = `UPDATE webhook_queue SET erased = true, ${WIPED} WHERE id = ANY($1::uuid[])`;
const END_WAITING_SQL = endSql('id = ANY($1::uuid[])', 'cancelled');

/** A separate statement, after the rows are marked, so that it sees the attempts that were waited for. */
const FORGET_ATTEMPTS_SQL = `
  WITH gone AS (DELETE FROM webhook_attempts WHERE delivery_id = ANY($1::uuid[]) RETURNING 1)
  SELECT count(*)::int AS count FROM gone`;

/** Removes payloads and answers from deliveries. Lock and wipe in one transaction. */
export class ErasureStore {
  constructor(private readonly sql: SqlReader) {}

  async lock(ids: readonly string[]): Promise<LockedDelivery[]> {
    const messages = await this.sql.query<Omit<LockedDelivery, 'waits'>>(LOCK_SQL, [ids]);
    const waiting = new Set((await this.sql.query<{ id: string }>(LOCK_WAITING_SQL, [ids])).map(({ id }) => id));
    return messages.map((message) => ({ ...message, waits: waiting.has(message.id) }));
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
    ]);
    await this.sql.query(WIPE_WAITING_SQL, [ids]);
    await this.sql.query(WIPE_OUTCOMES_SQL, [ids]);
    // Last, since the reason stays.
    if (reason !== null) await this.sql.query(END_WAITING_SQL, [ids, reason]);
    const [gone] = await this.sql.query<{ count: number }>(FORGET_ATTEMPTS_SQL, [ids]);
    return { deliveries: wiped?.count ?? 0, attempts: gone?.count ?? 0 };
  }
}

import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

const STEP = 5_000;
const REASON = 'The event was erased.';

/**
 * $1: ids of deliveries. What was sent and answered goes; that it was sent, when and how it ended stays, for the figures.
 * A delivery whose event goes too can never be sent: $2 is the reason then, else null.
 */
const WIPE_SQL = `
  WITH gone AS (
    DELETE FROM webhook_attempts WHERE delivery_id = ANY($1::uuid[]) RETURNING 1
  ), wiped AS (
    UPDATE webhook_deliveries SET response_body = NULL, timings = NULL,
      notification = CASE WHEN $2::text IS NULL AND state IN ('pending', 'retry') THEN notification END,
      enriched_data = CASE WHEN $2::text IS NULL AND state IN ('pending', 'retry') THEN enriched_data END,
      error = CASE WHEN $2::text IS NOT NULL AND state IN ('pending', 'retry') THEN $2 WHEN error IS NULL THEN NULL ELSE 'Erased' END,
      due_at = CASE WHEN $2::text IS NULL THEN due_at END,
      state = CASE WHEN $2::text IS NOT NULL AND state IN ('pending', 'retry') THEN 'cancelled' ELSE state END
     WHERE id = ANY($1::uuid[]) RETURNING 1)
  SELECT (SELECT count(*)::int FROM gone) AS attempts, (SELECT count(*)::int FROM wiped) AS deliveries`;

const OF_EVENTS_SQL = 'SELECT id FROM webhook_deliveries WHERE event_id = ANY($1::uuid[])';

/** $1: a person; $2: the last one seen; $3: rows a step. */
const OF_PERSON_SQL = `
  SELECT d.id FROM webhook_deliveries d JOIN webhook_endpoints e ON e.id = d.endpoint_id
   WHERE e.owner_type = 'user' AND e.user_id = $1 AND d.id > $2::uuid ORDER BY d.id LIMIT $3`;

const FIRST_ID = '00000000-0000-0000-0000-000000000000';

export interface WipedDeliveries {
  readonly deliveries: number;
  readonly attempts: number;
}

/** Takes what was sent, and what was answered, out of the record of deliveries. */
@Injectable()
export class DeliveryErasure {
  constructor(private readonly dataSource: DataSource) {}

  /** All that ever went to endpoints of this person. What still waits there goes out. */
  async eraseDeliveriesTo(userId: string): Promise<WipedDeliveries> {
    const sum = { deliveries: 0, attempts: 0 };
    let after = FIRST_ID;
    for (;;) {
      const rows = await this.dataSource.query<{ id: string }[]>(OF_PERSON_SQL, [userId, after, STEP]);
      const wiped = await this.wipe(this.dataSource.manager, rows, null);
      sum.deliveries += wiped.deliveries;
      sum.attempts += wiped.attempts;
      after = rows.at(-1)?.id ?? after;
      if (rows.length < STEP) return sum;
    }
  }

  /** Of events that are erased, to whomever they went; what was not sent yet never is. */
  async forgetEvents(manager: EntityManager, eventIds: readonly string[]): Promise<WipedDeliveries> {
    return this.wipe(manager, await manager.query<{ id: string }[]>(OF_EVENTS_SQL, [eventIds]), REASON);
  }

  private async wipe(
    manager: EntityManager,
    rows: readonly { id: string }[],
    reason: string | null,
  ): Promise<WipedDeliveries> {
    const [wiped] = await manager.query<WipedDeliveries[]>(WIPE_SQL, [rows.map(({ id }) => id), reason]);
    return wiped ?? { deliveries: 0, attempts: 0 };
  }
}

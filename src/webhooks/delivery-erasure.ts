import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { tracesPattern, type PersonTraces } from '../common/person-traces.js';
import { scrubbedPayload, type WaitingPayload } from './delivery-scrubbing.js';

const STEP = 2_000;
const REASON = 'The event was erased.';
const FIRST_ID = '00000000-0000-0000-0000-000000000000';
/** Matches nothing. */
const NOTHING = '$^a';

/** Locked before anything is read of them: a result that is being written is waited for, and every later one sees the mark. */
const LOCK_SQL = `
  SELECT id, ordering_key, notification, enriched_data, state IN ('pending', 'retry', 'held') AS waits
    FROM webhook_deliveries WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE`;

/**
 * What was sent and answered goes; that it was sent, when and how it ended stays, for the figures. What waits keeps a payload
 * without the person ($2 and $3, by id), unless its event goes too: then $4 is the reason why it is never sent.
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

/** A statement of its own, after the rows are marked: it sees the attempts that were waited for. */
const FORGET_ATTEMPTS_SQL = `
  WITH gone AS (DELETE FROM webhook_attempts WHERE delivery_id = ANY($1::uuid[]) RETURNING 1)
  SELECT count(*)::int AS count FROM gone`;

const OF_EVENTS_SQL = 'SELECT id FROM webhook_deliveries WHERE event_id = ANY($1::uuid[]) ORDER BY id';

/**
 * $1: after this id; $2: rows a step; $3: a person; $4: ids of tickets that have words of the person; $5: a pattern. To
 * endpoints of this person, or of people who are gone: nobody can read those any more. And what quotes the person.
 */
const STEP_SQL = `
  WITH step AS (SELECT * FROM webhook_deliveries WHERE id > $1::uuid ORDER BY id LIMIT $2)
  SELECT d.id, NOT d.erased AND (
           e.id IS NULL OR (e.owner_type = 'user' AND e.user_id = $3) OR d.ordering_key = ANY($4::text[])
           OR concat_ws(' ', d.response_body, d.error, d.notification, d.enriched_data) ~ $5
           OR EXISTS (SELECT FROM webhook_attempts a
                       WHERE a.delivery_id = d.id AND concat_ws(' ', a.response_body, a.error) ~ $5)) AS is_trace
    FROM step d LEFT JOIN webhook_endpoints e ON e.id = d.endpoint_id ORDER BY d.id`;

/** $1: a pattern of the person's names and addresses. Endpoints of companies and of the system that were called after the person. */
const RENAME_SQL = `
  UPDATE webhook_endpoints SET updated_at = now(),
         name = CASE WHEN name ~ $1 THEN 'Webhook ' || left(id::text, 23) ELSE name END,
         description = CASE WHEN description ~ $1 THEN '' ELSE description END
   WHERE name ~ $1 OR description ~ $1`;

export interface WipedDeliveries {
  readonly deliveries: number;
  readonly attempts: number;
}

/** Takes what was sent, and what was answered, out of the record of deliveries. */
@Injectable()
export class DeliveryErasure {
  constructor(private readonly dataSource: DataSource) {}

  /** Goes through all deliveries in steps. What still waits goes out without the person's words. */
  async eraseTracesOf(person: PersonTraces, ticketIds: readonly string[]): Promise<WipedDeliveries> {
    const pattern = tracesPattern(person) ?? NOTHING;
    const sum = { deliveries: 0, attempts: 0 };
    let after = FIRST_ID;
    for (;;) {
      const parameters = [after, STEP, person.userId, ticketIds, pattern];
      const rows = await this.dataSource.query<{ id: string; is_trace: boolean }[]>(STEP_SQL, parameters);
      const ids = rows.flatMap(({ id, is_trace: isTrace }) => (isTrace ? [id] : []));
      const wiped = await this.dataSource.transaction((manager) => wipe(manager, ids, { person, reason: null }));
      sum.deliveries += wiped.deliveries;
      sum.attempts += wiped.attempts;
      after = rows.at(-1)?.id ?? after;
      if (rows.length < STEP) return sum;
    }
  }

  /** Of events that are erased, to whomever they went; what was not sent yet never is. */
  async forgetEvents(
    manager: EntityManager,
    eventIds: readonly string[],
    person: PersonTraces,
  ): Promise<WipedDeliveries> {
    const rows = await manager.query<{ id: string }[]>(OF_EVENTS_SQL, [eventIds]);
    return wipe(
      manager,
      rows.map(({ id }) => id),
      { person, reason: REASON },
    );
  }

  async renameEndpoints(person: PersonTraces): Promise<void> {
    const pattern = tracesPattern(person);
    if (pattern !== null) await this.dataSource.query(RENAME_SQL, [pattern]);
  }
}

async function wipe(
  manager: EntityManager,
  ids: readonly string[],
  { person, reason }: { person: PersonTraces; reason: string | null },
): Promise<WipedDeliveries> {
  if (ids.length === 0) return { deliveries: 0, attempts: 0 };
  const rows = await manager.query<(WaitingPayload & { id: string; waits: boolean })[]>(LOCK_SQL, [ids]);
  const kept = rows.map((row) =>
    row.waits && reason === null ? scrubbedPayload(row, person) : { notification: null, enriched_data: null },
  );
  const [wiped] = await manager.query<{ count: number }[]>(WIPE_SQL, [
    rows.map(({ id }) => id),
    kept.map((payload) => payload.notification),
    kept.map((payload) => payload.enriched_data),
    reason,
  ]);
  const [gone] = await manager.query<{ count: number }[]>(FORGET_ATTEMPTS_SQL, [ids]);
  return { deliveries: wiped?.count ?? 0, attempts: gone?.count ?? 0 };
}

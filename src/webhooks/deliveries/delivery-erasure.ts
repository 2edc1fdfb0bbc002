import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { tracesPattern, type PersonTraces } from '../../common/person-traces.js';
import { deliveryOf } from '../queue/delivery-rows.js';
import { ErasureStore, type WipedDeliveries } from '../queue/erasure-store.js';
import { scrubbedPayload } from './delivery-scrubbing.js';

const STEP = 2_000;
const REASON = 'The event was erased.';
const FIRST_ID = '00000000-0000-0000-0000-000000000000';
/** Matches nothing. */
const NOTHING = '$^a';

const OF_EVENTS_SQL = 'SELECT id FROM webhook_messages WHERE event_id = ANY($1::uuid[]) ORDER BY id';

/**
 * $1: after this id; $2: rows per step; $3: a person; $4: ids of tickets with text by the person; $5: a pattern.
 * Selects deliveries to endpoints of this person, or of deleted people, which no one can read any more, and deliveries
 * that quote the person.
 */
const STEP_SQL = `
  WITH step AS (
    SELECT d.* FROM (SELECT id FROM webhook_messages WHERE id > $1::uuid ORDER BY id LIMIT $2) m ${deliveryOf('m')})
  SELECT d.id, NOT d.erased AND (
           e.id IS NULL OR (e.owner_type = 'user' AND e.user_id = $3) OR d.ordering_key = ANY($4::text[])
           OR concat_ws(' ', d.response_body, d.error, d.notification, d.enriched_data) ~ $5
           OR EXISTS (SELECT FROM webhook_attempts a
                       WHERE a.delivery_id = d.id AND concat_ws(' ', a.response_body, a.error) ~ $5)) AS is_trace
    FROM step d LEFT JOIN webhook_endpoints e ON e.id = d.endpoint_id ORDER BY d.id`;

/**
 * $1: a pattern of the person's names and addresses. Endpoints of companies and of the system named after the person.
 */
const RENAME_SQL = `
  UPDATE webhook_endpoints SET updated_at = now(),
         name = CASE WHEN name ~ $1 THEN 'Webhook ' || left(id::text, 23) ELSE name END,
         description = CASE WHEN description ~ $1 THEN '' ELSE description END
   WHERE name ~ $1 OR description ~ $1`;

/** Removes requests and answers from the record of deliveries. */
@Injectable()
export class DeliveryErasure {
  constructor(private readonly dataSource: DataSource) {}

  /** Goes through all deliveries in steps. Waiting ones are sent without the person's text. */
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

  /** For events that are erased, to any endpoint; what was not sent yet never is. */
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
  const store = new ErasureStore(manager);
  const locked = await store.lock(ids);
  const kept = locked.map((row) =>
    row.waits && reason === null ? scrubbedPayload(row, person) : { notification: null, enriched_data: null },
  );
  return store.wipe(locked, kept, reason);
}

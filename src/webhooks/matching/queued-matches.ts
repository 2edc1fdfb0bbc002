import { newId } from '../../common/ids.js';
import type { SqlReader } from '../../database/sql.js';
import { deliveryKey } from './delivery-key.js';
import type { EndpointMatch } from './endpoint-matching.js';
import { loadTicketNotes } from './ticket-notes.js';

const QUEUE_SQL = `
  INSERT INTO webhook_deliveries (id, endpoint_id, position, event_id, message_id, event_type, ordering_key, enriched_data)
  SELECT n.id, n.endpoint_id, n.position, n.event_id, n.event_id, n.event_type, n.ordering_key, n.enriched_data
    FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::uuid[], $5::text[], $6::text[], $7::text[])
           n(id, endpoint_id, position, event_id, event_type, ordering_key, enriched_data)`;

/** In endpoint order, so that two transactions never wait for each other. It locks even a row that it does not change. */
const WAKE_LANES_SQL = `
  INSERT INTO webhook_lanes (endpoint_id, due_at)
  SELECT e, now() FROM unnest($1::uuid[]) e ORDER BY e
  ON CONFLICT (endpoint_id) DO UPDATE SET due_at = excluded.due_at WHERE webhook_lanes.due_at > excluded.due_at`;

/** Makes deliveries of matches, in the transaction that says that these events are dealt with. */
export async function queueMatches(sql: SqlReader, matches: readonly EndpointMatch[]): Promise<void> {
  if (matches.length === 0) return;
  const notes = await loadTicketNotes(sql, matches);
  await sql.query(QUEUE_SQL, [
    matches.map(() => newId()),
    matches.map(({ endpointId }) => endpointId),
    matches.map(({ event }) => event.position),
    matches.map(({ event }) => event.id),
    matches.map(({ type }) => type),
    matches.map(({ event }) => deliveryKey(event)),
    matches.map((match) => notes.get(match) ?? null),
  ]);
}

export async function wakeLanes(sql: SqlReader, endpointIds: ReadonlySet<string>): Promise<void> {
  if (endpointIds.size > 0) await sql.query(WAKE_LANES_SQL, [[...endpointIds]]);
}

import type { SqlReader } from '../../database/sql.js';
import { deliveryKey } from '../queue/delivery-key.js';
import { DeliveryStore } from '../queue/delivery-store.js';
import type { EndpointMatch } from './endpoint-matching.js';
import { loadTicketNotes } from './ticket-notes.js';

/** Turns matches into deliveries, in the transaction that marks these events as handled. */
export async function queueMatches(sql: SqlReader, matches: readonly EndpointMatch[]): Promise<void> {
  if (matches.length === 0) return;
  const notes = await loadTicketNotes(sql, matches);
  await new DeliveryStore(sql).enqueue(
    matches.map((match) => ({
      endpointId: match.endpointId,
      position: match.event.position,
      eventId: match.event.id,
      type: match.type,
      orderingKey: deliveryKey(match.event),
      enrichedData: notes.get(match) ?? null,
    })),
  );
}

import type { SqlReader } from '../../database/sql.js';
import { loadEventVisibility } from '../../events/event-visibility.js';
import { mayEndpointSee } from '../matching/endpoint-rights.js';
import type { EndpointTarget } from './endpoint-target.js';
import type { QueuedDelivery } from './queued-delivery.js';

export interface OwnedDelivery {
  readonly delivery: QueuedDelivery;
  readonly target: EndpointTarget;
}

/**
 * Which of these may still be sent: the owner is active and may see the thing now, by the policies that decide over rooms
 * and inboxes, too. The others are to be cancelled.
 */
export async function findForbidden(sql: SqlReader, owned: readonly OwnedDelivery[]): Promise<Set<QueuedDelivery>> {
  const events = new Map(owned.map(({ delivery }) => [delivery.event.id, delivery.event]));
  const visibilities = await loadEventVisibility(sql, [...events.values()]);
  const forbidden = new Set<QueuedDelivery>();
  for (const { delivery, target } of owned) {
    const visibility = visibilities.get(delivery.event.id);
    const isAllowed = visibility !== undefined && mayEndpointSee(target, delivery.event, visibility);
    if (!isAllowed) forbidden.add(delivery);
  }
  return forbidden;
}

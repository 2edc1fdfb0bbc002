import type { SqlReader } from '../../database/sql.js';
import { loadEventVisibility } from '../../events/event-visibility.js';
import { mayEndpointSee } from '../matching/endpoint-rights.js';
import type { QueuedDelivery } from '../queue/queued-delivery.js';
import type { EndpointTarget } from './endpoint-target.js';

export interface OwnedDelivery {
  readonly delivery: QueuedDelivery;
  readonly target: EndpointTarget;
}

/**
 * A delivery may be sent if its owner is active and may see the thing now, by the policies that also decide for rooms and
 * inboxes.
 *
 * @returns those that may not be sent and have to be cancelled
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

import type { LoggedEvent } from '../../events/logged-event.js';

/**
 * Deliveries of one endpoint with the same key keep their order, so a failing one holds back its successors. The key of an
 * event from outside contains its sender. Otherwise a sender could name a ticket, or the key of another sender, and hold back
 * deliveries that are not theirs.
 */
export function deliveryKey({ source, orderingKey, actor }: LoggedEvent): string | null {
  return source === 'external' && orderingKey !== null ? `external:${actor.id ?? ''}:${orderingKey}` : orderingKey;
}

import type { LoggedEvent } from '../../events/logged-event.js';

/**
 * Deliveries of one endpoint with the same key keep their order, so that a failing one holds back its successors. The key of
 * an event from outside is its sender's own: else any sender could name a ticket, or another sender's key, and hold back
 * deliveries that are none of theirs.
 */
export function deliveryKey({ source, orderingKey, actor }: LoggedEvent): string | null {
  return source === 'external' && orderingKey !== null ? `external:${actor.id ?? ''}:${orderingKey}` : orderingKey;
}

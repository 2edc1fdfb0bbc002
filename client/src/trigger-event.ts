import type { CarillonClient } from './carillon-client.js';
import { configuredClient } from './configured-client.js';
import type { WebhookEvent } from './catalogue.js';

/** An event's name: a known one, or any other `noun.verb`. */
export type EventName = WebhookEvent | (string & {});

export interface OutsideEvent {
  readonly eventType: EventName;
  readonly data: Readonly<Record<string, unknown>>;
  /** The person it concerns. */
  readonly userId?: string;
  readonly companyId?: string;
  /** Sending the same key and body again makes no second event. */
  readonly idempotencyKey?: string;
  /** Events with the same key reach an endpoint in order; default `data.id`. */
  readonly orderingKey?: string;
}

/** Sends an event; the server has stored it when this resolves. @throws CarillonError */
export async function triggerEvent(event: OutsideEvent, client?: CarillonClient): Promise<{ id: string }> {
  const { eventType, data, userId, companyId, idempotencyKey, orderingKey } = event;
  const { id } = await (client ?? configuredClient()).post('/api/events', {
    body: {
      type: eventType,
      data,
      ...(userId !== undefined && { user_id: userId }),
      ...(companyId !== undefined && { company_id: companyId }),
      ...(idempotencyKey !== undefined && { idempotency_key: idempotencyKey }),
      ...(orderingKey !== undefined && { ordering_key: orderingKey }),
    },
  });
  return { id };
}

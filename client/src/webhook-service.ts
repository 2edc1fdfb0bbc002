import type { components } from './api-types.js';
import type { CarillonClient, ClientOptions } from './carillon-client.js';
import { CarillonError } from './carillon-error.js';
import { configure, configuredClient } from './configured-client.js';
import { triggerEvent, type EventName, type OutsideEvent } from './trigger-event.js';

type Endpoint = components['schemas']['EndpointAnswer'];
type Delivery = components['schemas']['DeliveryAnswer'];

export interface NewWebhook {
  readonly name: string;
  readonly url: string;
  readonly events: readonly EventName[];
}

export type DeliveryStatus = Uppercase<Delivery['status']>;

/** A delivery, with its status in capitals as callers of such services expect. */
export type ServiceDelivery = Omit<Delivery, 'status'> & { readonly status: DeliveryStatus };

/** Webhooks on behalf of users, with a key that may act for them: an admin's, or the user's own. */
export class WebhookService {
  static configure(client: CarillonClient | ClientOptions): CarillonClient {
    return configure(client);
  }

  /** @throws CarillonError */
  static triggerEvent(event: OutsideEvent): Promise<{ id: string }> {
    return triggerEvent(event);
  }

  /** @returns the endpoint with its `secret`, which is not shown again */
  static createWebhook(userId: string, { name, url, events }: NewWebhook): Promise<Endpoint> {
    return configuredClient().post('/api/webhooks', {
      body: { name, url, events: [...events], owner_type: 'user', user_id: userId },
    });
  }

  /** Newest first. @throws CarillonError 404 also when the endpoint is not this user's */
  static async getDeliveries(webhookId: string, userId: string): Promise<{ deliveries: ServiceDelivery[] }> {
    const client = configuredClient();
    const path = { id: webhookId };
    const endpoint = await client.get('/api/webhooks/{id}', { path });
    // The key may read more than the person for whom it asks.
    if (endpoint.user_id !== userId) {
      throw new CarillonError({ status: 404, code: 'not_found', detail: 'This user has no such webhook.' });
    }
    const { items } = await client.get('/api/webhooks/{id}/deliveries', { path });
    return { deliveries: items.map((item) => ({ ...item, status: item.status.toUpperCase() as DeliveryStatus })) };
  }
}

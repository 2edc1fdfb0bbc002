import type { EntityManager } from 'typeorm';
import { DeliveryStore } from '../queue/delivery-store.js';
import { releaseHeld } from '../queue/waiting-deliveries.js';
import type { WebhookEndpoint } from './webhook-endpoint.entity.js';

export const DISABLED_BY_HAND = { active: false, disabledReason: 'Disabled by hand.' } as const;

/** Waiting deliveries are held from now on. */
export async function switchOff(endpoint: WebhookEndpoint, manager: EntityManager): Promise<void> {
  if (!endpoint.active) return;
  Object.assign(endpoint, DISABLED_BY_HAND);
  await manager.save(endpoint);
  await new DeliveryStore(manager).hold([endpoint.id]);
}

/**
 * Saves first: a worker that finds it disabled at this moment holds its deliveries, and they are released with the
 * rest.
 */
export async function switchOn(
  endpoint: WebhookEndpoint,
  manager: EntityManager,
  { dropsHeld = false }: { dropsHeld?: boolean } = {},
): Promise<void> {
  if (endpoint.active && !dropsHeld) return;
  Object.assign(endpoint, { active: true, disabledReason: null, failingSince: null });
  await manager.save(endpoint);
  if (dropsHeld) await new DeliveryStore(manager).dropHeld([endpoint.id]);
  await releaseHeld(manager, endpoint.id);
}

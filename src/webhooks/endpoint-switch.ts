import type { EntityManager } from 'typeorm';
import { dropHeld, holdDeliveries, releaseHeld } from './waiting-deliveries.js';
import type { WebhookEndpoint } from './webhook-endpoint.entity.js';

export const DISABLED_BY_HAND = { active: false, disabledReason: 'Disabled by hand.' } as const;

/** What waits is held from now on. */
export async function switchOff(endpoint: WebhookEndpoint, manager: EntityManager): Promise<void> {
  if (!endpoint.active) return;
  Object.assign(endpoint, DISABLED_BY_HAND);
  await manager.save(endpoint);
  await holdDeliveries(manager, endpoint.id);
}

/** Saves first: a worker that finds it disabled at this moment holds on, and what it held is released with the rest. */
export async function switchOn(
  endpoint: WebhookEndpoint,
  manager: EntityManager,
  { dropsHeld = false }: { dropsHeld?: boolean } = {},
): Promise<void> {
  if (endpoint.active && !dropsHeld) return;
  Object.assign(endpoint, { active: true, disabledReason: null, failingSince: null });
  await manager.save(endpoint);
  if (dropsHeld) await dropHeld(manager, endpoint.id);
  await releaseHeld(manager, endpoint.id);
}

import type { SqlReader } from '../../database/sql.js';
import { DeliveryStore } from './delivery-store.js';
import { LaneStore } from './lane-store.js';

/** For endpoints that are being removed, or are gone: nothing more is sent to them. */
export async function endDeliveries(sql: SqlReader, endpointIds: readonly string[], reason: string): Promise<void> {
  await new DeliveryStore(sql).cancelWaiting(endpointIds, reason);
  await new LaneStore(sql).forget(endpointIds);
}

/** What was held is sent in its old order. Call it after the endpoint was enabled. */
export async function releaseHeld(sql: SqlReader, endpointId: string): Promise<void> {
  await new DeliveryStore(sql).release([endpointId]);
  await new LaneStore(sql).wake([endpointId], { isBehind: true });
}

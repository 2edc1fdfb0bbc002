import type { EntityManager } from 'typeorm';

/**
 * What a worker is just writing down is passed over: waiting for it could end in a deadlock, and its result is newer. A
 * delivery that it leaves behind is judged anew before its next attempt.
 */
const CANCEL_SQL = `
  UPDATE webhook_deliveries SET state = 'cancelled', due_at = NULL, error = $2
   WHERE id IN (SELECT id FROM webhook_deliveries
                 WHERE endpoint_id = $1 AND state IN ('pending', 'retry', 'held') FOR UPDATE SKIP LOCKED)`;

const HOLD_SQL = `
  UPDATE webhook_deliveries SET state = 'held', due_at = NULL
   WHERE id IN (SELECT id FROM webhook_deliveries
                 WHERE endpoint_id = $1 AND state IN ('pending', 'retry') FOR UPDATE SKIP LOCKED)`;

const RELEASE_SQL = `
  UPDATE webhook_deliveries SET state = 'pending', due_at = NULL
   WHERE id IN (SELECT id FROM webhook_deliveries WHERE endpoint_id = $1 AND state = 'held' FOR UPDATE SKIP LOCKED)`;

const DROP_HELD_SQL = `
  UPDATE webhook_deliveries SET state = 'cancelled', due_at = NULL, error = $2
   WHERE id IN (SELECT id FROM webhook_deliveries WHERE endpoint_id = $1 AND state = 'held' FOR UPDATE SKIP LOCKED)`;

const WAKE_LANE_SQL = `
  INSERT INTO webhook_lanes (endpoint_id, due_at) VALUES ($1, now())
  ON CONFLICT (endpoint_id) DO UPDATE SET due_at = least(webhook_lanes.due_at, excluded.due_at)`;

const FORGET_LANE_SQL = 'DELETE FROM webhook_lanes WHERE endpoint_id = $1';

/** The endpoint is about to go: nothing more is sent to it. */
export async function cancelDeliveries(manager: EntityManager, endpointId: string, reason: string): Promise<void> {
  await manager.query(CANCEL_SQL, [endpointId, reason]);
  await manager.query(FORGET_LANE_SQL, [endpointId]);
}

/** The endpoint is being disabled. What a worker is just sending may still arrive. */
export async function holdDeliveries(manager: EntityManager, endpointId: string): Promise<void> {
  await manager.query(HOLD_SQL, [endpointId]);
}

/** What was held while the endpoint was disabled goes out in its old order. Call it after the endpoint was enabled. */
export async function releaseHeld(manager: EntityManager, endpointId: string): Promise<void> {
  await manager.query(RELEASE_SQL, [endpointId]);
  await wakeLane(manager, endpointId);
}

export async function dropHeld(manager: EntityManager, endpointId: string): Promise<void> {
  await manager.query(DROP_HELD_SQL, [endpointId, 'Dropped when the endpoint was enabled.']);
}

export async function wakeLane(manager: EntityManager, endpointId: string): Promise<void> {
  await manager.query(WAKE_LANE_SQL, [endpointId]);
}

import type { EntityManager } from 'typeorm';
import type { WebhookEndpoint } from '../webhook-endpoint.entity.js';
import { lockStage } from './filter-store.js';

/** Nothing is dispatched meanwhile: so each event is matched either by its dispatch or by the filter stage, never by both. */
const LOCK_LOG_SQL = 'SELECT position FROM log_head FOR UPDATE';

const OWN_LAG_SQL =
  'SELECT position FROM webhook_filter_lags WHERE endpoint_id = $1::uuid AND up_to IS NULL FOR UPDATE';

/** What the endpoint has still to get of the time when it had a filter. */
const LEAVE_REST_SQL = `
  INSERT INTO webhook_filter_lags (id, endpoint_id, position, up_to)
  VALUES (gen_random_uuid(), $1::uuid, $2::bigint, $3::bigint)`;

const DROP_OWN_LAG_SQL = 'DELETE FROM webhook_filter_lags WHERE endpoint_id = $1::uuid AND up_to IS NULL';

const START_FRESH_SQL = `
  UPDATE webhook_filter_lags SET strikes = 0, pauses = 0, not_before = now()
   WHERE endpoint_id = $1::uuid AND up_to IS NULL`;

/** Before anything else is locked: the dispatch locks it first, too. */
export async function lockLog(manager: EntityManager): Promise<number> {
  const [row] = await manager.query<{ position: string }[]>(LOCK_LOG_SQL);
  return Number(row?.position ?? 0);
}

/** A filter that the endpoint did not have when it was loaded. Call it before it is saved. */
export async function changeFilter(
  manager: EntityManager,
  endpoint: WebhookEndpoint,
  { previous, position }: { previous: string | null; position: number },
): Promise<void> {
  if (endpoint.filter === previous) return;
  if (endpoint.failingProgram === 'filter')
    Object.assign(endpoint, { failingProgram: null, programFailingSince: null });
  if (previous === null) {
    endpoint.filterAfter = String(position);
    return;
  }
  const stage = await lockStage(manager);
  if (endpoint.filter === null) await leaveRest(manager, endpoint, { stage, position });
  else await manager.query(START_FRESH_SQL, [endpoint.id]);
}

/** From now on the dispatch matches its events; those between the stage and the log's head are matched by the lag of its own. */
async function leaveRest(
  manager: EntityManager,
  endpoint: WebhookEndpoint,
  { stage, position }: { stage: number; position: number },
): Promise<void> {
  const [own] = await manager.query<{ position: string }[]>(OWN_LAG_SQL, [endpoint.id]);
  const after = Number(own?.position ?? Math.max(stage, Number(endpoint.filterAfter ?? 0)));
  await manager.query(DROP_OWN_LAG_SQL, [endpoint.id]);
  if (after < position) await manager.query(LEAVE_REST_SQL, [endpoint.id, after, position]);
  endpoint.filterAfter = null;
}

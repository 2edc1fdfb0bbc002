import type { EntityManager } from 'typeorm';
import type { SqlReader } from '../../database/sql.js';
import type { WebhookEndpoint } from './webhook-endpoint.entity.js';

/** Blocks dispatch, so that each event is matched either by its dispatch or by the filter stage, never by both. */
const LOCK_LOG_SQL = 'SELECT position FROM log_head FOR UPDATE';

const OWN_LAG_SQL =
  'SELECT position FROM webhook_filter_lags WHERE endpoint_id = $1::uuid AND up_to IS NULL FOR UPDATE';

/** The range of events that the endpoint still has to match with its former filter. */
const LEAVE_REST_SQL = `
  INSERT INTO webhook_filter_lags (id, endpoint_id, position, up_to)
  VALUES (gen_random_uuid(), $1::uuid, $2::bigint, $3::bigint)`;

const DROP_OWN_LAG_SQL = 'DELETE FROM webhook_filter_lags WHERE endpoint_id = $1::uuid AND up_to IS NULL';

const START_FRESH_SQL = `
  UPDATE webhook_filter_lags SET strikes = 0, pauses = 0, not_before = now()
   WHERE endpoint_id = $1::uuid AND up_to IS NULL`;

const LOCK_STAGE_SQL = 'SELECT position FROM webhook_filter_head FOR UPDATE';

/** The first lock of the transaction, as in a dispatch. */
export async function lockLog(manager: EntityManager): Promise<number> {
  const [row] = await manager.query<{ position: string }[]>(LOCK_LOG_SQL);
  return Number(row?.position ?? 0);
}

export async function lockStage(sql: SqlReader): Promise<number> {
  const [row] = await sql.query<{ position: number | string }>(LOCK_STAGE_SQL, []);
  return Number(row?.position ?? 0);
}

/** For a filter that the endpoint did not have when it was loaded. Call it before the endpoint is saved. */
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

/** From now on the dispatch matches its events; a lag entry matches those between the stage and the log's head. */
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

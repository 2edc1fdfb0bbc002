import type { Stage } from './stage.js';

/** What the benchmark knows of the tables of deliveries: all of it stands here. */
const PENDING = `webhook_queue WHERE state IN ('pending', 'retry')`;

/** Grows with what waits and not with what was sent, so that a long run does not count for longer and longer. */
export async function countWaiting(stage: Stage): Promise<number> {
  return stage.count(PENDING);
}

export async function allSent(stage: Stage): Promise<void> {
  await stage.empty(PENDING);
}

/** Updates of rows of deliveries so far that had to write indexes as well. */
export async function countUpdates(stage: Stage): Promise<{ withIndexes: number }> {
  const [row] = await stage.application.ask(
    'query',
    `SELECT sum(n_tup_upd - n_tup_hot_upd)::int AS updates FROM pg_stat_user_tables 
      WHERE relname ~ '^webhook_(messages|queue|outcomes)'`,
  );
  return { withIndexes: Number(row?.['updates']) };
}

/** Rows of `made` as deliveries that wait. */
const queuedFrom = (made: string) => `message AS (
    INSERT INTO webhook_messages (id, endpoint_id, position, event_id, message_id, event_type, notification)
    SELECT id, endpoint_id, position, event_id, message_id, event_type, notification FROM ${made}
  ), queued AS (
    INSERT INTO webhook_queue (id, endpoint_id, position) SELECT id, endpoint_id, position FROM ${made})`;

/** So many more to each endpoint, as copies of its newest one, without a key: no order is kept among them. */
export const backlogSql = (each: number) => `
  WITH sample AS (SELECT DISTINCT ON (endpoint_id) * FROM webhook_messages ORDER BY endpoint_id, id DESC),
  backlog AS MATERIALIZED (
    SELECT uuidv7() AS id, s.endpoint_id, s.position, s.event_id, gen_random_uuid() AS message_id, s.event_type, s.notification
      FROM sample s, generate_series(1, ${each})
  ), ${queuedFrom('backlog')}
  INSERT INTO webhook_lanes (endpoint_id, due_at) SELECT DISTINCT endpoint_id, now() FROM backlog
  ON CONFLICT (endpoint_id) DO UPDATE SET due_at = now()`;

/** Deliveries of one event, which a worker cannot tell from those of many: no key, so no order among them. */
export const burstSql = (userId: string, count: number) => `
  WITH endpoint AS (SELECT id FROM webhook_endpoints WHERE user_id = '${userId}'),
  sample AS (SELECT m.* FROM webhook_messages m JOIN endpoint e ON e.id = m.endpoint_id ORDER BY m.id DESC LIMIT 1),
  burst AS MATERIALIZED (
    SELECT overlay(overlay(gen_random_uuid()::text placing substr(s.id::text, 1, 13) from 1 for 13) placing '7' from 15 for 1)::uuid AS id,
           s.endpoint_id, s.position, s.event_id, s.message_id, s.event_type, s.notification
      FROM sample s, generate_series(1, ${count})
  ), ${queuedFrom('burst')}
  INSERT INTO webhook_lanes (endpoint_id, due_at) SELECT DISTINCT endpoint_id, now() FROM burst
  ON CONFLICT (endpoint_id) DO UPDATE SET due_at = now()`;

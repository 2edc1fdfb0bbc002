import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Deliveries in a step, which is a transaction of its own. */
const STEP = 2_000;
/** Each in the very words of a partial index. */
const WAITING = ['pending', 'retry', 'held'];

/**
 * Moves what waits into `webhook_queue`, in steps, while processes of the version before go on delivering: the view shows a
 * delivery in either place. Nothing new comes meanwhile, since all that is written to the view goes to the queue. One that is
 * interrupted goes on with the next start.
 */
export class WaitingDeliveries1764000031910 implements MigrationInterface {
  name = 'WaitingDeliveries1764000031910';
  transaction = false;

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const state of WAITING) {
      for (;;) {
        const [step] = (await queryRunner.query(moveSql(state))) as { moved: number; is_more: boolean }[];
        if (step?.is_more !== true) break;
        // What is left is locked at this moment.
        if (step.moved === 0) await queryRunner.query('SELECT pg_sleep(0.02)');
      }
    }
  }

  /** The migration before takes the queue back as a whole. */
  async down(): Promise<void> {}
}

function moveSql(state: string): string {
  return `
    WITH found AS MATERIALIZED (
      SELECT * FROM webhook_messages WHERE state = '${state}' LIMIT ${STEP} FOR UPDATE SKIP LOCKED
    ), queued AS (
      INSERT INTO webhook_queue (id, endpoint_id, position, state, attempts, tries, waited_ms, due_at, erased,
                                 response_status, response_body, error, duration_ms, timings)
      SELECT id, endpoint_id, position, state, attempts, tries, waited_ms, due_at, erased,
             response_status, response_body, error, duration_ms, timings FROM found
      RETURNING id
    ), moved AS (
      UPDATE webhook_messages m SET state = NULL, response_body = NULL, error = NULL, timings = NULL
        FROM queued WHERE m.id = queued.id
      RETURNING 1)
    SELECT count(*)::int AS moved,
           (SELECT count(*) FROM (SELECT FROM webhook_messages WHERE state = '${state}' LIMIT ${STEP + 1}) left_over)
             > count(*) AS is_more
      FROM moved`;
}

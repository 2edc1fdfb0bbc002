import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { DataSource, type EntityManager } from 'typeorm';
import { bisect, storableReason } from '../../common/bisect.js';
import { newId } from '../../common/ids.js';
import { AppLogger } from '../../common/logger.js';
import type { SqlReader } from '../../database/sql.js';
import { EventLog } from '../../events/event-log.js';
import { DeliveryWorker } from '../delivery/delivery-worker.js';
import { deliveryKey } from '../matching/delivery-key.js';
import type { EndpointMatch } from '../matching/endpoint-matching.js';
import { loadTicketNotes } from '../matching/ticket-notes.js';
import { wakeLane } from '../waiting-deliveries.js';
import { readMissed, type Apart } from './missed-events.js';
import { RECOVERABLE } from './recoverable.js';

/** One process at a time goes on with a job; one that dies in the middle loses the step that it was at, no more. */
const NEXT_JOB_SQL = `
  SELECT id, endpoint_id, since, until, after_delivery, has_failed_left, after_position, last_position
    FROM webhook_recoveries WHERE state = 'running' ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED`;

/** By id and not by state alone: one that fails again must not be taken again. */
const AGAIN_SQL = `
  WITH chosen AS (
    SELECT d.id FROM webhook_deliveries d WHERE ${RECOVERABLE} AND d.id > $4::uuid ORDER BY d.id LIMIT $5::int
  ), again AS (
    UPDATE webhook_deliveries d SET state = 'pending', due_at = NULL, error = NULL, waited_ms = 0
      FROM chosen WHERE d.id = chosen.id RETURNING d.id
  )
  SELECT count(*)::int AS count, (max(id::text))::uuid AS last FROM again`;

const QUEUE_SQL = `
  INSERT INTO webhook_deliveries (id, endpoint_id, position, event_id, message_id, event_type, ordering_key, enriched_data)
  SELECT n.id, $1, n.position, n.event_id, n.event_id, n.event_type, n.ordering_key, n.enriched_data
    FROM unnest($2::uuid[], $3::bigint[], $4::uuid[], $5::text[], $6::text[], $7::text[])
           n(id, position, event_id, event_type, ordering_key, enriched_data)`;

const STEP_SQL = `
  UPDATE webhook_recoveries SET resent = resent + $2, failed = failed + $7, after_delivery = $3, has_failed_left = $4, after_position = $5,
         state = CASE WHEN $6 THEN 'done' ELSE state END, finished_at = CASE WHEN $6 THEN now() END
   WHERE id = $1`;

const AT_ONCE = 500;
const POLL_MS = 5_000;

interface Job {
  id: string;
  endpoint_id: string;
  since: Date;
  until: Date;
  after_delivery: string;
  has_failed_left: boolean;
  after_position: string;
  last_position: string;
}

/** Works recovery jobs off, a few hundred deliveries in a transaction: a job goes on after a crash, anywhere. */
@Injectable()
export class RecoveryRunner implements BeforeApplicationShutdown {
  private running: Promise<void> | undefined;
  private isStopped = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly log: EventLog,
    private readonly worker: DeliveryWorker,
    private readonly logger: AppLogger,
  ) {}

  @Interval(POLL_MS)
  wake(): void {
    if (this.running !== undefined || this.isStopped) return;
    this.running = this.run()
      .catch((error: unknown) => {
        this.logger.error('A recovery could not go on; trying again.', error);
      })
      .finally(() => {
        this.running = undefined;
      });
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopped = true;
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.isStopped && (await this.dataSource.transaction((manager) => this.step(manager)))) {
      this.worker.lookAgain();
    }
  }

  /** @returns whether there was something to do */
  private async step(manager: EntityManager): Promise<boolean> {
    const [job] = await manager.query<Job[]>(NEXT_JOB_SQL);
    if (job === undefined) return false;
    if (job.has_failed_left) await this.sendAgain(manager, job);
    else await this.queueMissed(manager, job);
    await wakeLane(manager, job.endpoint_id);
    return true;
  }

  private async sendAgain(manager: EntityManager, job: Job): Promise<void> {
    const parameters = [job.endpoint_id, job.since, job.until, job.after_delivery, AT_ONCE];
    const [row] = await manager.query<{ count: number; last: string | null }[]>(AGAIN_SQL, parameters);
    const count = row?.count ?? 0;
    const last = row?.last ?? job.after_delivery;
    await manager.query(STEP_SQL, [job.id, count, last, count === AT_ONCE, job.after_position, false, 0]);
  }

  private async queueMissed(manager: EntityManager, job: Job): Promise<void> {
    const range = { after: Number(job.after_position), upTo: Number(job.last_position) };
    const window = { since: job.since, until: job.until };
    // Savepoints: what one event breaks is taken back, and the others stay.
    const apart: Apart = (work) => manager.transaction((inner) => work(inner));
    const { matches, failed, reached } = await readMissed(apart, this.log, {
      endpointId: job.endpoint_id,
      window,
      range,
    });
    const refused = [...failed];
    await bisect(matches, {
      work: (some) => apart((sql) => queueAll(sql, job.endpoint_id, some)),
      setAside: async ({ event }, error) => {
        refused.push({ event, error });
        await Promise.resolve();
      },
    });
    for (const { event, error } of refused) {
      this.logger.warn('recovery.event_failed', { job_id: job.id, event_id: event.id, error: storableReason(error) });
    }
    const isDone = reached >= range.upTo;
    const queued = matches.length - (refused.length - failed.length);
    const step = [job.id, queued, job.after_delivery, false, reached, isDone, refused.length];
    await manager.query(STEP_SQL, step);
    if (isDone) this.logger.event('recovery.done', { job_id: job.id, endpoint_id: job.endpoint_id });
  }
}

async function queueAll(sql: SqlReader, endpointId: string, matches: readonly EndpointMatch[]): Promise<void> {
  const notes = await loadTicketNotes(sql, matches);
  await sql.query(QUEUE_SQL, [
    endpointId,
    matches.map(() => newId()),
    matches.map(({ event }) => event.position),
    matches.map(({ event }) => event.id),
    matches.map(({ type }) => type),
    matches.map(({ event }) => deliveryKey(event)),
    matches.map((match) => notes.get(match) ?? null),
  ]);
}

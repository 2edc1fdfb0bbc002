import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { DataSource, type EntityManager } from 'typeorm';
import { bisect, storableReason } from '../../common/bisect.js';
import { AppLogger } from '../../common/logger.js';
import { DeliveryWorker } from '../delivery/delivery-worker.js';
import { FilterDecisions } from '../filtering/filter-decisions.js';
import { queueMatches } from '../matching/queued-matches.js';
import { wakeLane } from '../waiting-deliveries.js';
import { readMissed, type FailedEvent, type MissedPage } from './missed-events.js';
import { RECOVERABLE } from './recoverable.js';

const COLUMNS = 'id, endpoint_id, since, until, after_delivery, has_failed_left, after_position, last_position';

/** In turn, so that a job whose filter is slow does not keep others waiting. $1: the one before; null: from the first. */
const NEXT_JOB_SQL = `
  SELECT ${COLUMNS} FROM webhook_recoveries WHERE state = 'running' AND ($1::uuid IS NULL OR id > $1::uuid)
   ORDER BY id LIMIT 1`;

/** One process at a time goes on with a job; one that dies in the middle loses the step that it was at, no more. */
const LOCK_JOB_SQL = `
  SELECT ${COLUMNS} FROM webhook_recoveries
   WHERE id = $1 AND state = 'running' AND has_failed_left = $2 AND after_position = $3::bigint FOR UPDATE SKIP LOCKED`;

/** By id and not by state alone: one that fails again must not be taken again. */
const AGAIN_SQL = `
  WITH chosen AS (
    SELECT d.id FROM webhook_deliveries d WHERE ${RECOVERABLE} AND d.id > $4::uuid ORDER BY d.id LIMIT $5::int
  ), again AS (
    UPDATE webhook_deliveries d SET state = 'pending', due_at = NULL, error = NULL, waited_ms = 0
      FROM chosen WHERE d.id = chosen.id RETURNING d.id
  )
  SELECT count(*)::int AS count, (max(id::text))::uuid AS last FROM again`;

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
  private lastJob: string | null = null;

  constructor(
    private readonly dataSource: DataSource,
    private readonly filters: FilterDecisions,
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
    while (!this.isStopped) {
      const job = (await this.next(this.lastJob)) ?? (this.lastJob === null ? undefined : await this.next(null));
      this.lastJob = job?.id ?? null;
      if (job === undefined) return;
      await this.step(job);
      this.worker.lookAgain();
    }
  }

  private async next(after: string | null): Promise<Job | undefined> {
    const [job] = await this.dataSource.query<Job[]>(NEXT_JOB_SQL, [after]);
    return job;
  }

  private async step(job: Job): Promise<void> {
    // Before the transaction: nothing is locked while a filter runs.
    const missed = job.has_failed_left ? undefined : await this.readMissed(job);
    await this.dataSource.transaction(async (manager) => {
      const parameters = [job.id, job.has_failed_left, job.after_position];
      const [locked] = await manager.query<Job[]>(LOCK_JOB_SQL, parameters);
      if (locked === undefined) return;
      if (missed === undefined) await this.sendAgain(manager, locked);
      else await this.queueMissed(manager, locked, missed);
      await wakeLane(manager, job.endpoint_id);
    });
  }

  private readMissed(job: Job): Promise<MissedPage> {
    const range = { after: Number(job.after_position), upTo: Number(job.last_position) };
    const window = { since: job.since, until: job.until };
    return readMissed(this.dataSource, this.filters, { endpointId: job.endpoint_id, window, range });
  }

  private async sendAgain(manager: EntityManager, job: Job): Promise<void> {
    const parameters = [job.endpoint_id, job.since, job.until, job.after_delivery, AT_ONCE];
    const [row] = await manager.query<{ count: number; last: string | null }[]>(AGAIN_SQL, parameters);
    const count = row?.count ?? 0;
    const last = row?.last ?? job.after_delivery;
    await manager.query(STEP_SQL, [job.id, count, last, count === AT_ONCE, job.after_position, false, 0]);
  }

  private async queueMissed(manager: EntityManager, job: Job, { matches, failed, reached }: MissedPage): Promise<void> {
    const refused: FailedEvent[] = [...failed];
    await bisect(matches, {
      // A savepoint: what one event breaks is taken back, and the others stay.
      work: (some) => manager.transaction((inner) => queueMatches(inner, some)),
      setAside: ({ event }, error) => {
        refused.push({ event, error });
        return Promise.resolve();
      },
    });
    for (const { event, error } of refused) {
      this.logger.warn('recovery.event_failed', { job_id: job.id, event_id: event.id, error: storableReason(error) });
    }
    const isDone = reached >= Number(job.last_position);
    const queued = matches.length - (refused.length - failed.length);
    const step = [job.id, queued, job.after_delivery, false, reached, isDone, refused.length];
    await manager.query(STEP_SQL, step);
    if (isDone) this.logger.event('recovery.done', { job_id: job.id, endpoint_id: job.endpoint_id });
  }
}

import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { BackgroundLoop, type RoundResult } from '../../common/background-loop.js';
import { bisect, storableReason } from '../../common/bisect.js';
import { AppConfig } from '../../common/config.js';
import { AppLogger } from '../../common/logger.js';
import { FilterDecisions } from '../filtering/filter-decisions.js';
import { queueMatches } from '../matching/queued-matches.js';
import { deliveryOf, endedWithoutSuccess } from '../queue/delivery-rows.js';
import { DeliveryStore } from '../queue/delivery-store.js';
import { LaneStore } from '../queue/lane-store.js';
import { WorkSignal } from '../queue/work-signal.js';
import { readMissed, type FailedEvent, type MissedPage } from './missed-events.js';
import { RECOVERABLE } from './recoverable.js';
import { RecoveryFeed } from './recovery-feed.js';

const COLUMNS = 'id, endpoint_id, since, until, after_delivery, has_failed_left, after_position, last_position';

/** In turn, so that a job whose filter is slow does not keep others waiting. $1: the one before; null: from the first. */
const NEXT_JOB_SQL = `
  SELECT ${COLUMNS} FROM webhook_recoveries WHERE state = 'running' AND ($1::uuid IS NULL OR id > $1::uuid)
   ORDER BY id LIMIT 1`;

/** One process at a time works on a job. If it dies, only the current step is lost. */
const LOCK_JOB_SQL = `
  SELECT ${COLUMNS} FROM webhook_recoveries
   WHERE id = $1 AND state = 'running' AND has_failed_left = $2 AND after_position = $3::bigint FOR UPDATE SKIP LOCKED`;

/** By id, not by state alone: a delivery that fails again must not be chosen again. */
const CHOSEN_SQL = `
  SELECT d.id FROM (${endedWithoutSuccess('endpoint_id = $1 AND id > $4::uuid')}) w ${deliveryOf('w')}
   WHERE ${RECOVERABLE} ORDER BY w.id LIMIT $5::int`;

const STEP_SQL = `
  UPDATE webhook_recoveries SET resent = resent + $2, failed = failed + $7, after_delivery = $3, has_failed_left = $4, after_position = $5,
         state = CASE WHEN $6 THEN 'done' ELSE state END, finished_at = CASE WHEN $6 THEN now() END
   WHERE id = $1`;

const AT_ONCE = 500;
const SAFETY_POLL_MS = 5_000;
const RETRY_MS = 1_000;

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

/** Runs recovery jobs, a few hundred deliveries in a transaction. After a crash any process continues a job. */
@Injectable()
export class RecoveryRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  @Inject(AppConfig) private readonly config: AppConfig;
  @Inject(RecoveryFeed) private readonly feed: RecoveryFeed;
  private readonly loop: BackgroundLoop;
  private lastJob: string | null = null;

  constructor(
    private readonly dataSource: DataSource,
    private readonly filters: FilterDecisions,
    private readonly signal: WorkSignal,
    private readonly logger: AppLogger,
  ) {
    this.loop = new BackgroundLoop({
      round: () => this.round(),
      onError: (error) => logger.error('A recovery could not go on; trying again.', error),
      retryMs: RETRY_MS,
      safetyPollMs: SAFETY_POLL_MS,
    });
  }

  onApplicationBootstrap(): void {
    if (this.config.roles.has('delivery')) this.loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  /** There is a new job. */
  wake(): void {
    this.loop.wake();
  }

  /** One step of the next job. When another process has it: a pause, rather than the same reading at its side. */
  private async round(): Promise<RoundResult> {
    const job = (await this.next(this.lastJob)) ?? (this.lastJob === null ? undefined : await this.next(null));
    this.lastJob = job?.id ?? null;
    if (job === undefined) return 'idle';
    if (!(await this.step(job))) return 'retry';
    await this.feed.show(job.id);
    this.signal.lookAgain(new Set([job.endpoint_id]));
    return 'more';
  }

  private async next(after: string | null): Promise<Job | undefined> {
    const [job] = await this.dataSource.query<Job[]>(NEXT_JOB_SQL, [after]);
    return job;
  }

  /** @returns false: the job has ended, or another process is working on it */
  private async step(job: Job): Promise<boolean> {
    // Before the transaction: nothing is locked while a filter runs.
    const missed = job.has_failed_left ? undefined : await this.readMissed(job);
    return this.dataSource.transaction(async (manager) => {
      const parameters = [job.id, job.has_failed_left, job.after_position];
      const [locked] = await manager.query<Job[]>(LOCK_JOB_SQL, parameters);
      if (locked === undefined) return false;
      if (missed === undefined) await this.sendAgain(manager, locked);
      else await this.queueMissed(manager, locked, missed);
      await new LaneStore(manager).wake([job.endpoint_id], { by: this.signal.id, isBehind: true });
      return true;
    });
  }

  private readMissed(job: Job): Promise<MissedPage> {
    const range = { after: Number(job.after_position), upTo: Number(job.last_position) };
    const window = { since: job.since, until: job.until };
    return readMissed(this.dataSource, this.filters, { endpointId: job.endpoint_id, window, range });
  }

  private async sendAgain(manager: EntityManager, job: Job): Promise<void> {
    const parameters = [job.endpoint_id, job.since, job.until, job.after_delivery, AT_ONCE];
    const store = new DeliveryStore(manager);
    const { chosen, retried, last } = await store.retryChosen({ sql: CHOSEN_SQL, parameters, forgetsError: true });
    const isMore = chosen === AT_ONCE;
    await manager.query(STEP_SQL, [job.id, retried, last ?? job.after_delivery, isMore, job.after_position, false, 0]);
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

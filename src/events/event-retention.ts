import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Cron, CronExpression, Interval } from '@nestjs/schedule';
import { DataSource } from 'typeorm';
import { AppConfig } from '../common/config.js';
import { uuidBoundary } from '../common/ids.js';
import { AppLogger } from '../common/logger.js';
import { ClockGuard } from '../database/clock-guard.js';
import {
  dropExpiredPartitions,
  emptyDefaultPartitions,
  ensurePartitions,
  type PartitionFault,
} from '../database/partitions.js';
import type { SqlRunner } from '../database/sql.js';

/**
 * The log's floor: the last position before the first event that is young enough. Ids grow with time, unless a clock
 * jumps: an old id between young ones must not remove those before it, and one far in the future ($2) is ignored. In
 * steps, because dispatch waits for this row.
 */
const RAISE_FLOOR_SQL = `
  WITH step AS (
    SELECT position, event_id < $1::uuid AS is_old FROM event_log
     WHERE position > (SELECT floor FROM log_head) AND event_id < $2::uuid ORDER BY position LIMIT $3
  ), found AS (
    SELECT max(position) AS floor FROM step
     WHERE position < coalesce((SELECT min(position) FROM step WHERE NOT is_old), 9223372036854775807)
  ), raised AS (
    UPDATE log_head SET floor = found.floor FROM found WHERE found.floor > log_head.floor RETURNING 1)
  SELECT 1 FROM raised`;
/** Positions. */
const FLOOR_STEP = 50_000;
/** Ids further ahead than this come from a wrong clock. */
const AHEAD_MS = 86_400_000;

/** $1: as for the floor. A requeued event that is no longer in the queue has its position, or is back in quarantine. */
const FORGET_QUARANTINE_SQL = `
  DELETE FROM event_quarantine q
   WHERE q.event_id < $1::uuid
      OR (q.state = 'requeued' AND NOT EXISTS (SELECT FROM event_queue e WHERE e.event_id = q.event_id))`;

const FORGET_IDEMPOTENCY_KEYS_SQL = 'DELETE FROM event_idempotency WHERE created_at < $1';

/** Makes future partitions, empties the default ones, and drops those past retention. */
@Injectable()
export class EventRetention implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private current: Promise<void> = Promise.resolve();
  private isMoved = false;
  private isStopped = false;
  private readonly followers: (() => Promise<void>)[] = [];

  constructor(
    private readonly dataSource: DataSource,
    private readonly config: AppConfig,
    private readonly clock: ClockGuard,
    private readonly logger: AppLogger,
  ) {}

  /** @param forget called when the floor may have risen: positions up to it are no longer replayed */
  whenFloorRises(forget: () => Promise<void>): void {
    this.followers.push(forget);
  }

  /** Cleans up what a clock jump left behind before this start. The server does not wait for it. */
  async onApplicationBootstrap(): Promise<void> {
    await this.clock.trustedTime();
    this.retryMove();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopped = true;
    await this.current;
  }

  @Cron(CronExpression.EVERY_HOUR)
  async hourly(): Promise<void> {
    this.isMoved = false;
    await this.enqueue(() => this.movePartitions());
    const now = await this.clock.trustedTime();
    if (now !== undefined) await this.enqueue(() => this.run(now));
  }

  /** A lock was busy, or there are more rows than one run moves: the rest follows later. */
  @Interval(60_000)
  retryMove(): void {
    if (!this.isMoved) void this.enqueue(() => this.movePartitions());
  }

  /** @param now a time that can be trusted */
  async run(now: Date): Promise<void> {
    const { eventsMs, deliveriesMs, notificationsMs } = this.config.retention;
    await this.ensure(now);
    // Raise the floor first, so that readers of what is about to go get an error.
    await this.raiseFloor(now.getTime(), eventsMs);
    await this.dataSource.query(FORGET_QUARANTINE_SQL, [uuidBoundary(now.getTime() - eventsMs)]);
    for (const forget of this.followers) await forget();
    await this.dataSource.query(FORGET_IDEMPOTENCY_KEYS_SQL, [new Date(now.getTime() - eventsMs)]);
    const { dropped, faults } = await dropExpiredPartitions(this.sql, now, {
      event_bodies: eventsMs,
      webhook_messages: deliveriesMs,
      webhook_outcomes: deliveriesMs,
      webhook_attempts: deliveriesMs,
      notifications: notificationsMs,
    });
    if (dropped.length > 0) this.logger.event('retention.dropped', { partitions: dropped });
    this.report(faults);
  }

  /** Uses this process's clock, right or wrong: it makes the ids, whose time decides the partition. */
  private async movePartitions(): Promise<void> {
    await this.ensure(new Date());
    const { moved, faults, isDone } = await emptyDefaultPartitions(this.sql);
    this.isMoved = isDone;
    for (const { partition, rows } of moved) this.logger.warn('partitions.rows_moved', { partition, rows });
    this.report(faults);
  }

  private async ensure(now: Date): Promise<void> {
    this.report(await ensurePartitions(this.sql, now));
  }

  private report(faults: readonly PartitionFault[]): void {
    for (const { partition, reason } of faults) this.logger.warn('partitions.retried_later', { partition, reason });
  }

  private enqueue(work: () => Promise<void>): Promise<void> {
    this.current = this.after(this.current, work);
    return this.current;
  }

  private async after(earlier: Promise<void>, work: () => Promise<void>): Promise<void> {
    await earlier;
    if (this.isStopped) return;
    try {
      await work();
    } catch (error) {
      this.logger.error('Maintenance of the partitions failed; it is repeated later.', error);
    }
  }

  private get sql(): SqlRunner {
    return { query: async (text) => ({ rows: await this.dataSource.query<Record<string, unknown>[]>(text) }) };
  }

  private async raiseFloor(nowMs: number, keepMs: number): Promise<void> {
    const [oldest, future] = [uuidBoundary(nowMs - keepMs), uuidBoundary(nowMs + AHEAD_MS)];
    for (;;) {
      const raised = await this.dataSource.query<unknown[]>(RAISE_FLOOR_SQL, [oldest, future, FLOOR_STEP]);
      if (raised.length === 0) return;
    }
  }
}

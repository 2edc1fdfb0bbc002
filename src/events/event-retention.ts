import { Injectable } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { DataSource } from 'typeorm';
import { AppConfig } from '../common/config.js';
import { uuidBoundary } from '../common/ids.js';
import { AppLogger } from '../common/logger.js';
import { dropExpiredPartitions, ensurePartitions } from '../database/partitions.js';

/**
 * The log's floor: the last position whose event is older than the boundary. Ids of events grow with time. A step at a time,
 * as dispatch waits for this row.
 */
const RAISE_FLOOR_SQL = `
  WITH raised AS (
    UPDATE log_head SET floor = found.floor FROM (
      SELECT max(l.position) AS floor FROM log_head h JOIN event_log l
          ON l.position > h.floor AND l.position <= h.floor + $2::int
       WHERE l.event_id < $1::uuid) found
     WHERE found.floor > log_head.floor RETURNING 1)
  SELECT 1 FROM raised`;
/** Positions. */
const FLOOR_STEP = 50_000;

/** What stands below the floor is replayed to nobody. */
const FORGET_USER_EVENTS_SQL = 'DELETE FROM user_events WHERE position <= (SELECT floor FROM log_head)';

/** Makes the partitions of the time ahead and drops those past retention. */
@Injectable()
export class EventRetention {
  constructor(
    private readonly dataSource: DataSource,
    private readonly config: AppConfig,
    private readonly logger: AppLogger,
  ) {}

  @Cron(CronExpression.EVERY_HOUR)
  async run(now: Date = new Date()): Promise<void> {
    const sql = {
      query: async (text: string) => ({ rows: await this.dataSource.query<Record<string, unknown>[]>(text) }),
    };
    await ensurePartitions(sql, now);
    const { eventsMs, deliveriesMs, notificationsMs } = this.config.retention;
    // The floor first: whoever asks for what is about to go must be told so.
    await this.raiseFloor(uuidBoundary(now.getTime() - eventsMs));
    await this.dataSource.query(FORGET_USER_EVENTS_SQL);
    const dropped = await dropExpiredPartitions(sql, now, {
      event_bodies: eventsMs,
      webhook_deliveries: deliveriesMs,
      webhook_attempts: deliveriesMs,
      notifications: notificationsMs,
    });
    if (dropped.length > 0) this.logger.event('retention.dropped', { partitions: dropped });
  }

  private async raiseFloor(boundary: string): Promise<void> {
    for (;;) {
      const raised = await this.dataSource.query<unknown[]>(RAISE_FLOOR_SQL, [boundary, FLOOR_STEP]);
      if (raised.length === 0) return;
    }
  }
}

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { keepIdsAfter } from '../common/ids.js';
import { AppLogger } from '../common/logger.js';

/** The clocks of this process and of the database may differ by this much. */
const MAX_DIFFERENCE_MS = 3_600_000;
/** A longer time between two looks, or a step back by more than an hour, is a jump; or the server was off that long. */
const MAX_STEP = `interval '24 h'`;
const MAX_STEP_BACK = `interval '1 h'`;
/** After a jump the clock must run steadily for this long before anything is deleted by age. */
const SETTLE = `interval '24 h'`;

const LOOK_SQL = `
  WITH clock AS MATERIALIZED (SELECT clock_timestamp() AS now),
       before AS (SELECT * FROM clock_marks FOR UPDATE),
       look AS (
         SELECT clock.now, before.*,
                clock.now - before.seen_at > ${MAX_STEP} OR before.seen_at - clock.now > ${MAX_STEP_BACK} AS has_jumped
           FROM clock, before)
  UPDATE clock_marks m SET
         seen_at = look.now,
         settles_at = CASE WHEN look.has_jumped THEN look.now + ${SETTLE} ELSE look.settles_at END,
         trusted_at = CASE WHEN look.has_jumped OR look.now < look.settles_at THEN look.trusted_at ELSE look.now END
    FROM look
  RETURNING look.now, look.seen_at, look.has_jumped, m.settles_at, m.trusted_at`;

const COMPARE_SQL = 'SELECT clock_timestamp() AS now';

interface Look {
  readonly now: Date;
  readonly seen_at: Date;
  readonly has_jumped: boolean;
  readonly settles_at: Date;
  readonly trusted_at: Date;
}

/**
 * Decides whether the clock may be used to delete by age. Otherwise a clock that is months ahead for an hour would
 * delete the log, all sessions and files.
 */
@Injectable()
export class ClockGuard {
  constructor(
    private readonly dataSource: DataSource,
    private readonly logger: AppLogger,
  ) {}

  /**
   * Compares both clocks and stores the time seen.
   *
   * @param ownTime of this process
   * @returns the time when it can be trusted; undefined, with a line in the log, when nothing may be deleted by age now
   */
  async trustedTime(ownTime: Date = new Date()): Promise<Date | undefined> {
    const [database] = await this.dataSource.query<{ now: Date }[]>(COMPARE_SQL);
    const differenceMs = ownTime.getTime() - (database?.now.getTime() ?? 0);
    if (Math.abs(differenceMs) > MAX_DIFFERENCE_MS) {
      this.logger.warn('clock.distrusted', {
        reason:
          'The clocks of this machine and of the database differ; nothing is deleted by age until they agree. Set both clocks.',
        own_time: ownTime,
        database_time: database?.now,
      });
      return undefined;
    }
    return this.look();
  }

  private async look(): Promise<Date | undefined> {
    // For UPDATE ... RETURNING the driver returns the rows and their number.
    const [[look]] = await this.dataSource.query<[Look[], number]>(LOOK_SQL);
    if (look === undefined)
      throw new Error('The table clock_marks is empty: the database was not migrated by Carillon.');
    const isSettled = look.now >= look.settles_at;
    // After a step back, ids do not go back until the clock has run steadily for a day.
    keepIdsAfter(isSettled ? 0 : look.trusted_at.getTime());
    if (isSettled) return look.now;
    this.logger.warn('clock.distrusted', {
      reason: look.has_jumped
        ? 'The clock jumped, or the server was off for over a day; nothing is deleted by age until it has settled.'
        : 'The clock has not settled since it jumped; nothing is deleted by age until then.',
      own_time: look.now,
      last_seen: look.seen_at,
      settles_at: look.settles_at,
    });
    return undefined;
  }
}

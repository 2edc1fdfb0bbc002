import { Injectable } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { DataSource } from 'typeorm';
import { ClockGuard } from '../../database/clock-guard.js';
import { KEPT_HOURS } from './bin-limits.js';
import { Bin } from './bin.entity.js';

/** Their requests go with them. */
const DELETE_EXPIRED_SQL = 'DELETE FROM bins WHERE expires_at < now()';
const DELETE_OLD_SQL = `DELETE FROM bin_requests WHERE received_at < now() - interval '${KEPT_HOURS} h'`;

/** Removes expired bins and requests, which are no longer shown, and those of erased people. */
@Injectable()
export class BinCleanup {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: ClockGuard,
  ) {}

  @Cron('*/20 * * * *')
  async deleteExpired(): Promise<void> {
    if ((await this.clock.trustedTime()) === undefined) return;
    await this.dataSource.query(DELETE_EXPIRED_SQL);
    await this.dataSource.query(DELETE_OLD_SQL);
  }

  async eraseBinsOf(userId: string): Promise<void> {
    await this.dataSource.manager.delete(Bin, { userId });
  }
}

import { Injectable } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { DataSource } from 'typeorm';
import { AppConfig } from '../common/config.js';
import { ClockGuard } from '../database/clock-guard.js';

const DELETE_ENDED_SESSIONS = `DELETE FROM sessions WHERE expires_at < now()`;

/** A session refreshed for years would otherwise keep a row per quarter of an hour. */
const DELETE_OLD_TOKENS = `DELETE FROM refresh_tokens WHERE rotated_at < now() - $1 * interval '1 ms'`;

@Injectable()
export class SessionCleanup {
  constructor(
    private readonly dataSource: DataSource,
    private readonly config: AppConfig,
    private readonly clock: ClockGuard,
  ) {}

  @Cron('17 3 * * *')
  async deleteEnded(): Promise<void> {
    if ((await this.clock.trustedTime()) === undefined) return;
    await this.dataSource.query(DELETE_ENDED_SESSIONS);
    await this.dataSource.query(DELETE_OLD_TOKENS, [this.config.refreshExpiresMs]);
  }
}

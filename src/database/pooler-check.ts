import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AppConfig } from '../common/config.js';
import { idleMs } from './database-options.js';

const SETTINGS_SQL = `
  SELECT name, setting::int AS ms FROM pg_settings
   WHERE name IN ('statement_timeout', 'idle_in_transaction_session_timeout') ORDER BY name DESC`;

/**
 * Requests send no settings through a pooler, so it has to make them: without time-outs a frozen process keeps its locks,
 * and a slow statement runs on when nobody waits for it any more.
 */
@Injectable()
export class PoolerCheck implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly config: AppConfig,
  ) {}

  async onModuleInit(): Promise<void> {
    const { databasePoolUrl, timeouts } = this.config;
    if (databasePoolUrl === undefined) return;
    const found = await this.dataSource.query<{ name: string; ms: number }[]>(SETTINGS_SQL);
    const missing = found.filter(({ ms }) => ms === 0).map(({ name }) => name);
    if (missing.length > 0) throw new PoolerWithoutTimeouts(missing, timeouts.statementMs);
  }
}

export class PoolerWithoutTimeouts extends Error {
  constructor(missing: readonly string[], statementMs: number) {
    super(
      `DATABASE_POOL_URL: connections of the pooler have no ${missing.join(' and no ')}. Let it set both for each connection to PostgreSQL, ` +
        `in PgBouncer by connect_query='SET statement_timeout = ${statementMs}; SET idle_in_transaction_session_timeout = ${idleMs(statementMs)}'.`,
    );
    this.name = 'PoolerWithoutTimeouts';
  }
}

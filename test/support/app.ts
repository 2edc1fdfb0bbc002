import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { createApplication } from '../../src/application.js';
import { AppConfig } from '../../src/common/config.js';
import { LogTail } from '../../src/events/log-tail.js';
import { Accounts } from './accounts.js';
import { createDatabase, type TestDatabase } from './database.js';
import { UNFILTERED } from './settled.js';
import { until } from './until.js';

export interface RunningApp {
  readonly app: NestFastifyApplication;
  readonly config: AppConfig;
  readonly database: TestDatabase;
  /** Where it listens: `http://127.0.0.1:<port>`. */
  readonly url: string;
  readonly dataSource: DataSource;
  readonly accounts: Accounts;
  get<T>(token: Type<T>): T;
  /** Waits until all that was recorded has its place in the log, and this process has passed it on to its sockets. */
  settled(): Promise<void>;
  close(): Promise<void>;
}
export type TestApp = RunningApp;

export interface StartOptions {
  /** Several applications on one database: the caller drops it. */
  database?: TestDatabase;
  /** Called before the application listens, to put something of a test's own in place. */
  prepare?: (app: NestFastifyApplication) => Promise<void> | void;
}

/** The configuration of applications in tests, with `environment` over it. */
export function testConfig(environment: Record<string, string>): AppConfig {
  return new AppConfig({
    PORT: '0',
    HOST: '127.0.0.1',
    LOG_LEVEL: 'silent',
    LOG_FORMAT: 'json',
    REGISTRATION: 'open',
    RATE_LIMIT: '0',
    LOGIN_RATE_LIMIT: '0',
    API_KEY_RATE_LIMIT: '0',
    JWT_SECRET: 'a key for tests, of at least thirty-two bytes',
    SECRETS_KEY: 'another key for tests, of at least thirty-two bytes',
    ...environment,
  });
}

/** The real application on a free port, over a database of its own unless one is handed in. */
export async function startApp(
  environment: Record<string, string> = {},
  options: StartOptions = {},
): Promise<RunningApp> {
  const database = options.database ?? (await createDatabase());
  const dataDir = await mkdtemp(join(tmpdir(), 'carillon-data-'));
  const config = testConfig({ DATABASE_URL: database.url, DATA_DIR: dataDir, ...environment });
  const app = await createApplication(config).catch(async (error: unknown) => {
    await rm(dataDir, { recursive: true, force: true });
    throw error;
  });
  await options.prepare?.(app);
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const dataSource = app.get(DataSource);
  return {
    app,
    config,
    database,
    url,
    dataSource,
    accounts: new Accounts(url, dataSource),
    get: (token) => app.get(token, { strict: false }),
    settled: () => settle(app, dataSource),
    async close() {
      await app.close();
      if (options.database === undefined) await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function settle(app: NestFastifyApplication, dataSource: DataSource): Promise<void> {
  const tail = app.get(LogTail, { strict: false });
  await until(async () => {
    const [row] = await dataSource.query<{ queued: string; position: string; unfiltered: number }[]>(
      `SELECT (SELECT count(*) FROM event_queue) AS queued, position, ${UNFILTERED} AS unfiltered FROM log_head`,
    );
    return row?.queued === '0' && row.unfiltered === 0 && Number(row.position) === tail.position;
  });
}

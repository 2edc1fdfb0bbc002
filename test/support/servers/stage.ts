import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { createApplication } from '../../../src/application.js';
import { AppConfig } from '../../../src/common/config.js';
import { LogTail } from '../../../src/events/log-tail.js';
import { Accounts } from '../people/accounts.js';
import { createDatabase, type TestDatabase } from '../database/database.js';
import { UNFILTERED } from '../database/settled.js';
import { connect, type ConnectOptions, type TestSocket } from '../sockets/socket.js';
import { until } from '../until.js';

export interface StartOptions {
  /** Several applications on one database: the caller drops it. */
  database?: TestDatabase;
  /** Called before the application listens, to put something of a test's own in place. */
  prepare?: (app: NestFastifyApplication) => Promise<void> | void;
  /** Left out: a free one. */
  port?: number;
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

export interface Parts {
  readonly app: NestFastifyApplication;
  readonly config: AppConfig;
  readonly database: TestDatabase;
  readonly dataSource: DataSource;
  /** Where it listens: `http://127.0.0.1:<port>`. */
  readonly url: string;
  readonly remove: () => Promise<void>;
}

/** The real application on a free port, over a database of its own unless the test passes one. */
export class Stage {
  readonly app: NestFastifyApplication;
  readonly config: AppConfig;
  readonly database: TestDatabase;
  readonly dataSource: DataSource;
  readonly url: string;
  readonly accounts: Accounts;

  protected constructor(private readonly parts: Parts) {
    this.app = parts.app;
    this.config = parts.config;
    this.database = parts.database;
    this.dataSource = parts.dataSource;
    this.url = parts.url;
    this.accounts = new Accounts(parts.url, parts.dataSource);
  }

  static async start(environment: Record<string, string> = {}, options: StartOptions = {}): Promise<Stage> {
    return new Stage(await Stage.launch(environment, options));
  }

  protected static async launch(environment: Record<string, string>, options: StartOptions): Promise<Parts> {
    const database = options.database ?? (await createDatabase());
    const dataDir = await mkdtemp(join(tmpdir(), 'carillon-data-'));
    const removeFolder = () => rm(dataDir, { recursive: true, force: true });
    const config = testConfig({ DATABASE_URL: database.url, DATA_DIR: dataDir, ...environment });
    const app = await createApplication(config).catch(async (error: unknown) => {
      await removeFolder();
      throw error;
    });
    await options.prepare?.(app);
    await app.listen(options.port ?? 0, '127.0.0.1');
    const remove = async () => {
      if (options.database === undefined) await database.drop();
      await removeFolder();
    };
    return { app, config, database, dataSource: app.get(DataSource), url: await app.getUrl(), remove };
  }

  get<T>(token: Type<T>): T {
    return this.app.get(token, { strict: false });
  }

  /** @returns a live socket of this person */
  connect({ token }: { token: string }, options: Omit<ConnectOptions, 'token'> = {}): Promise<TestSocket> {
    return connect(this.url, { token, ...options });
  }

  /** Waits until everything recorded is in the log, filters have run on it, and this process has passed it to its sockets. */
  async settled(): Promise<void> {
    const tail = this.get(LogTail);
    await until(async () => {
      const [row] = await this.dataSource.query<{ queued: string; position: string; unfiltered: number }[]>(
        `SELECT (SELECT count(*) FROM event_queue) AS queued, position, ${UNFILTERED} AS unfiltered FROM log_head`,
      );
      return row?.queued === '0' && row.unfiltered === 0 && Number(row.position) === tail.position;
    });
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.parts.remove();
  }
}

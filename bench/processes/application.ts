import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource, type QueryRunner } from 'typeorm';
import { createApplication } from '../../src/application.js';
import { AccessTokens } from '../../src/auth/access-tokens.js';
import { RefreshTokens } from '../../src/auth/refresh-tokens.js';
import { AppConfig } from '../../src/common/config.js';
import { listenForMany } from '../../src/common/http/shared-listening.js';
import { newId } from '../../src/common/ids.js';
import type { Role } from '../../src/common/visibility.js';
import { EmbeddedPostgres } from '../../src/database/embedded-postgres.js';
import { runMigrations } from '../../src/database/migrations.js';
import { BY_TIME, EVENT_LOG } from '../../src/database/partition-ranges.js';
import { findPostmaster } from '../../src/database/postmaster.js';
import { EventRecorder } from '../../src/events/event-recorder.js';
import { EventRetention } from '../../src/events/event-retention.js';
import { User } from '../../src/users/user.entity.js';
import { DeliveryWorker } from '../../src/webhooks/worker/delivery-worker.js';
import { SendScheduler } from '../../src/webhooks/worker/send-scheduler.js';
import { serve } from '../support/child.js';
import { endProfile, startProfile, type TimeSpent } from '../support/profile.js';

export interface Person {
  id: string;
  token: string;
}

const LIMITS_OFF = {
  RATE_LIMIT: '0',
  LOGIN_RATE_LIMIT: '0',
  API_KEY_RATE_LIMIT: '0',
  WEBHOOK_RATE_LIMIT: '0',
  // One person holds a thousand of them.
  SOCKET_LIMIT: '0',
};

let app: NestFastifyApplication;
/** None where the application has joined the database of another. */
let postgres: EmbeddedPostgres | undefined;
let folder: string;
let holder: QueryRunner | undefined;
let opening: Promise<unknown> | undefined;
let closing: Promise<void> | undefined;

/** The real application over a durable PostgreSQL of its own. */
const commands = {
  open(given: Opening): Promise<Opened> {
    const opened = open(given);
    opening = opened;
    return opened;
  },
  /** For a database beside the application's: the same tables. */
  async migrate(databaseUrl: string): Promise<void> {
    await runMigrations(databaseUrl);
  },
  /** One process more of the installation of another. @returns its URL */
  async join({ databaseUrl, environment }: { databaseUrl: string } & Opening): Promise<string> {
    folder = await mkdtemp(join(tmpdir(), 'carillon-bench-'));
    return listen(databaseUrl, environment);
  },
  close(): Promise<void> {
    closing ??= closeAll();
    return closing;
  },
  /** With sessions, but no password: hashing hundreds of them would take minutes. */
  async hire({ role, count }: { role: Role; count: number }): Promise<Person[]> {
    const people: Person[] = [];
    for (let index = 0; index < count; index += 1) people.push(await hireOne(role));
    return people;
  },
  /** Off: the route over entities that nothing watches. The dispatcher then has nothing to do. */
  record(isWanted: boolean): void {
    const { subscribers } = app.get(DataSource);
    const recorder = app.get(EventRecorder, { strict: false });
    const place = subscribers.indexOf(recorder);
    if (isWanted && place < 0) subscribers.push(recorder);
    if (!isWanted && place >= 0) subscribers.splice(place, 1);
  },
  /** Dispatchers wait for the row that gives positions, as for a process that is slow with its batch. */
  async holdDispatch(): Promise<void> {
    holder = app.get(DataSource).createQueryRunner();
    await holder.startTransaction();
    await holder.query('SELECT 1 FROM log_head FOR UPDATE');
  },
  async resumeDispatch(): Promise<void> {
    await holder?.rollbackTransaction();
    await holder?.release();
    holder = undefined;
  },
  async query(sql: string): Promise<Record<string, unknown>[]> {
    return app.get(DataSource).query<Record<string, unknown>[]>(sql);
  },
  /** Pausing leaves leases and memory as they are; what is in flight ends. */
  send(isWanted: boolean): void {
    const scheduler = app.get(SendScheduler, { strict: false });
    if (!isWanted) return scheduler.stop();
    scheduler.start();
    app.get(DeliveryWorker, { strict: false }).wake();
  },
  /** CPU of this process so far, in ms. */
  cpuMs(): number {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
  /** The most memory that this process ever held. */
  rssMb(): number {
    return process.resourceUsage().maxRSS / 1024;
  },
  /** Begins a CPU profile, or ends it. @returns at its end, where the time went */
  async profile(isWanted: boolean): Promise<TimeSpent | undefined> {
    if (!isWanted) return endProfile();
    await startProfile();
    return undefined;
  },
  /** In bytes. */
  memory(): { rss: number; heap: number } {
    const { rss, heapUsed } = process.memoryUsage();
    return { rss, heap: heapUsed };
  },
  /** What a server does every hour: makes partitions ahead, raises the floor of the log, drops what is past retention. */
  async maintain(): Promise<void> {
    await app.get(EventRetention, { strict: false }).hourly();
  },
  collect(): void {
    globalThis.gc?.();
  },
};
export type ApplicationCommands = typeof commands;

interface Opening {
  environment: Record<string, string>;
  postgresFlags?: string[];
  partitions?: PartitionSizes;
}

/** Instead of weeks and millions, so that a run of minutes sees them come and go. */
export interface PartitionSizes {
  ms: number;
  positions: number;
}

interface Opened {
  url: string;
  databaseUrl: string;
  postgresPid: number;
}

/** Before the tables are made; from then on the application makes all of them so by itself. */
function cutPartitions({ ms, positions }: PartitionSizes): void {
  for (const table of BY_TIME) Object.assign(table, { width: BigInt(ms) << 80n });
  Object.assign(EVENT_LOG, { width: BigInt(positions) });
}

/** With a PostgreSQL of its own. */
async function open({ environment, postgresFlags = [], partitions }: Opening): Promise<Opened> {
  if (partitions !== undefined) cutPartitions(partitions);
  folder = await mkdtemp(join(tmpdir(), 'carillon-bench-'));
  // As root the server runs as another user, who must get through.
  await chmod(folder, 0o711);
  const dataDir = join(folder, 'postgres');
  const flags = (process.env['BENCH_POSTGRES_FLAGS'] ?? '').split(' ').filter((flag) => flag !== '');
  postgres = await EmbeddedPostgres.start({ dataDir, flags: [...flags, ...postgresFlags] });
  const { url: databaseUrl } = postgres;
  await runMigrations(databaseUrl);
  const postmaster = await findPostmaster(join(dataDir, 'cluster'));
  return { url: await listen(databaseUrl, environment), databaseUrl, postgresPid: postmaster?.pid ?? 0 };
}

async function listen(databaseUrl: string, environment: Record<string, string>): Promise<string> {
  app = await createApplication(config({ DATABASE_URL: databaseUrl, ...environment }));
  await listenForMany(app, { port: 0, host: '127.0.0.1' });
  return app.getUrl();
}

async function closeAll(): Promise<void> {
  // The parent may have been killed meanwhile.
  await opening?.catch(() => undefined);
  await app?.close();
  await postgres?.stop();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
}

async function hireOne(role: Role): Promise<Person> {
  const user = await app.get(DataSource).transaction(async (manager) => {
    const fields = { email: `${newId()}@example.com`, name: `Some ${role}`, role, companyId: null, active: true };
    return manager.save(manager.create(User, { ...fields, passwordHash: 'none' }));
  });
  const { manager } = app.get(DataSource);
  const { sessionId } = await app.get(RefreshTokens, { strict: false }).open(manager, user.id);
  return { id: user.id, token: app.get(AccessTokens, { strict: false }).issue(user.id, sessionId) };
}

function config(environment: Record<string, string>): AppConfig {
  return new AppConfig({
    DATA_DIR: folder,
    PORT: '0',
    HOST: '127.0.0.1',
    LOG_LEVEL: 'warn',
    LOG_FORMAT: 'json',
    JWT_SECRET: 'a key for benchmarks, of at least thirty-two bytes',
    SECRETS_KEY: 'another key for benchmarks, of at least thirty-two bytes',
    JWT_EXPIRES_IN: '12h',
    ...LIMITS_OFF,
    ...environment,
  });
}

serve(commands, () => commands.close());

import { randomBytes } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { keptSecret } from '../common/kept-secret.js';
import { openClusterFolder, type ClusterFolder } from './cluster-folder.js';
import { DataFolderInUse, PostgresDidNotStart, PostgresPasswordRefused } from './embedded-postgres-errors.js';
import { giveTo } from './postgres-account.js';
import { ensureCluster, launchPostgres, type LaunchOptions } from './postgres-launch.js';
import { findPostmaster, stopPostmaster, type Postmaster, type StopTimes } from './postmaster.js';
import { withStartLock } from './start-lock.js';
import { hasCode, isAlive, ownIdentity } from './system-process.js';

const DATABASE = 'carillon';
const POLL_MS = 25;
/** How long an existing server may take to recover or to stop. */
const SETTLE_MS = 300_000;
const CONNECT_MS = 5_000;

export interface EmbeddedPostgresOptions {
  /** Created when missing; holds the cluster, its password (mode 0600), its log and its owner. */
  readonly dataDir: string;
  readonly log?: (line: string) => void;
  /** Left out: a free one. Like `flags`, it applies only to a server that this start launches. */
  readonly port?: number;
  /** More arguments for `postgres`, e.g. `['-c', 'work_mem=64MB']`, except the port. */
  readonly flags?: readonly string[];
  /** False: refused while another live process owns the cluster, because that process stops the cluster when it ends. */
  readonly mayAttach?: boolean;
}

/** A running server on the given data folder that accepts connections. */
type Listening = Postmaster & { readonly port: number };
type Running = Listening & { readonly password: string };

/**
 * PostgreSQL from npm packages, on 127.0.0.1 and its own port. One live process owns and stops it; a command on the
 * same folder attaches for a while, a second server is refused. A server that outlived its owner is taken over; one
 * that died with it is started again.
 */
export class EmbeddedPostgres {
  private stopping: Promise<void> | undefined;

  private constructor(
    private readonly folder: ClusterFolder,
    private readonly running: Running,
    /** False: another live process owns the server, and `stop()` leaves it running. */
    readonly owned: boolean,
  ) {}

  /** With the superuser's password. */
  get url(): string {
    return databaseUrl(this.running, DATABASE);
  }

  get port(): number {
    return this.running.port;
  }

  /**
   * @throws DataFolderInUse, DataFolderNotReachable, NoAccountForPostgres, PostgresNotInstalled, PostgresDidNotStart,
   *   PostgresPasswordRefused
   */
  static async start(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
    const folder = await openClusterFolder(options.dataDir);
    return withStartLock(folder.lockFile, async () => {
      if (options.mayAttach === false) await assertNotInUse(folder);
      const password = await keptSecret(folder.passwordFile, () => randomBytes(24).toString('hex'));
      await giveTo(folder.account, folder.passwordFile);
      const adopted = await settledPostmaster(folder.cluster);
      const running: Running = { ...(adopted ?? (await launch(folder, options))), password };
      const owned = adopted === undefined || !(await hasLiveOwner(folder));
      await ensureDatabase(running, folder).catch(async (error: unknown) => {
        if (adopted === undefined) await stopPostmaster(folder, running);
        throw error;
      });
      if (owned) await writeOwner(folder);
      options.log?.(`PostgreSQL ${wayOfStart(adopted, owned)} on 127.0.0.1:${running.port}, pid ${running.pid}`);
      return new EmbeddedPostgres(folder, running, owned);
    });
  }

  /** Waits until the server is gone. Can be called again; a server that another process owns by now is left alone. */
  async stop(times?: StopTimes): Promise<void> {
    this.stopping ??= this.owned ? withStartLock(this.folder.lockFile, () => this.stopOwned(times)) : Promise.resolve();
    return this.stopping;
  }

  private async stopOwned(times: StopTimes | undefined): Promise<void> {
    if ((await readOwner(this.folder)) !== (await ownIdentity())) return;
    await stopPostmaster(this.folder, this.running, times);
    await rm(this.folder.ownerFile, { force: true });
  }
}

/** Waits while an existing server recovers or stops; undefined: there is none. */
async function settledPostmaster(cluster: string): Promise<Listening | undefined> {
  const deadline = performance.now() + SETTLE_MS;
  for (;;) {
    const found = await findPostmaster(cluster);
    if (found === undefined) return undefined;
    if (found.isReady && found.port !== undefined) return { ...found, port: found.port };
    if (performance.now() > deadline) throw new PostgresDidNotStart(`pid ${found.pid} neither starts nor stops`, '');
    await delay(POLL_MS);
  }
}

async function launch(folder: ClusterFolder, options: LaunchOptions): Promise<Listening> {
  await ensureCluster(folder);
  const { port, ...postmaster } = await launchPostgres(folder, options);
  if (port === undefined) throw new PostgresDidNotStart('it names no port', '');
  return { ...postmaster, port };
}

/** Also proves that this is the right server: no other accepts the password. */
async function ensureDatabase(running: Running, folder: ClusterFolder): Promise<void> {
  const client = new Client({
    connectionString: databaseUrl(running, 'postgres'),
    connectionTimeoutMillis: CONNECT_MS,
  });
  try {
    await client.connect();
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } catch (error) {
    if (hasCode(error, '28P01')) {
      throw new PostgresPasswordRefused(folder.passwordFile);
    }
    throw error;
  } finally {
    await client.end();
  }
}

function databaseUrl(running: Running, database: string): string {
  return `postgres://postgres:${running.password}@127.0.0.1:${running.port}/${database}`;
}

/** @throws DataFolderInUse */
async function assertNotInUse(folder: ClusterFolder): Promise<void> {
  const owner = await readOwner(folder);
  if (owner === undefined || owner === (await ownIdentity()) || !(await isAlive(owner))) return;
  throw new DataFolderInUse(folder.root, Number.parseInt(owner, 10));
}

async function hasLiveOwner(folder: ClusterFolder): Promise<boolean> {
  const owner = await readOwner(folder);
  return owner !== undefined && isAlive(owner);
}

async function readOwner(folder: ClusterFolder): Promise<string | undefined> {
  return readFile(folder.ownerFile, 'utf8').catch(() => undefined);
}

async function writeOwner(folder: ClusterFolder): Promise<void> {
  const draft = `${folder.ownerFile}.new`;
  await writeFile(draft, await ownIdentity(), { mode: 0o600 });
  await rename(draft, folder.ownerFile);
}

function wayOfStart(adopted: Listening | undefined, owned: boolean): string {
  if (adopted === undefined) return 'started';
  return owned ? 'taken over' : 'attached';
}

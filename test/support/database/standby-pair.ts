import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, chmod, chown, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openClusterFolder, type ClusterFolder } from '../../../src/database/cluster-folder.js';
import { EmbeddedPostgres } from '../../../src/database/embedded-postgres.js';
import { freePort } from '../network/free-port.js';
import { DatabaseView } from './settled.js';
import { until } from '../until.js';

const run = promisify(execFile);
const START_MS = 60_000;

interface Member {
  readonly child: ChildProcess;
  readonly url: string;
  readonly host: string;
}

export interface PairOptions {
  /** A commit waits for the standby, so that a failover loses nothing. */
  readonly isSynchronous: boolean;
}

/** A PostgreSQL and its streaming standby, on this machine; the primary can be killed and the standby promoted. */
export class StandbyPair {
  private constructor(
    private readonly folder: string,
    private readonly primary: Member,
    private readonly standby: Member,
  ) {}

  static async start({ isSynchronous }: PairOptions): Promise<StandbyPair> {
    const folder = await mkdtemp(join(tmpdir(), 'carillon-standby-'));
    // PostgreSQL runs as another user when this one is root.
    await chmod(folder, 0o711);
    const made = await EmbeddedPostgres.start({ dataDir: join(folder, 'a') });
    const { url } = made;
    await made.stop();
    await run('cp', ['-a', join(folder, 'a'), join(folder, 'b')]);
    const [a, b] = [await openClusterFolder(join(folder, 'a')), await openClusterFolder(join(folder, 'b'))];
    const [portA, portB] = [await freePort(), await freePort()];
    await follow(b.cluster, portA, new URL(url).password);
    const flags = isSynchronous ? ['-c', 'synchronous_standby_names=*'] : [];
    const primary = await launch(a, { url, port: portA, flags });
    const standby = await launch(b, { url, port: portB, flags: [] });
    const pair = new StandbyPair(folder, primary, standby);
    await pair.isStreaming();
    return pair;
  }

  /** Both hosts, as in `DATABASE_URL`. */
  get url(): string {
    const { host } = this.primary;
    return this.primary.url.replace(`@${host}/`, `@${host},${this.standby.host}/`);
  }

  get primaryUrl(): string {
    return this.primary.url;
  }

  get standbyUrl(): string {
    return this.standby.url;
  }

  /** Everything that is committed by now reaches the standby; what follows does not. */
  async cutReplication(): Promise<void> {
    const [row] = await onServer(this.primary.url, (view) =>
      view.rows<{ lsn: string }>('SELECT pg_current_wal_insert_lsn()::text AS lsn'),
    );
    await onServer(this.standby.url, async (view) => {
      const sql = 'SELECT pg_last_wal_replay_lsn() >= $1::pg_lsn AS has_it';
      await until(async () => (await view.rows<{ has_it: boolean }>(sql, [row?.lsn]))[0]?.has_it === true);
      await view.rows(`ALTER SYSTEM SET primary_conninfo = ''`);
      await view.rows('SELECT pg_reload_conf()');
      await until(async () => (await view.rows('SELECT 1 FROM pg_stat_wal_receiver')).length === 0);
    });
  }

  /** The primary is killed, the standby takes over. */
  async failOver(): Promise<void> {
    const exit = once(this.primary.child, 'exit');
    this.primary.child.kill('SIGKILL');
    await exit;
    await onServer(this.standby.url, (view) => view.rows('SELECT pg_promote(true, 60)'));
  }

  async stop(): Promise<void> {
    for (const { child } of [this.primary, this.standby]) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const exit = once(child, 'exit');
      child.kill('SIGQUIT');
      await exit;
    }
    await rm(this.folder, { recursive: true, force: true });
  }

  private async isStreaming(): Promise<void> {
    const sql = `SELECT 1 FROM pg_stat_replication WHERE state = 'streaming'`;
    await onServer(this.primary.url, (view) =>
      until(async () => (await view.rows(sql)).length > 0, { timeoutMs: START_MS }),
    );
  }
}

async function follow(cluster: string, port: number, password: string): Promise<void> {
  const { uid, gid } = await stat(cluster);
  const signal = join(cluster, 'standby.signal');
  await writeFile(signal, '', { mode: 0o600 });
  await chown(signal, uid, gid);
  const way = `host=127.0.0.1 port=${port} user=postgres password=${password}`;
  await appendFile(join(cluster, 'postgresql.auto.conf'), `primary_conninfo = '${way}'\n`);
}

async function launch(
  folder: ClusterFolder,
  { url, port, flags }: { url: string; port: number; flags: readonly string[] },
): Promise<Member> {
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200'];
  const child = spawn(
    folder.binaries.postgres,
    ['-D', folder.cluster, ...settings.flatMap((setting) => ['-c', setting]), ...flags],
    { ...folder.account, cwd: folder.root, env: { LC_ALL: 'C', PATH: process.env['PATH'] }, stdio: 'ignore' },
  );
  const address = new URL(url);
  address.port = `${port}`;
  const answers = () =>
    onServer(address.href, (view) => view.rows('SELECT 1')).then(
      () => true,
      () => false,
    );
  await until(answers, { timeoutMs: START_MS, describe: () => `${folder.cluster} does not answer` });
  return { child, url: address.href, host: address.host };
}

async function onServer<T>(url: string, work: (view: DatabaseView) => Promise<T>): Promise<T> {
  const view = await DatabaseView.open(url);
  try {
    return await work(view);
  } finally {
    await view.close();
  }
}

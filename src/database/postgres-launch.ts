import { execFile, spawn } from 'node:child_process';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { ClusterFolder } from './cluster-folder.js';
import { PostgresDidNotStart } from './embedded-postgres-errors.js';
import { giveTo } from './postgres-account.js';
import { findPostmaster, type Postmaster } from './postmaster.js';

const run = promisify(execFile);

const POLL_MS = 25;
/** Recovery after a crash replays at most a few checkpoints' worth of log. */
const START_MS = 300_000;
/**
 * Servers killed with SIGKILL leave sessions behind that notice only after a moment; until then no new server may
 * start.
 */
const RETRY_MS = 30_000;
const WORTH_ANOTHER_TRY = /shared memory block .* is still in use|could not create any TCP\/IP sockets/s;
const LOG_LIMIT_BYTES = 10_000_000;
const LAST_LINES = 15;

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  // A socket's path has a length limit that deep folders break, and nothing here needs one.
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '192MB',
  max_wal_size: '2GB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Durability stays at PostgreSQL's defaults: what was committed survives a power cut.
};

export interface LaunchOptions {
  /** Left out: a free one. */
  readonly port?: number;
  readonly flags?: readonly string[];
}

/** English messages, because they are compared. None of the caller's PG* variables either. */
const ENVIRONMENT = { LC_ALL: 'C', PATH: '/usr/local/bin:/usr/bin:/bin' };

/** Creates the data directory if there is none. It appears whole or not at all, even when this process is killed. */
export async function ensureCluster(folder: ClusterFolder): Promise<void> {
  if ((await stat(folder.cluster).catch(() => undefined)) !== undefined) {
    await giveTo(folder.account, folder.cluster);
    return;
  }
  const draft = `${folder.cluster}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  await giveTo(folder.account, draft);
  // The builtin locale is part of the server, so it exists everywhere, and unlike C it folds non-ASCII letters.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${folder.passwordFile}`];
  try {
    await run(folder.binaries.initdb, ['-D', draft, ...locale, ...access], {
      ...folder.account,
      cwd: folder.root,
      env: ENVIRONMENT,
    });
  } catch (error) {
    throw new PostgresDidNotStart('initdb failed', outputOf(error));
  }
  await rename(draft, folder.cluster);
}

/**
 * Starts the server and waits until it accepts connections.
 *
 * @throws PostgresDidNotStart with the last lines of its log
 */
export async function launchPostgres(folder: ClusterFolder, options: LaunchOptions): Promise<Postmaster> {
  const deadline = performance.now() + RETRY_MS;
  for (;;) {
    const outcome = await launchOnce(folder, options);
    if ('pid' in outcome) return outcome;
    const isHopeless = !WORTH_ANOTHER_TRY.test(outcome.log) || performance.now() > deadline;
    if (isHopeless) throw new PostgresDidNotStart(outcome.problem, outcome.log);
    await delay(POLL_MS * 4);
  }
}

async function launchOnce(
  folder: ClusterFolder,
  options: LaunchOptions,
): Promise<Postmaster | { problem: string; log: string }> {
  const log = await openLog(folder);
  let problem: string | undefined;
  try {
    const port = options.port ?? (await freePort());
    const child = spawn(folder.binaries.postgres, serverArguments(folder.cluster, port, options.flags ?? []), {
      ...folder.account,
      cwd: folder.root,
      env: ENVIRONMENT,
      // A process group of its own: Ctrl-C on the terminal must not stop the database before this process has shut
      // down.
      detached: true,
      stdio: ['ignore', log.handle.fd, log.handle.fd],
    });
    child.once('error', (error) => (problem = error.message));
    child.once('exit', (code, signal) => (problem = `it ended with ${signal ?? `code ${code}`}`));
    // It does not keep this process alive; the next start takes it over.
    child.unref();
    const deadline = performance.now() + START_MS;
    while (problem === undefined) {
      const postmaster = await findPostmaster(folder.cluster);
      // Compared by the port too: in a restarted container, the stale file often names the pid that the new server
      // gets.
      if (postmaster?.isReady && postmaster.pid === child.pid && postmaster.port === port) return postmaster;
      if (performance.now() > deadline) problem = `it was not ready after ${START_MS / 1000} s`;
      await delay(POLL_MS);
    }
  } finally {
    await log.handle.close();
  }
  return { problem, log: await lastLines(folder.logFile, log.start) };
}

function serverArguments(cluster: string, port: number, flags: readonly string[]): string[] {
  const settings = Object.entries({ ...SETTINGS, port: `${port}` });
  return ['-D', cluster, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`]), ...flags];
}

async function openLog(folder: ClusterFolder) {
  const size = await stat(folder.logFile).then(
    (file) => file.size,
    () => 0,
  );
  if (size > LOG_LIMIT_BYTES) await rename(folder.logFile, `${folder.logFile}.1`);
  const handle = await open(folder.logFile, 'a', 0o600);
  await giveTo(folder.account, folder.logFile);
  return { handle, start: (await handle.stat()).size };
}

async function lastLines(path: string, from: number): Promise<string> {
  const text = (await readFile(path)).subarray(from).toString('utf8');
  return text.trimEnd().split('\n').slice(-LAST_LINES).join('\n');
}

/** Another program may take the port first; then the start is tried again with another one. */
async function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/** The output of a failed program; its long command line only when there was no output. */
function outputOf(error: unknown): string {
  const stderr = typeof error === 'object' && error !== null && 'stderr' in error ? String(error.stderr) : '';
  return stderr.trim() === '' ? String(error) : stderr;
}

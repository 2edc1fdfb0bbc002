import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { platform } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { ClusterFolder } from './cluster-folder.js';
import { commandLine, isAlive, isPidTaken, processIdentity } from './system-process.js';

const run = promisify(execFile);

const POLL_MS = 25;
/** The checkpoint of a fast shutdown takes seconds at most; after this the crash-safe immediate shutdown follows. */
const FAST_STOP_MS = 45_000;
const IMMEDIATE_STOP_MS = 15_000;
const KILL_MS = 2_000;

/** A running server on the given data folder. */
export interface Postmaster {
  readonly pid: number;
  readonly identity: string;
  /** Undefined while it starts. */
  readonly port: number | undefined;
  /** It accepts connections; otherwise it starts, recovers or stops. */
  readonly isReady: boolean;
}

interface PidFile {
  readonly pid: number;
  readonly dataDir: string;
  readonly port: number | undefined;
  readonly status: string;
}

/**
 * The server that runs on this data folder, if any. Recognises a stale `postmaster.pid` of a killed server, even when
 * its pid belongs to another process by now, or to a zombie. PostgreSQL would refuse to start beside such a pid, so the
 * file is removed. Sessions that outlive their server are still found, by their shared memory.
 */
export async function findPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const file = await readPidFile(cluster);
  if (file === undefined) return undefined;
  const identity = await processIdentity(file.pid);
  if (identity !== undefined && (await servesFolder(file, cluster))) {
    return { pid: file.pid, identity, port: file.port, isReady: file.status === 'ready' };
  }
  // Read again: a file that a server has written meanwhile must not be removed.
  const now = await readPidFile(cluster);
  if (now?.pid === file.pid && isPidTaken(file.pid)) await rm(join(cluster, 'postmaster.pid'), { force: true });
  return undefined;
}

/** How long each way of stopping may take before the harder one. */
export interface StopTimes {
  readonly fastMs: number;
  readonly immediateMs: number;
}

/**
 * Stops it without committing anything half done and waits until it is gone; sessions are cut off.
 *
 * @throws Error when it does not stop
 */
export async function stopPostmaster(
  folder: ClusterFolder,
  postmaster: Postmaster,
  { fastMs, immediateMs }: StopTimes = { fastMs: FAST_STOP_MS, immediateMs: IMMEDIATE_STOP_MS },
): Promise<void> {
  if (platform() === 'win32') {
    // Windows has no signals: process.kill would end it like a crash.
    await run(folder.binaries.pgCtl, ['stop', '-D', folder.cluster, '-m', 'fast', '-w']);
    return;
  }
  for (const [signal, waitMs] of [
    ['SIGINT', fastMs],
    ['SIGQUIT', immediateMs],
    // A stopped process (SIGSTOP) reacts to nothing else. The write-ahead log makes this as safe as a crash.
    ['SIGKILL', KILL_MS],
  ] as const) {
    if (!(await isAlive(postmaster.identity))) return;
    process.kill(postmaster.pid, signal);
    if (await isGoneWithin(postmaster, waitMs)) return;
  }
  throw new Error(`The embedded PostgreSQL (pid ${postmaster.pid}) did not stop.`);
}

async function isGoneWithin(postmaster: Postmaster, waitMs: number): Promise<boolean> {
  const deadline = performance.now() + waitMs;
  while (await isAlive(postmaster.identity)) {
    if (performance.now() > deadline) return false;
    await delay(POLL_MS);
  }
  return true;
}

async function servesFolder(file: PidFile, cluster: string): Promise<boolean> {
  const command = await commandLine(file.pid);
  // Where the system does not say (Windows), the next connection proves it or fails.
  if (command === undefined) return true;
  if (!command.includes(file.dataDir)) return false;
  if (file.dataDir === cluster) return true;
  // The folder was moved under a running server, or copied from one. A copied pid file describes the original's server.
  const original = await readPidFile(file.dataDir);
  return original?.pid !== file.pid;
}

/** By line: pid, data directory, start time, port, socket folder, listen address, shared memory key, status. */
async function readPidFile(cluster: string): Promise<PidFile | undefined> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Math.abs(Number.parseInt(lines[0] ?? '', 10));
  if (!(pid > 0)) return undefined;
  const port = Number.parseInt(lines[3] ?? '', 10);
  return { pid, dataDir: lines[1] ?? '', port: port > 0 ? port : undefined, status: (lines[7] ?? '').trim() };
}

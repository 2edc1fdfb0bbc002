import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { hasCode, isAlive, ownIdentity } from './system-process.js';

const POLL_MS = 25;
/** Longer than any start that is not a recovery of many gigabytes. */
const WAIT_MS = 120_000;
/** An empty file this old was left by a process that died between making and writing it. */
const EMPTY_IS_STALE_MS = 5_000;

/**
 * Runs `work` while no other process runs its own under the same lock file. A lock whose holder is dead does not count.
 *
 * @throws Error when a live process holds it for two minutes
 */
export async function withStartLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + WAIT_MS;
  while (!(await tryLock(path))) {
    await breakStaleLock(path);
    if (performance.now() > deadline) throw new Error(`Another process holds ${path} for too long.`);
    await delay(POLL_MS);
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function tryLock(path: string): Promise<boolean> {
  try {
    await writeFile(path, await ownIdentity(), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

async function breakStaleLock(path: string): Promise<void> {
  const holder = await readOrGone(path);
  if (holder === undefined || !(await isStale(path, holder))) return;
  const aside = `${path}.${randomUUID()}`;
  const moved = await rename(path, aside).catch(() => 'gone');
  if (moved === 'gone') return;
  // Another process may have replaced it since it was read: then that process's lock is put back. PostgreSQL's own lock of
  // its data folder decides the rest of the race.
  if ((await readOrGone(aside)) !== holder) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
}

async function isStale(path: string, holder: string): Promise<boolean> {
  if (holder !== '') return !(await isAlive(holder));
  const age = await stat(path).then(
    (file) => Date.now() - file.mtimeMs,
    () => 0,
  );
  return age > EMPTY_IS_STALE_MS;
}

async function readOrGone(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}

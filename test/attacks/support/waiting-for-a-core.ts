import { readdirSync, readFileSync } from 'node:fs';

/** By thread: how long it was ready to run and had no core, since its start, in milliseconds. */
type Waits = ReadonlyMap<string, number>;

/** Of all threads of a process; none where the system does not tell. */
function waitsOf(pid: number): Waits {
  try {
    return new Map(readdirSync(`/proc/${pid}/task`).map((thread) => [thread, waitOf(pid, thread)]));
  } catch {
    return new Map();
  }
}

function waitOf(pid: number, thread: string): number {
  try {
    return Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[1]) / 1e6;
  } catch {
    // It ended meanwhile.
    return 0;
  }
}

/**
 * Measures what the machine made a process late with, whatever the process does: the longest wait of one of its threads for a
 * core. The main thread waits for the others when they collect its garbage.
 *
 * @returns to be called at the end: milliseconds
 */
export function waitForCores(pid: number): () => number {
  const before = waitsOf(pid);
  return () => Math.max(0, ...[...waitsOf(pid)].map(([thread, ms]) => ms - (before.get(thread) ?? 0)));
}

/** How long the main thread of a process waited for a core since its start, in milliseconds. */
export function waitedForCoreMs(pid: number): number {
  return waitOf(pid, `${pid}`);
}

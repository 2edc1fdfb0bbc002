import { readFileSync } from 'node:fs';

/**
 * How long the main thread of a process was ready to run and had no core, since its start, in milliseconds. That time is
 * the machine's fault, whatever the process does. 0 where the system does not tell.
 */
export function waitedForCoreMs(pid: number): number {
  try {
    const [, waitedNs] = readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ');
    return Number(waitedNs) / 1e6;
  } catch {
    return 0;
  }
}

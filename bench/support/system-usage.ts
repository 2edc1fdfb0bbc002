import { readFile, writeFile } from 'node:fs/promises';

/** What Linux counts in, on every platform that Node runs on. */
const MS_PER_TICK = 10;

/** CPU milliseconds of a process and all that it started, those included that have ended. Nothing without /proc. */
export async function treeCpuMs(pid: number): Promise<number> {
  const own = await ticks(pid, 17);
  const list = await read(`/proc/${pid}/task/${pid}/children`);
  const children = list.split(' ').filter((child) => child !== '');
  const theirs = await Promise.all(children.map((child) => ticks(Number(child), 15)));
  return theirs.reduce((sum, one) => sum + one, own) * MS_PER_TICK;
}

/** The most memory it ever had resident since `forgetPeak`, in bytes. */
export async function peakRss(pid: number): Promise<number> {
  return kilobytes(pid, 'VmHWM');
}

export async function currentRss(pid: number): Promise<number> {
  return kilobytes(pid, 'VmRSS');
}

export async function forgetPeak(pid: number): Promise<void> {
  await writeFile(`/proc/${pid}/clear_refs`, '5').catch(() => undefined);
}

/** Fields 14 and 15 of `stat` are its own user and system time, 16 and 17 those of the children that it has waited for. */
async function ticks(pid: number, lastField: number): Promise<number> {
  const stat = await read(`/proc/${pid}/stat`);
  // The name in parentheses may hold anything; field 3 follows it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields.slice(14 - 3, lastField - 2).reduce((sum, field) => sum + Number(field), 0);
}

async function kilobytes(pid: number, name: string): Promise<number> {
  const found = new RegExp(`${name}:\\s+(\\d+) kB`).exec(await read(`/proc/${pid}/status`));
  return Number(found?.[1] ?? Number.NaN) * 1024;
}

async function read(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}

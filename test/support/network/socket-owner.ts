import { readdir, readFile, readlink } from 'node:fs/promises';

/** Columns of a line of `/proc/net/tcp`. */
const LOCAL_ADDRESS = 1;
const INODE = 9;

/**
 * Which of these processes has the connection with this port at its own end. Linux only.
 *
 * @throws Error when none of them has it
 */
export async function ownerOfPort(port: number, pids: readonly number[]): Promise<number> {
  const inodes = await inodesOf(port);
  for (const pid of pids) {
    for (const file of await readdir(`/proc/${pid}/fd`)) {
      const target = await readlink(`/proc/${pid}/fd/${file}`).catch(() => '');
      if (inodes.some((inode) => target === `socket:[${inode}]`)) return pid;
    }
  }
  throw new Error(`None of the processes ${pids.join(', ')} has a connection from port ${port}.`);
}

/** Of sockets whose local port it is. */
async function inodesOf(port: number): Promise<string[]> {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const tables = await Promise.all(['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8')));
  return tables
    .flatMap((table) => table.split('\n').slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter((columns) => columns[LOCAL_ADDRESS]?.endsWith(suffix))
    .flatMap((columns) => columns[INODE] ?? []);
}

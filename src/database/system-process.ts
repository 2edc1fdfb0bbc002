import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { platform } from 'node:os';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Distinguishes a process from any other with the same pid, past or future: pids repeat almost surely when a container
 * restarts. Undefined: there is no such process (a zombie counts as gone).
 */
export async function processIdentity(pid: number): Promise<string | undefined> {
  if (platform() === 'linux') return linuxIdentity(pid);
  if (!isPidTaken(pid)) return undefined;
  if (platform() === 'win32') return `${pid}`;
  const started = await psColumn(pid, 'lstart');
  return started === undefined ? undefined : `${pid} ${started}`;
}

/** The arguments joined by spaces; undefined when this system does not show them. */
export async function commandLine(pid: number): Promise<string | undefined> {
  if (platform() === 'win32') return undefined;
  if (platform() !== 'linux') return psColumn(pid, 'command');
  // Not /proc/<pid>/cwd: in a container, root may not read that of another user's process.
  const text = await readOptional(`/proc/${pid}/cmdline`);
  return text?.replaceAll('\0', ' ');
}

/** Whether the process with this identity (its first word is the pid) still lives. */
export async function isAlive(identity: string): Promise<boolean> {
  const pid = Number.parseInt(identity, 10);
  return pid > 0 && (await processIdentity(pid)) === identity;
}

/** The identity of this very process. */
export async function ownIdentity(): Promise<string> {
  return (await processIdentity(process.pid)) ?? `${process.pid}`;
}

/** True for a zombie too. */
export function isPidTaken(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}

/** Not by `instanceof Error`: Node's own errors are of another realm in Jest. */
export function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}

async function linuxIdentity(pid: number): Promise<string | undefined> {
  const stat = await readOptional(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  // The name in parentheses may itself contain spaces and parentheses; the state follows the last one.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
  const boot = await readOptional('/proc/sys/kernel/random/boot_id');
  return `${pid} ${fields[19]} ${boot?.trim() ?? ''}`;
}

async function readOptional(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
}

async function psColumn(pid: number, column: string): Promise<string | undefined> {
  try {
    const { stdout } = await run('ps', ['-o', `${column}=`, '-p', `${pid}`]);
    return stdout.trim() || undefined;
  } catch {
    return undefined;
  }
}

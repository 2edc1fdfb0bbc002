import { execFile } from 'node:child_process';
import { chmod, chown, mkdir, realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { DataFolderNotReachable, NoAccountForPostgres } from './embedded-postgres-errors.js';

const run = promisify(execFile);

const ACCOUNTS = ['carillon-postgres', 'postgres'] as const;
const NEW_ACCOUNT = ACCOUNTS[0];

/** The PATH of a root shell: useradd lies in sbin, which not every PATH has. */
const SYSTEM_PATH = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' };

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The account that runs PostgreSQL, which refuses to run as root. Undefined: the present user, who is not root.
 *
 * @param cluster if it exists and another account owns it, the owner stays
 * @throws NoAccountForPostgres
 */
export async function postgresAccount(cluster: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = await stat(cluster).catch(() => undefined);
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return (await existingAccount()) ?? (await makeAccount());
}

/** Makes the folder; as root, one that other users can enter, whatever the umask says. */
export async function makeReachableFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined || process.getuid?.() !== 0) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) await chmod(made, 0o755);
}

/**
 * @param account undefined: nothing to check
 * @throws DataFolderNotReachable that names the first folder on the way to one of `paths` that the account cannot enter
 */
export async function assertReachable(account: Account | undefined, paths: readonly string[]): Promise<void> {
  if (account === undefined) return;
  for (const path of paths) {
    // PostgreSQL walks both paths: the one as written and, with symbolic links, the real one.
    const folders = [...foldersAbove(path), ...foldersAbove(join(await realpath(dirname(path)), 'entry'))];
    const blocked = await firstNotEnterable(account, [...new Set(folders)]);
    if (blocked !== undefined) throw new DataFolderNotReachable(blocked, path);
  }
}

/** Gives the folder and its content to the account. */
export async function giveTo(account: Account | undefined, path: string): Promise<void> {
  if (account === undefined) return;
  const found = await stat(path);
  if (found.uid === account.uid) return;
  if (found.isDirectory()) await run('chown', ['-R', `${account.uid}:${account.gid}`, path], { env: SYSTEM_PATH });
  else await chown(path, account.uid, account.gid);
}

async function existingAccount(): Promise<Account | undefined> {
  for (const name of ACCOUNTS) {
    try {
      const uid = await run('id', ['-u', name], { env: SYSTEM_PATH });
      const gid = await run('id', ['-g', name], { env: SYSTEM_PATH });
      return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
    } catch {
      // There is no such user.
    }
  }
  return undefined;
}

async function makeAccount(): Promise<Account> {
  const options = [
    '--system',
    '--user-group',
    '--no-create-home',
    '--home-dir',
    '/nonexistent',
    '--shell',
    '/bin/false',
  ];
  const failure = await run('useradd', [...options, NEW_ACCOUNT], { env: SYSTEM_PATH }).then(
    () => undefined,
    (error: unknown) => error,
  );
  // Looked up even after a failure: another process may have created it at the same moment.
  const account = await existingAccount();
  if (account === undefined) throw new NoAccountForPostgres(NEW_ACCOUNT, failure);
  return account;
}

function foldersAbove(path: string): string[] {
  const folders: string[] = [];
  for (let folder = dirname(path); !folders.includes(folder); folder = dirname(folder)) folders.unshift(folder);
  return folders;
}

/** Asks the system instead of computing from mode bits, which ignore access lists and mount options. */
async function firstNotEnterable(account: Account, folders: string[]): Promise<string | undefined> {
  const script = 'for folder; do [ -x "$folder" ] || { printf %s "$folder"; exit 0; }; done';
  const { stdout } = await run('/bin/sh', ['-c', script, 'sh', ...folders], { ...account, cwd: '/', env: SYSTEM_PATH });
  return stdout === '' ? undefined : stdout;
}

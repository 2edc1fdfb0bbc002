import { realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { assertReachable, makeReachableFolder, postgresAccount, type Account } from './postgres-account.js';
import { postgresBinaries, type PostgresBinaries } from './postgres-binaries.js';

/** What a start needs to know: where everything is, and who runs it. */
export interface ClusterFolder {
  readonly root: string;
  /** PostgreSQL's own data directory. */
  readonly cluster: string;
  readonly ownerFile: string;
  readonly lockFile: string;
  readonly logFile: string;
  readonly passwordFile: string;
  readonly account: Account | undefined;
  readonly binaries: PostgresBinaries;
}

/** @throws DataFolderNotReachable, NoAccountForPostgres, PostgresNotInstalled */
export async function openClusterFolder(dataDir: string): Promise<ClusterFolder> {
  await makeReachableFolder(resolve(dataDir));
  const root = await realpath(dataDir);
  const cluster = join(root, 'cluster');
  const binaries = await postgresBinaries();
  const account = await postgresAccount(cluster);
  await assertReachable(account, [resolve(dataDir, 'cluster'), binaries.postgres]);
  return {
    root,
    cluster,
    ownerFile: join(root, 'owner'),
    lockFile: join(root, 'lock'),
    logFile: join(root, 'postgres.log'),
    passwordFile: join(root, 'password'),
    account,
    binaries,
  };
}

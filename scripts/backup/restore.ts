import { copyFile, mkdir, rename, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import type { AppConfig } from '../../src/common/config.js';
import { openClusterFolder } from '../../src/database/cluster-folder.js';
import { EmbeddedPostgres } from '../../src/database/embedded-postgres.js';
import { giveTo } from '../../src/database/postgres-account.js';
import type { SqlReader } from '../../src/database/sql.js';
import { renewEpoch } from '../../src/events/log-epoch.js';
import { BackupProblem, isEmptyOrMissing, MANIFEST, openToPostgres, readManifest, type Manifest } from './backup.js';
import { copyTree } from './copy-tree.js';

/**
 * Puts a backup into `DATA_DIR`, which must be empty, lets the database replay what was written during the copy, and gives
 * the log a new epoch: its positions are given a second time. `DATA_DIR` appears whole or not at all.
 */
export async function restoreBackup({ dataDir }: AppConfig, backup: string): Promise<Manifest> {
  const manifest = await readManifest(backup);
  if (!(await isEmptyOrMissing(dataDir))) {
    throw new BackupProblem(
      `${dataDir} is not empty. Stop the server and move the folder away, or set DATA_DIR to a new one.`,
    );
  }
  const draft = `${dataDir}.restoring-${process.pid}`;
  try {
    await mkdir(draft, { recursive: true, mode: 0o700 });
    await openToPostgres(draft);
    await copyTree(backup, draft, { leaveOut: (path) => path === 'postgres' || path === MANIFEST });
    await restoreDatabase(join(backup, 'postgres'), join(draft, 'postgres'));
    await rmdir(dataDir).catch(() => undefined);
    await rename(draft, dataDir);
    return manifest;
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

async function restoreDatabase(source: string, target: string): Promise<void> {
  await rmdir(target).catch(() => undefined);
  const folder = await openClusterFolder(target);
  await copyFile(join(source, 'password'), folder.passwordFile);
  await copyTree(join(source, 'cluster'), folder.cluster);
  await giveTo(folder.account, folder.passwordFile);
  await giveTo(folder.account, folder.cluster);
  const postgres = await EmbeddedPostgres.start({ dataDir: target });
  try {
    await giveNewEpoch(postgres.url);
  } finally {
    await postgres.stop();
  }
}

async function giveNewEpoch(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const sql: SqlReader = {
    query: async <Row>(text: string, parameters: unknown[]) => (await client.query(text, parameters)).rows as Row[],
  };
  try {
    await renewEpoch(sql);
  } finally {
    await client.end();
  }
}

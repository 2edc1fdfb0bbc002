import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { AppConfig } from '../../src/common/config.js';
import { VERSION } from '../../src/common/version.js';
import { EmbeddedPostgres } from '../../src/database/embedded-postgres.js';
import { copyCluster } from './cluster-copy.js';
import { copyTree, sizeOf } from './copy-tree.js';

export const MANIFEST = 'backup.json';
/** Of the layout of a backup. */
export const FORMAT = 1;
/** The database is copied separately; log positions are given again after a restore; a probe file belongs to no installation. */
const NOT_COPIED = /^(postgres|log-position\.json|\.carillon-.*|\.doctor-.*)$/;

export interface Manifest {
  readonly format: number;
  readonly version: string;
  readonly created_at: string;
  readonly files: number;
  readonly bytes: number;
}

/** A backup or restore that cannot be; the message says what to do. */
export class BackupProblem extends Error {}

/**
 * Copies the embedded database, uploads and generated secrets into a new folder, while the server runs or not. The folder
 * appears whole or not at all.
 */
export async function makeBackup(config: AppConfig, target: string): Promise<Manifest> {
  const { dataDir } = config;
  if (!existsSync(join(dataDir, 'postgres', 'cluster'))) {
    throw new BackupProblem(`There is no embedded database in ${dataDir}. Set DATA_DIR to the folder of the server.`);
  }
  if (existsSync(target)) throw new BackupProblem(`${target} is there already. Name a new folder.`);
  const draft = `${resolve(target)}.partial-${process.pid}`;
  await mkdir(draft, { recursive: true, mode: 0o700 });
  try {
    // Before and after the database: a row has its file in the copy, whether the file came or went meanwhile.
    await copyFiles(dataDir, draft);
    await copyDatabase(dataDir, draft);
    await copyFiles(dataDir, draft);
    const manifest = {
      format: FORMAT,
      version: VERSION,
      created_at: new Date().toISOString(),
      ...(await sizeOf(draft)),
    };
    await writeFile(join(draft, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
    await rename(draft, target);
    return manifest;
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

async function copyFiles(dataDir: string, draft: string): Promise<void> {
  await copyTree(dataDir, draft, { leaveOut: (path) => NOT_COPIED.test(path) });
}

async function copyDatabase(dataDir: string, draft: string): Promise<void> {
  const folder = join(draft, 'postgres');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const postgres = await EmbeddedPostgres.start({ dataDir: join(dataDir, 'postgres') });
  try {
    await copyCluster(postgres.url, join(dataDir, 'postgres', 'cluster'), join(folder, 'cluster'));
    const password = await readFile(join(dataDir, 'postgres', 'password'));
    await writeFile(join(folder, 'password'), password, { mode: 0o600 });
  } finally {
    await postgres.stop();
  }
}

/** @throws BackupProblem when the folder is no whole backup */
export async function readManifest(backup: string): Promise<Manifest> {
  const text = await readFile(join(backup, MANIFEST), 'utf8').catch(() => undefined);
  if (text === undefined) throw new BackupProblem(`${backup} is no backup: it has no ${MANIFEST}.`);
  const manifest = JSON.parse(text) as Manifest;
  if (manifest.format !== FORMAT) {
    throw new BackupProblem(
      `${backup} has the format ${manifest.format}. Restore it with version ${manifest.version}.`,
    );
  }
  const { files, bytes } = await sizeOf(backup);
  // The manifest itself came last.
  if (files !== manifest.files + 1 || bytes !== manifest.bytes + Buffer.byteLength(text)) {
    throw new BackupProblem(`${backup} is not complete: it had ${manifest.files} files of ${manifest.bytes} bytes.`);
  }
  return manifest;
}

export async function isEmptyOrMissing(folder: string): Promise<boolean> {
  return (await readdir(folder).catch(() => [])).length === 0;
}

/** Mode 0700 would keep out the unprivileged user that runs PostgreSQL for root. */
export async function openToPostgres(folder: string): Promise<void> {
  if (process.getuid?.() === 0) await chmod(folder, 0o711);
}

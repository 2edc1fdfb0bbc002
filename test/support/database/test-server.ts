import { createHash } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { openClusterFolder } from '../../../src/database/cluster-folder.js';
import { EmbeddedPostgres } from '../../../src/database/embedded-postgres.js';
import { runMigrations } from '../../../src/database/migrations.js';
import { findPostmaster, stopPostmaster } from '../../../src/database/postmaster.js';
import { processIdentity } from '../../../src/database/system-process.js';

const FOLDER_PREFIX = 'carillon-test-';
const MIGRATIONS = new URL('../../../migrations/', import.meta.url);

/** Tests lose nothing in a power cut; without these every cloned database would wait for the disk. */
const FAST_NOT_DURABLE = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'].flatMap((flag) => [
  '-c',
  flag,
]);

let started: { server: EmbeddedPostgres; folder: string } | undefined;
let buildsFolder: string | undefined;

/**
 * Gives the run a server and a migrated template, whose names the workers get in environment variables. `TEST_DATABASE_URL`
 * names another server: as a superuser, or as a role that may create databases.
 */
export async function startTestServer(): Promise<void> {
  await removeLeftFolders();
  // Made by the first test that needs a build, see `server-build.ts`.
  buildsFolder = process.env['CARILLON_TEST_BUILDS'] = await makeRunFolder();
  const adminUrl = process.env['TEST_DATABASE_URL'] ?? (await startEmbedded());
  try {
    process.env['CARILLON_TEST_ADMIN_URL'] = adminUrl;
    process.env['CARILLON_TEST_TEMPLATE'] = await prepareTemplate(adminUrl);
  } catch (error) {
    // Jest calls no teardown after a setup that failed.
    await stopTestServer();
    throw error;
  }
}

export async function stopTestServer(): Promise<void> {
  if (buildsFolder !== undefined) await rm(buildsFolder, { recursive: true, force: true });
  if (started === undefined) return;
  await started.server.stop();
  await rm(started.folder, { recursive: true, force: true });
}

async function startEmbedded(): Promise<string> {
  const folder = await makeRunFolder();
  const server = await EmbeddedPostgres.start({ dataDir: join(folder, 'postgres'), flags: FAST_NOT_DURABLE });
  started = { server, folder };
  return server.url;
}

async function makeRunFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `${FOLDER_PREFIX}${process.pid}-`));
  // As root the server runs as another user, who must get through.
  await chmod(folder, 0o711);
  return folder;
}

/** A run that was killed left its server and its folder behind; the folder's name has the process id. */
async function removeLeftFolders(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = new RegExp(`^${FOLDER_PREFIX}(\\d+)-`).exec(name)?.[1];
    if (pid === undefined || (await processIdentity(Number(pid))) !== undefined) continue;
    const path = join(tmpdir(), name);
    if ((await stat(path)).uid !== process.getuid?.()) continue;
    for (const inner of await readdir(path)) await stopLeftServer(join(path, inner));
    await rm(path, { recursive: true, force: true });
  }
}

async function stopLeftServer(dataDir: string): Promise<void> {
  const postmaster = await findPostmaster(join(dataDir, 'cluster'));
  if (postmaster !== undefined) await stopPostmaster(await openClusterFolder(dataDir), postmaster);
}

/** Named by what the migrations say, so that on a server that stays a changed migration gets a new template. */
async function prepareTemplate(adminUrl: string): Promise<string> {
  const hash = createHash('sha256');
  for (const file of (await readdir(MIGRATIONS)).sort()) hash.update(await readFile(new URL(file, MIGRATIONS)));
  const name = `carillon_template_${hash.digest('hex').slice(0, 12)}`;
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    const found = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (found.rowCount === 0) await admin.query(`CREATE DATABASE ${name}`);
  } finally {
    await admin.end();
  }
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  await runMigrations(url.href);
  return name;
}

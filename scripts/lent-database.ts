import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppConfig } from '../src/common/config.js';
import { databaseUrlFor } from '../src/common/database-url.js';
import { databaseClient } from '../src/database/database-client.js';
import { PostgresNotInstalled } from '../src/database/embedded-postgres-errors.js';
import { EmbeddedPostgres } from '../src/database/embedded-postgres.js';
import { postgresBinaries } from '../src/database/postgres-binaries.js';

/** The configured database: DATABASE_URL, or the embedded one, started when no server of ours runs it already. */
export async function withConfiguredDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const { databaseUrl, dataDir } = new AppConfig();
  if (databaseUrl !== undefined) return work(databaseUrl);
  const postgres = await EmbeddedPostgres.start({ dataDir: join(dataDir, 'postgres') });
  try {
    return await work(postgres.url);
  } finally {
    await postgres.stop();
  }
}

/** An empty database that is gone afterwards: on the configured server, or on an embedded one in a folder of its own. */
export async function withScratchDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const { databaseUrl } = new AppConfig();
  return databaseUrl === undefined ? onEmbedded(work) : onServer(databaseUrl, work);
}

/** As `withScratchDatabase`, but not on the configured server unless the embedded PostgreSQL is not installed. */
export async function withScratchDatabaseElsewhere<T>(work: (url: string) => Promise<T>): Promise<T> {
  try {
    await postgresBinaries();
  } catch (error) {
    if (error instanceof PostgresNotInstalled) return withScratchDatabase(work);
    throw error;
  }
  return onEmbedded(work);
}

async function onEmbedded<T>(work: (url: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'carillon-scratch-'));
  // As root the server runs as another user, who must get through.
  await chmod(folder, 0o711);
  const postgres = await EmbeddedPostgres.start({ dataDir: join(folder, 'postgres'), flags: ['-c', 'fsync=off'] });
  try {
    return await onServer(postgres.url, work);
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function onServer<T>(serverUrl: string, work: (url: string) => Promise<T>): Promise<T> {
  const name = `carillon_scratch_${randomBytes(6).toString('hex')}`;
  const admin = databaseClient({ connectionString: serverUrl });
  await admin.connect();
  try {
    await admin.query(`CREATE DATABASE ${name}`);
    try {
      return await work(databaseUrlFor(serverUrl, name));
    } finally {
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
    }
  } finally {
    await admin.end();
  }
}

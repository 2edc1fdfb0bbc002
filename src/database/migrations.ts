import { readdir } from 'node:fs/promises';
import { DataSource, type MigrationInterface } from 'typeorm';
import { databaseClient } from './database-client.js';
import { commandConnection } from './database-options.js';
import { readyForMigrations } from './former-schemas.js';
import { ensurePartitions } from './partitions.js';

const FOLDER = new URL('../../migrations/', import.meta.url);

/** An arbitrary lock number: two processes that start at once migrate one after the other. */
const MIGRATION_LOCK = 7_025_301;

type MigrationClass = new () => MigrationInterface;

/** Every class in `migrations/`, by file name, so that a new file needs no entry elsewhere. */
export async function loadMigrations(): Promise<MigrationClass[]> {
  const files = (await readdir(FOLDER)).filter((file) => /^\d+-.*(?<!\.d)\.(js|ts)$/.test(file));
  const classes: MigrationClass[] = [];
  for (const file of files.sort()) {
    const module = (await import(new URL(file, FOLDER).href)) as Record<string, unknown>;
    classes.push(...Object.values(module).filter(isClass));
  }
  return classes;
}

/**
 * Migrates the database, partitions included. Several processes may call it at once.
 *
 * @throws SchemaIsNewer when a newer version has migrated it
 */
export async function runMigrations(url: string): Promise<void> {
  // A separate session for the lock: it ends with the session, even when this process is killed.
  const lock = databaseClient({ connectionString: url });
  await lock.connect();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const migrations = await loadMigrations();
    await readyForMigrations(
      lock,
      migrations.map(({ name }) => name),
    );
    const dataSource = new DataSource({ type: 'postgres', ...commandConnection(url), migrations });
    await dataSource.initialize();
    try {
      await dataSource.runMigrations({ transaction: 'each' });
    } finally {
      await dataSource.destroy();
    }
    // Partitions that cannot be made now are reported and made later by the running server's maintenance.
    await ensurePartitions(lock, new Date());
  } finally {
    await lock.end();
  }
}

function isClass(value: unknown): value is MigrationClass {
  return typeof value === 'function';
}

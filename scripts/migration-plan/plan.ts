import type { Client } from 'pg';
import { databaseClient } from '../../src/database/database-client.js';
import { readMigrations } from '../../src/database/former-schemas.js';
import { loadMigrations } from '../../src/database/migrations.js';
import { rehearse, type RehearsedMigration } from './rehearsal.js';

/** Of all partitions together. */
export interface TableSize {
  /** As of the last ANALYZE; undefined: the table has rows and was never analysed. */
  readonly rows: number | undefined;
  readonly bytes: number;
  readonly indexBytes: number;
}

export interface MigrationPlan {
  readonly database: { readonly name: string; readonly version: string };
  readonly isEmpty: boolean;
  /** Lacks what earlier versions of two migrations did not make; it is added first. */
  readonly isIncomplete: boolean;
  readonly pending: readonly RehearsedMigration[];
  readonly sizes: ReadonlyMap<string, TableSize>;
  /** Of the oldest transaction of another session, in seconds. Locks wait for it. */
  readonly oldestTransactionSeconds: number | undefined;
}

/** The server refuses writes of this session, and it waits for nobody's lock. */
const READ_ONLY = '-c default_transaction_read_only=on -c lock_timeout=2s -c statement_timeout=20s';

const DATABASE_SQL = `SELECT current_database() AS name, current_setting('server_version') AS version`;
const SIZES_SQL = `
  SELECT coalesce(pg_partition_root(c.oid), c.oid)::regclass::text AS table,
         sum(greatest(c.reltuples, 0))::float8 AS rows,
         bool_or(c.reltuples < 0 AND pg_relation_size(c.oid) > 0) AS is_unknown,
         sum(pg_table_size(c.oid))::float8 AS bytes,
         sum(pg_indexes_size(c.oid))::float8 AS index_bytes
    FROM pg_class c
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
   GROUP BY 1`;
const OLDEST_SQL = `
  SELECT extract(epoch FROM now() - min(xact_start))::float8 AS seconds FROM pg_stat_activity
   WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`;

/**
 * What a start of this version would do to a database, found out without touching it: the pending migrations run on an
 * empty copy of its schema, where PostgreSQL itself says what they lock, scan and rewrite; how large those tables are is
 * read from the database in a session that cannot write.
 *
 * @param scratchUrl an empty database; it is left migrated
 * @throws SchemaIsNewer
 */
export async function planMigrations(url: string, scratchUrl: string): Promise<MigrationPlan> {
  const client = databaseClient({ connectionString: url, options: READ_ONLY });
  await client.connect();
  try {
    const migrations = await loadMigrations();
    const state = await readMigrations(
      client,
      migrations.map(({ name }) => name),
    );
    const done = new Set(state?.done);
    const pending = await rehearse(scratchUrl, {
      done: migrations.filter(({ name }) => done.has(name)),
      pending: migrations.filter(({ name }) => !done.has(name)),
    });
    const sizes = await readSizes(client);
    return {
      database: await readDatabase(client),
      isEmpty: state === undefined,
      isIncomplete: state?.isComplete === false,
      // Nobody uses a table that an earlier one of them makes.
      pending: pending.map(({ touched, ...one }) => ({
        ...one,
        touched: touched.filter(({ table }) => sizes.has(table)),
      })),
      sizes,
      oldestTransactionSeconds: await readOldest(client),
    };
  } finally {
    await client.end();
  }
}

async function readDatabase(client: Client): Promise<MigrationPlan['database']> {
  const { rows } = await client.query<MigrationPlan['database']>(DATABASE_SQL);
  return rows[0] ?? { name: '', version: '' };
}

async function readSizes(client: Client): Promise<Map<string, TableSize>> {
  const { rows } = await client.query<{
    table: string;
    rows: number;
    is_unknown: boolean;
    bytes: number;
    index_bytes: number;
  }>(SIZES_SQL);
  return new Map(
    rows.map(({ table, is_unknown: isUnknown, bytes, index_bytes: indexBytes, ...size }) => [
      table,
      { rows: isUnknown ? undefined : size.rows, bytes, indexBytes },
    ]),
  );
}

async function readOldest(client: Client): Promise<number | undefined> {
  const { rows } = await client.query<{ seconds: number | null }>(OLDEST_SQL);
  return rows[0]?.seconds ?? undefined;
}

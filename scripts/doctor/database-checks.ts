import type { Client } from 'pg';
import type { AppConfig } from '../../src/common/config.js';
import { loadMigrations } from '../../src/database/migrations.js';
import { defaultRows } from '../../src/database/partitions.js';
import { reasonOf, wrong, type Finding } from './finding.js';
import { checkProcesses } from './process-checks.js';
import { COMMAND_TIMEOUT_MS, databaseClient } from '../../src/database/database-client.js';

const OLDEST_MAJOR = 14;
const CLOCK_TOLERANCE_MS = 2_000;
const CONNECT_MS = 10_000;

const FACTS_SQL = `
  SELECT current_setting('server_version_num')::int AS version, current_setting('server_version') AS version_text,
         pg_is_in_recovery() AS is_standby, pg_encoding_to_char(encoding) AS encoding,
         has_schema_privilege('public', 'CREATE') AS may_create,
         current_user AS "user", current_setting('fsync') AS fsync,
         current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
           - coalesce(current_setting('reserved_connections', true)::int, 0) AS usable_connections,
         to_regclass('public.migrations') IS NOT NULL AS is_migrated
    FROM pg_database WHERE datname = current_database()`;
const FOREIGN_TABLES_SQL = `
  SELECT count(*)::int AS count FROM pg_class
   WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT pg_has_role(relowner, 'USAGE')`;

interface Facts {
  readonly version: number;
  readonly version_text: string;
  readonly is_standby: boolean;
  readonly encoding: string;
  readonly may_create: boolean;
  readonly user: string;
  readonly fsync: string;
  /** Without those that the server keeps for superusers. */
  readonly usable_connections: number;
  readonly is_migrated: boolean;
}

/** @param planned how many processes there will be, each with this configuration; undefined: those that run now */
export async function checkDatabase(url: string, config: AppConfig, planned?: number): Promise<Finding[]> {
  const client = databaseClient({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: COMMAND_TIMEOUT_MS,
  });
  // Said again by the query's rejection, which counts.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const facts = (await client.query<Facts>(FACTS_SQL)).rows[0];
    if (facts === undefined) return [wrong('The database says nothing of itself.', 'Check DATABASE_URL.')];
    return [
      ...server(facts),
      await rights(client, facts),
      ...(await checkProcesses(client, facts, { config, planned })),
      await schema(client, facts),
      await clock(client),
      ...(await defaults(client, facts)),
    ];
  } catch (error) {
    return [
      wrong(
        `The database does not answer: ${reasonOf(error)}.`,
        'Check DATABASE_URL, and that the server runs and lets you in.',
      ),
    ];
  } finally {
    await client.end().catch(() => undefined);
  }
}

function server(facts: Facts): Finding[] {
  const findings: Finding[] = [];
  const major = Math.floor(facts.version / 10_000);
  if (major < OLDEST_MAJOR)
    findings.push(wrong(`PostgreSQL is ${facts.version_text}.`, `Use ${OLDEST_MAJOR} or later.`));
  if (facts.is_standby) findings.push(wrong('The database is a standby.', 'Name the primary in DATABASE_URL.'));
  if (facts.encoding !== 'UTF8')
    findings.push(wrong(`The encoding is ${facts.encoding}.`, 'Make the database with ENCODING UTF8.'));
  if (facts.fsync !== 'on') findings.push(wrong('fsync is off: a power cut loses data.', 'Set fsync = on.'));
  return findings.length > 0 ? findings : [{ ok: `PostgreSQL ${facts.version_text} answers.` }];
}

async function rights(client: Client, { may_create, user }: Facts): Promise<Finding> {
  if (!may_create)
    return wrong(`${user} may create nothing in the schema public.`, `GRANT CREATE ON SCHEMA public TO ${user};`);
  const foreign = (await client.query<{ count: number }>(FOREIGN_TABLES_SQL)).rows[0]?.count ?? 0;
  if (foreign > 0)
    return wrong(`${foreign} tables have another owner than ${user}.`, `REASSIGN OWNED BY that user TO ${user};`);
  return { ok: `${user} may create and change what migrations need.` };
}

async function schema(client: Client, { is_migrated }: Facts): Promise<Finding> {
  const all = (await loadMigrations()).map(({ name }) => name);
  const { rows } = is_migrated ? await client.query<{ name: string }>('SELECT name FROM migrations') : { rows: [] };
  const done = new Set(rows.map(({ name }) => name));
  const newer = [...done].filter((name) => !all.includes(name));
  if (newer.length > 0) {
    return wrong(`The schema is newer than this version (${newer.join(', ')}).`, 'Start the version that migrated it.');
  }
  const missing = all.filter((name) => !done.has(name)).length;
  return { ok: missing === 0 ? 'The schema is up to date.' : `${missing} migrations will run at the next start.` };
}

async function clock(client: Client): Promise<Finding> {
  const before = Date.now();
  const { rows } = await client.query<{ ms: number }>(
    'SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS ms',
  );
  // The middle of the question's journey is the best guess of when it was answered.
  const offMs = Math.round((rows[0]?.ms ?? 0) - (before + Date.now()) / 2);
  if (Math.abs(offMs) <= CLOCK_TOLERANCE_MS)
    return { ok: `The clocks of this machine and the database agree (${offMs} ms).` };
  return wrong(
    `The database's clock is ${offMs} ms off this machine's.`,
    'Let NTP set both; signatures carry the time.',
  );
}

/** Rows there are found and kept, but retention cannot drop them. */
async function defaults(client: Client, { is_migrated }: Facts): Promise<Finding[]> {
  if (!is_migrated) return [];
  const found = await defaultRows(client);
  if (found.length === 0) return [{ ok: 'No rows are in default partitions.' }];
  const tables = found.map(({ table, rows }) => `${table} (${rows})`).join(', ');
  return [
    wrong(
      `Rows are in default partitions: ${tables}. A clock was wrong when they were written.`,
      'Check the clocks; a running server moves the rows within a few minutes, and logs why when it cannot.',
    ),
  ];
}

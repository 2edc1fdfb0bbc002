import { uuidBoundary } from '../common/ids.js';

/** Whatever can run SQL: a pg client, a pool, a TypeORM query runner wrapped by the caller. */
export interface SqlRunner {
  query(sql: string, parameters?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
}

const DAY_MS = 86_400_000;

/** Few and large: a lookup by id touches one partition; 181 daily ones cost 20 times as much (measured). */
const BY_TIME = [
  { table: 'event_bodies', days: 7 },
  { table: 'webhook_deliveries', days: 7 },
  { table: 'webhook_attempts', days: 7 },
  { table: 'notifications', days: 28 },
] as const;

const LOG_PARTITION_ROWS = 5_000_000;

/** Makes the partitions of now and of the time ahead, so that no row falls into the default one. */
export async function ensurePartitions(sql: SqlRunner, now: Date): Promise<void> {
  for (const { table, days } of BY_TIME) {
    const width = days * DAY_MS;
    const current = Math.floor(now.getTime() / width);
    for (const index of [current, current + 1]) {
      const [from, to] = [uuidBoundary(index * width), uuidBoundary((index + 1) * width)];
      await sql.query(
        `CREATE TABLE IF NOT EXISTS ${table}_p${index} PARTITION OF ${table} FOR VALUES FROM ('${from}') TO ('${to}')`,
      );
    }
  }
  const head = await sql.query('SELECT position FROM log_head');
  const current = Math.floor(Number(head.rows[0]?.['position'] ?? 0) / LOG_PARTITION_ROWS);
  for (const index of [current, current + 1, current + 2]) {
    await sql.query(
      `CREATE TABLE IF NOT EXISTS event_log_p${index} PARTITION OF event_log
       FOR VALUES FROM (${index * LOG_PARTITION_ROWS}) TO (${(index + 1) * LOG_PARTITION_ROWS})`,
    );
  }
}

type TimedTable = (typeof BY_TIME)[number]['table'];

/** Waiting for a lock keeps everyone else from the table: better try again an hour later. One statement to the server. */
const DROP_SQL = (name: string) => `SET LOCAL lock_timeout = '2s'; DROP TABLE IF EXISTS ${name}`;

const PARTITIONS_SQL = (table: string) => `
  SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
   WHERE i.inhparent = '${table}'::regclass ORDER BY c.relname`;

/**
 * Drops the partitions that lie wholly before their table's retention, and those of the log that lie before its floor: each
 * in a transaction of its own, so that no lock is held for long.
 *
 * @param keepMs by table
 * @returns the names of what was dropped
 */
export async function dropExpiredPartitions(
  sql: SqlRunner,
  now: Date,
  keepMs: Record<TimedTable, number>,
): Promise<string[]> {
  const dropped: string[] = [];
  for (const { table, days } of BY_TIME) {
    const firstKept = Math.floor((now.getTime() - keepMs[table]) / (days * DAY_MS));
    dropped.push(...(await dropBefore(sql, table, firstKept)));
  }
  const head = await sql.query('SELECT floor FROM log_head');
  // The floor itself is still asked for, by whoever stands exactly at it.
  const firstKept = Math.floor(Number(head.rows[0]?.['floor'] ?? 0) / LOG_PARTITION_ROWS);
  return [...dropped, ...(await dropBefore(sql, 'event_log', firstKept))];
}

async function dropBefore(sql: SqlRunner, table: string, firstKept: number): Promise<string[]> {
  const dropped: string[] = [];
  const { rows } = await sql.query(PARTITIONS_SQL(table));
  for (const { name } of rows) {
    const index = /_p(\d+)$/.exec(String(name))?.[1];
    if (index === undefined || Number(index) >= firstKept) continue;
    await sql.query(DROP_SQL(String(name)));
    dropped.push(String(name));
  }
  return dropped;
}

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

/**
 * Drops the partitions that lie wholly before their table's retention, each in a statement of its own so that no lock is
 * held for long.
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
    const { rows } = await sql.query(
      `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = '${table}'::regclass ORDER BY c.relname`,
    );
    for (const { name } of rows) {
      const index = /_p(\d+)$/.exec(String(name))?.[1];
      if (index === undefined || Number(index) >= firstKept) continue;
      await sql.query(`DROP TABLE IF EXISTS ${String(name)}`);
      dropped.push(String(name));
    }
  }
  return dropped;
}

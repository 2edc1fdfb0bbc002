import { LONG_STATEMENT } from './database-client.js';
import { isDatabaseFault, sqlState } from '../common/postgres-errors.js';
import {
  ALL_TABLES,
  BY_TIME,
  EVENT_LOG,
  gapsIn,
  keyOfTime,
  partitionsOf,
  rangeOf,
  type KeyRange,
  type PartitionedTable,
  type TimedTable,
} from './partition-ranges.js';
import type { SqlRunner } from './sql.js';

/** What could not be done now. The server runs without it: rows go to the default partition. */
export interface PartitionFault {
  readonly partition: string;
  readonly reason: string;
}

export interface MovedRows {
  readonly partition: string;
  readonly rows: number;
}

/** Rows that one transaction moves out of a default partition, which is locked meanwhile. */
const MAX_MOVED_ROWS = 50_000;
/** Transactions for one table in one run. */
const MAX_MOVES = 20;

/** Another process made the partition at the same moment: the table exists, or the range is taken. */
const MADE_MEANWHILE = new Set(['42P07', '42P17']);

/**
 * Waiting for a lock blocks everyone else on the table, so it is better to try again later. One string to the server is
 * one transaction, so a pooled connection never stays inside one.
 */
const BOUNDED = `${LONG_STATEMENT} SET LOCAL lock_timeout = '2s'; SET LOCAL statement_timeout = '60s'`;

/**
 * Makes the partitions for now and for the time ahead, so that no row falls into the default one. A range with rows in
 * the default partition is left to `emptyDefaultPartitions`.
 *
 * @returns what could not be made; a lost connection throws
 */
export async function ensurePartitions(sql: SqlRunner, now: Date): Promise<PartitionFault[]> {
  const faults: PartitionFault[] = [];
  for (const table of BY_TIME) faults.push(...(await ensureFrom(sql, table, keyOfTime(now.getTime()))));
  return [...faults, ...(await ensureFrom(sql, EVENT_LOG, await readHead(sql, 'position')))];
}

async function ensureFrom(sql: SqlRunner, table: PartitionedTable, key: bigint): Promise<PartitionFault[]> {
  const faults: PartitionFault[] = [];
  const existing = await partitionsOf(sql, table);
  const current = rangeOf(table, key);
  for (let step = 0n; step <= BigInt(table.ahead); step += 1n) {
    const range = { from: current.from + step * table.width, to: current.to + step * table.width };
    for (const gap of gapsIn(range, existing)) {
      if ((await firstKey(sql, table, { range: gap })) !== undefined) continue;
      const fault = await attempt(partitionName(table, gap), () => makePartition(sql, table, gap));
      if (fault !== undefined) faults.push(fault);
    }
  }
  return faults;
}

/**
 * Moves the rows of default partitions into partitions of their own. Rows get there when a clock jumps, because the
 * time in an id decides its partition. A step moves at most 50,000 rows, in one transaction, so a reader misses none.
 *
 * @returns what was moved and what could not be now; `isDone` when the default partitions are empty
 */
export async function emptyDefaultPartitions(
  sql: SqlRunner,
): Promise<{ moved: MovedRows[]; faults: PartitionFault[]; isDone: boolean }> {
  const moved: MovedRows[] = [];
  const faults: PartitionFault[] = [];
  for (const table of ALL_TABLES) {
    for (let step = 0; step < MAX_MOVES; step += 1) {
      const range = await nextMove(sql, table);
      if (range === undefined) break;
      const partition = partitionName(table, range);
      const fault = await attempt(partition, async () => {
        const rows = await makePartition(sql, table, range);
        moved.push({ partition, rows });
      });
      if (fault === undefined) continue;
      faults.push(fault);
      break;
    }
  }
  return { moved, faults, isDone: faults.length === 0 && (await defaultRows(sql)).length === 0 };
}

async function readHead(sql: SqlRunner, column: 'position' | 'floor'): Promise<bigint> {
  const { rows } = await sql.query(`SELECT ${column}::text AS value FROM log_head`);
  const value = rows[0]?.['value'];
  return typeof value === 'string' ? BigInt(value) : 0n;
}

/** The tables that have rows in their default partition, and how many. */
export async function defaultRows(sql: SqlRunner): Promise<{ table: string; rows: number }[]> {
  const found: { table: string; rows: number }[] = [];
  for (const { name } of ALL_TABLES) {
    const { rows } = await sql.query(`SELECT count(*)::int AS count FROM ${name}_default`);
    const count = Number(rows[0]?.['count'] ?? 0);
    if (count > 0) found.push({ table: name, rows: count });
  }
  return found;
}

/** From the first row in the default partition, up to the limit of one transaction. */
async function nextMove(sql: SqlRunner, table: PartitionedTable): Promise<KeyRange | undefined> {
  const first = await firstKey(sql, table);
  if (first === undefined) return undefined;
  const gap = gapsIn(rangeOf(table, first), await partitionsOf(sql, table)).find(
    ({ from, to }) => from <= first && first < to,
  );
  if (gap === undefined) return undefined;
  // Keys may repeat (a delivery has several attempts), so the cut must fall between two keys.
  const past = await firstKey(sql, table, { range: gap, skip: MAX_MOVED_ROWS });
  return past === undefined || past === first ? gap : { from: gap.from, to: past };
}

/** The least key in a default partition, of a range, after so many others. */
async function firstKey(
  sql: SqlRunner,
  { name, key, format, parse }: PartitionedTable,
  { range, skip = 0 }: { range?: KeyRange; skip?: number } = {},
): Promise<bigint | undefined> {
  const where = range === undefined ? '' : `WHERE ${key} >= '${format(range.from)}' AND ${key} < '${format(range.to)}'`;
  const { rows } = await sql.query(
    `SELECT ${key}::text AS found FROM ${name}_default ${where} ORDER BY ${key} OFFSET ${skip} LIMIT 1`,
  );
  const found = rows[0]?.['found'];
  return typeof found === 'string' ? parse(found) : undefined;
}

/**
 * Uses ATTACH instead of PARTITION OF, which would lock the whole table against readers.
 *
 * @returns how many rows it took over from the default partition
 */
async function makePartition(sql: SqlRunner, table: PartitionedTable, range: KeyRange): Promise<number> {
  const { name, key, format } = table;
  const partition = partitionName(table, range);
  const [from, to] = [format(range.from), format(range.to)];
  await sql.query(`${BOUNDED};
    LOCK TABLE ${name}_default IN ACCESS EXCLUSIVE MODE;
    CREATE TABLE ${partition} (LIKE ${name} INCLUDING ALL);
    WITH moved AS (DELETE FROM ${name}_default WHERE ${key} >= '${from}' AND ${key} < '${to}' RETURNING *)
    INSERT INTO ${partition} SELECT * FROM moved;
    ALTER TABLE ${name} ATTACH PARTITION ${partition} FOR VALUES FROM ('${from}') TO ('${to}')`);
  const { rows } = await sql.query(`SELECT count(*)::int AS count FROM ${partition}`);
  return Number(rows[0]?.['count'] ?? 0);
}

/** By the number of the range, and for a part of one by where the part begins. */
function partitionName(table: PartitionedTable, { from, to }: KeyRange): string {
  const { index, from: start, to: end } = rangeOf(table, from);
  if (from === start && to === end) return `${table.name}_p${index}`;
  return `${table.name}_p${index}_${((from - start) * 1_000_000_000n) / table.width}_${from % 1_000_000n}`;
}

/** Only a lost connection stops the rest. */
async function attempt(partition: string, work: () => Promise<unknown>): Promise<PartitionFault | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    const state = sqlState(error);
    if (state !== undefined && MADE_MEANWHILE.has(state)) return undefined;
    if (state === undefined && isDatabaseFault(error)) throw error;
    return { partition, reason: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * Drops partitions entirely before their table's retention, and those of the log entirely before its floor: each in a
 * transaction of its own, so that no lock is held for long.
 *
 * @param keepMs by table
 * @returns the names of dropped partitions, and what could not be dropped now
 */
export async function dropExpiredPartitions(
  sql: SqlRunner,
  now: Date,
  keepMs: Record<TimedTable, number>,
): Promise<{ dropped: string[]; faults: PartitionFault[] }> {
  const dropped: string[] = [];
  const faults: PartitionFault[] = [];
  const dropBefore = async (table: PartitionedTable, firstKept: bigint) => {
    for (const { name, from, to } of await partitionsOf(sql, table)) {
      if (to > firstKept) continue;
      const fault = await attempt(name, () =>
        sql.query(`${BOUNDED}; ${dropQueued(table, { from, to })} DROP TABLE IF EXISTS ${name}`),
      );
      if (fault === undefined) dropped.push(name);
      else faults.push(fault);
    }
  };
  for (const table of BY_TIME) await dropBefore(table, keyOfTime(now.getTime() - keepMs[table.name]));
  // A reader that stands exactly at the floor still needs the floor itself.
  await dropBefore(EVENT_LOG, await readHead(sql, 'floor'));
  return { dropped, faults };
}

/** What was still to be sent goes with the partition, in the same transaction. */
function dropQueued({ queue, key, format }: PartitionedTable, { from, to }: KeyRange): string {
  return queue === undefined
    ? ''
    : `DELETE FROM ${queue} WHERE ${key} >= '${format(from)}' AND ${key} < '${format(to)}';`;
}

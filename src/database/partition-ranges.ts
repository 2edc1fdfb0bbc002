import { uuidBoundary } from '../common/ids.js';
import type { SqlRunner } from './sql.js';

const DAY_MS = 86_400_000;

/** Positions in a partition of the log. */
const LOG_PARTITION_ROWS = 5_000_000n;

/**
 * A table that grows, and how its key is cut into ranges. Keys are compared as numbers, so that ids and positions work
 * the same way: the 128 bits of an id, or the position itself.
 */
export interface PartitionedTable {
  readonly name: string;
  /** The column of the ranges. */
  readonly key: string;
  /** Of one partition. */
  readonly width: bigint;
  /** Partitions made beyond the current one. */
  readonly ahead: number;
  /** The key as PostgreSQL reads it. */
  readonly format: (key: bigint) => string;
  readonly parse: (key: string) => bigint;
  /** A table without partitions, by the same key, whose rows stand for rows of this one and go with them. */
  readonly queue?: string;
}

/** From `from`, up to but not including `to`. */
export interface KeyRange {
  readonly from: bigint;
  readonly to: bigint;
}

export interface Partition extends KeyRange {
  readonly name: string;
}

export type TimedTable =
  'event_bodies' | 'webhook_messages' | 'webhook_outcomes' | 'webhook_attempts' | 'notifications';

/** Few and large: a lookup by id touches one partition; 181 daily ones cost 20 times as much (measured). */
export const BY_TIME: readonly (PartitionedTable & { readonly name: TimedTable })[] = [
  { name: 'event_bodies', key: 'id', ...weeks(1, 4) },
  { name: 'webhook_messages', key: 'id', ...weeks(1, 4), queue: 'webhook_queue' },
  { name: 'webhook_outcomes', key: 'id', ...weeks(1, 4) },
  { name: 'webhook_attempts', key: 'delivery_id', ...weeks(1, 4) },
  { name: 'notifications', key: 'id', ...weeks(4, 2) },
];

export const EVENT_LOG: PartitionedTable = {
  name: 'event_log',
  key: 'position',
  width: LOG_PARTITION_ROWS,
  ahead: 2,
  format: (key) => key.toString(),
  parse: BigInt,
};

export const ALL_TABLES: readonly PartitionedTable[] = [...BY_TIME, EVENT_LOG];

/** The key of the first row of this moment. */
export function keyOfTime(atMs: number): bigint {
  return parseUuid(uuidBoundary(atMs));
}

/** The aligned range in which the key lies, and its number. */
export function rangeOf({ width }: PartitionedTable, key: bigint): KeyRange & { index: bigint } {
  const index = key / width;
  return { index, from: index * width, to: (index + 1n) * width };
}

const PARTITIONS_SQL = (table: string) => `
  SELECT c.relname AS name, pg_get_expr(c.relpartbound, c.oid) AS bound
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = '${table}'::regclass`;
const BOUND = /^FOR VALUES FROM \('([^']+)'\) TO \('([^']+)'\)$/;

/** The partitions of a table except the default one, in order. */
export async function partitionsOf(sql: SqlRunner, table: PartitionedTable): Promise<Partition[]> {
  const { rows } = await sql.query(PARTITIONS_SQL(table.name));
  const found: Partition[] = [];
  for (const { name, bound } of rows) {
    const [, from, to] = BOUND.exec(String(bound)) ?? [];
    if (from === undefined || to === undefined) continue;
    found.push({ name: String(name), from: table.parse(from), to: table.parse(to) });
  }
  return found.sort((one, other) => (one.from < other.from ? -1 : 1));
}

/** The parts of `range` that no partition covers. */
export function gapsIn(range: KeyRange, partitions: readonly Partition[]): KeyRange[] {
  const gaps: KeyRange[] = [];
  let { from } = range;
  for (const { from: start, to: end } of partitions) {
    if (end <= from || start >= range.to) continue;
    if (start > from) gaps.push({ from, to: start });
    from = end;
  }
  if (from < range.to) gaps.push({ from, to: range.to });
  return gaps;
}

function weeks(count: number, ahead: number) {
  // An id begins with 48 bits of milliseconds, and 80 bits follow.
  return { width: BigInt(count * 7 * DAY_MS) << 80n, ahead, format: formatUuid, parse: parseUuid };
}

function parseUuid(id: string): bigint {
  return BigInt(`0x${id.replaceAll('-', '')}`);
}

function formatUuid(key: bigint): string {
  const hex = key.toString(16).padStart(32, '0');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

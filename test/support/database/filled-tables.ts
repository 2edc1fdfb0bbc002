import type { Client } from 'pg';
import { newId } from '../../../src/common/ids.js';

const COLUMNS_SQL = `
  SELECT c.relname AS table, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
         a.attnotnull AND d.adbin IS NULL AS is_needed, f.confrelid::regclass::text AS target
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND a.attidentity = ''
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    LEFT JOIN pg_constraint f ON f.conrelid = c.oid AND f.contype = 'f' AND f.conkey = ARRAY[a.attnum]
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname <> 'migrations'
   ORDER BY c.oid, a.attnum`;

interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly is_needed: boolean;
  /** The table that a foreign key points to. */
  readonly target: string | null;
}

/** Where a constraint says which there are. */
const STATES: ReadonlyMap<string, string> = new Map([
  ['webhook_queue', 'held'],
  ['webhook_outcomes', 'failed'],
]);

const JSON_TEXTS = new Set(['data', 'actor', 'changes', 'notification', 'timings', 'embed', 'notify', 'details']);

/**
 * Puts two rows into every empty table, whatever tables there are: one with every column, one with those that are needed.
 *
 * @returns the number of rows of each table
 */
export async function fillTables(client: Client): Promise<ReadonlyMap<string, number>> {
  const { rows } = await client.query<Column>(COLUMNS_SQL);
  const tables = new Map<string, Column[]>();
  for (const column of rows) tables.set(column.table, [...(tables.get(column.table) ?? []), column]);
  const ids = new Map<string, string[]>();
  const open = new Set(tables.keys());
  while (open.size > 0) {
    const ready = [...open].filter((table) =>
      (tables.get(table) ?? []).every(({ target }) => !isAhead(target, table, open)),
    );
    if (ready.length === 0) throw new Error(`Foreign keys in a circle: ${[...open].join(', ')}`);
    for (const table of ready) {
      ids.set(table, await fillTable(client, tables.get(table) ?? [], ids));
      open.delete(table);
    }
  }
  return countRows(client, [...tables.keys()]);
}

export async function countRows(client: Client, tables: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const table of tables) {
    const { rows } = await client.query<{ count: number }>(`SELECT count(*)::int FROM ${table}`);
    counts.set(table, rows[0]?.count ?? 0);
  }
  return counts;
}

function isAhead(target: string | null, table: string, open: ReadonlySet<string>): boolean {
  return target !== null && target !== table && open.has(target);
}

async function fillTable(
  client: Client,
  columns: readonly Column[],
  ids: ReadonlyMap<string, readonly string[]>,
): Promise<string[]> {
  const table = columns[0]?.table ?? '';
  const { rowCount } = await client.query(`SELECT FROM ${table} LIMIT 1`);
  // Such as the one row that a migration puts there.
  if (rowCount !== 0) return [];
  const made: string[] = [];
  for (const number of [1, 2]) {
    const given = columns.filter(({ is_needed: isNeeded, target }) => isNeeded || (number === 1 && target !== table));
    const values = given.map((column) => valueFor(column, number, ids));
    await client.query(
      `INSERT INTO ${table} (${given.map(({ name }) => `"${name}"`).join(', ')}) VALUES (${given.map((_, i) => `$${i + 1}`).join(', ')})`,
      values,
    );
    const place = given.findIndex(({ name }) => name === 'id');
    if (place >= 0) made.push(String(values[place]));
  }
  return made;
}

function valueFor(
  { table, name, type, target }: Column,
  number: number,
  ids: ReadonlyMap<string, readonly string[]>,
): unknown {
  if (target !== null) return ids.get(target)?.[number - 1];
  // One of a webhook's signatures at least.
  if (name === 'signatures') return ['standard'];
  if (type.endsWith('[]')) return [];
  if (type === 'uuid') return newId();
  if (type === 'boolean') return true;
  if (type === 'json' || JSON_TEXTS.has(name)) return '{}';
  if (/^(integer|bigint|smallint)$/.test(type)) return 1_000 + number;
  if (type.startsWith('timestamp')) return new Date();
  if (type === 'tsvector') return '';
  if (name === 'state') return STATES.get(table) ?? 'waiting';
  if (name === 'email') return `person${number}@example.com`;
  return `${name} ${number}`;
}

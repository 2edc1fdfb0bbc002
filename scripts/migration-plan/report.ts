import type { MigrationPlan, TableSize } from './plan.js';
import { LOCK_MODES, type RehearsedMigration, type TouchedTable } from './rehearsal.js';

/**
 * What a modest server manages while it does other work, each about half of what was measured on two cores with the
 * data in memory, since a large table comes from the disk.
 */
const PACE = {
  bytesReadPerSecond: 200 * 1_048_576,
  bytesWrittenPerSecond: 40 * 1_048_576,
  rowsIndexedPerSecond: 500_000,
  rowsChangedPerSecond: 20_000,
};

const BLOCKS_READERS = LOCK_MODES.indexOf('AccessExclusiveLock');
const BLOCKS_WRITERS = LOCK_MODES.indexOf('ShareLock');
const EMPTY: TableSize = { rows: 0, bytes: 0, indexBytes: 0 };

/** The plan for a person to read, with a line feed at its end. */
export function planReport(plan: MigrationPlan): string {
  return `${[
    heading(plan),
    ...plan.pending.map((migration, n) => describeMigration(migration, n + 1, plan.sizes)),
    footer(plan),
  ]
    .filter((part) => part !== '')
    .join('\n\n')}\n`;
}

function heading({ database, pending, isEmpty, isIncomplete }: MigrationPlan): string {
  const where = `Database ${database.name}, PostgreSQL ${database.version}:`;
  const count = `${pending.length} migration${pending.length === 1 ? '' : 's'}`;
  const lines = [pending.length === 0 ? `${where} no migration is pending.` : `${where} ${count} would run.`];
  if (isEmpty) lines.push('It is empty, so nothing waits for them.');
  if (isIncomplete) lines.push('Before them, columns and indexes that early versions lacked are added.');
  return lines.join('\n');
}

function describeMigration(
  { name, statements, touched }: RehearsedMigration,
  number: number,
  sizes: ReadonlyMap<string, TableSize>,
): string {
  const seconds = touched.reduce((sum, table) => sum + secondsFor(table, sizes.get(table.table) ?? EMPTY), 0);
  const tables = touched.map((table) => `   ${describeTable(table, sizes.get(table.table) ?? EMPTY)}`);
  return [
    `${number}. ${name}: ${touched.length === 0 ? 'locks no table that exists' : `locks held for ${duration(seconds)}`}`,
    ...tables,
    ...statements.map((statement) => `\n${indented(statement)}`),
  ].join('\n');
}

function describeTable(touched: TouchedTable, size: TableSize): string {
  const { table, lock } = touched;
  const work = workOn(touched);
  const mode = lock
    .replace(/Lock$/, '')
    .replaceAll(/(?<!^)([A-Z])/g, ' $1')
    .toUpperCase();
  const what = work.length === 0 ? 'instant' : `${work.join(', ')}: ${sizeOf(size)}`;
  return `${table}: ${mode}, ${whoWaits(touched)}; ${what}`;
}

function whoWaits({ lock, changesRows }: TouchedTable): string {
  const place = LOCK_MODES.indexOf(lock);
  if (place >= BLOCKS_READERS) return 'readers and writers wait';
  if (place >= BLOCKS_WRITERS) return 'writers wait, readers do not';
  return changesRows ? 'others wait for the rows that it changes' : 'nobody waits';
}

function workOn({ isRewritten, indexes, checks, changesRows }: TouchedTable): string[] {
  return [
    ...(isRewritten ? ['rewrites the table and its indexes'] : []),
    ...(indexes.length > 0 ? [`builds ${indexes.join(', ')}`] : []),
    ...(checks > 0 && !changesRows ? ['reads every row'] : []),
    ...(changesRows ? ['changes up to every row'] : []),
  ];
}

function secondsFor({ isRewritten, indexes, checks, changesRows }: TouchedTable, size: TableSize): number {
  const rows = rowsOf(size);
  const reading = size.bytes / PACE.bytesReadPerSecond;
  return (
    (isRewritten ? (size.bytes + size.indexBytes) / PACE.bytesWrittenPerSecond : 0) +
    indexes.length * (reading + rows / PACE.rowsIndexedPerSecond) +
    checks * reading +
    (changesRows ? rows / PACE.rowsChangedPerSecond : 0)
  );
}

/** Without statistics: as many as there would be of 100 bytes each. */
function rowsOf({ rows, bytes }: TableSize): number {
  return rows ?? bytes / 100;
}

function sizeOf({ rows, bytes }: TableSize): string {
  const count = rows === undefined ? 'rows unknown before ANALYZE' : `${Math.round(rows).toLocaleString('en')} rows`;
  return `${count}, ${Math.ceil(bytes / 1_048_576).toLocaleString('en')} MiB`;
}

function duration(seconds: number): string {
  if (seconds < 1) return 'less than 1 s';
  return seconds < 120 ? `about ${Math.ceil(seconds)} s` : `about ${Math.ceil(seconds / 60)} min`;
}

function indented(statement: string): string {
  const lines = statement
    .replace(/^\s*\n/, '')
    .trimEnd()
    .split('\n');
  const margins = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const margin = Math.min(...margins);
  return lines.map((line) => `     ${line.slice(margin)}`.trimEnd()).join('\n');
}

function footer({ pending, oldestTransactionSeconds: oldest }: MigrationPlan): string {
  if (pending.length === 0) return '';
  const waiting =
    oldest === undefined || oldest < 1 ? 'none is older than 1 s now' : `the oldest is ${duration(oldest)} old now`;
  return [
    'Nothing was changed: they ran on an empty copy of the schema. Statements that depend on the rows found are not shown.',
    'Each migration is a transaction of its own, and its locks last until its end. A lock also waits for the transactions that',
    `already use the table, and later ones wait behind it: ${waiting.replace('about ', '')}.`,
    `Times are for a server that reads ${PACE.bytesReadPerSecond / 1_048_576} MiB, rewrites ${PACE.bytesWrittenPerSecond / 1_048_576} MiB, indexes ${PACE.rowsIndexedPerSecond.toLocaleString('en')} rows or changes ${PACE.rowsChangedPerSecond.toLocaleString('en')} rows a second.`,
  ].join('\n');
}

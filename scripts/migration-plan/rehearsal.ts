import { DataSource, type Logger, type MigrationInterface, type QueryRunner } from 'typeorm';
import { commandConnection } from '../../src/database/database-options.js';

type MigrationClass = new () => MigrationInterface;

/** What a migration does to one table that is there before it. */
export interface TouchedTable {
  /** Its name before the first of them, if it was there. */
  readonly table: string;
  /** The strongest one that it holds at its end, as PostgreSQL names it: `AccessExclusiveLock`. */
  readonly lock: string;
  /** Every row is written again, and every index. */
  readonly isRewritten: boolean;
  /** Names of new ones. */
  readonly indexes: readonly string[];
  /** How often all rows are read for another reason, such as a new constraint. */
  readonly checks: number;
  /** It may update or delete rows. */
  readonly changesRows: boolean;
}

export interface RehearsedMigration {
  readonly name: string;
  readonly statements: readonly string[];
  readonly touched: readonly TouchedTable[];
}

/** By the root of partitions: each of them stands for its table. */
interface TableState {
  /** Stays when the table gets another name. */
  readonly id: string;
  readonly table: string;
  /** Changes when a table is rewritten. */
  readonly files: string;
  readonly scans: number;
  readonly indexes: readonly string[];
}

const STATE_SQL = `
  SELECT coalesce(pg_partition_root(c.oid), c.oid)::oid::text AS id,
         coalesce(pg_partition_root(c.oid), c.oid)::regclass::text AS table,
         string_agg(c.oid || ':' || c.relfilenode, ',' ORDER BY c.oid) AS files,
         sum(coalesce(s.seq_scan, 0))::int AS scans,
         array_agg(DISTINCT i.names) FILTER (WHERE i.names IS NOT NULL AND c.oid = coalesce(pg_partition_root(c.oid), c.oid)) AS indexes
    FROM pg_class c
    LEFT JOIN pg_stat_xact_all_tables s ON s.relid = c.oid
    LEFT JOIN LATERAL (
      SELECT string_agg(x.indexrelid::regclass::text, ',') AS names FROM pg_index x WHERE x.indrelid = c.oid) i ON true
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
   GROUP BY 1, 2`;
const LOCKS_SQL = `
  SELECT coalesce(pg_partition_root(l.relation), l.relation)::oid::text AS id, l.mode
    FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
   WHERE l.pid = pg_backend_pid() AND l.granted AND c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace`;

/** From the weakest to the strongest. The first two are those of reading. */
export const LOCK_MODES = [
  'AccessShareLock',
  'RowShareLock',
  'RowExclusiveLock',
  'ShareUpdateExclusiveLock',
  'ShareLock',
  'ShareRowExclusiveLock',
  'ExclusiveLock',
  'AccessExclusiveLock',
];
const WRITING = LOCK_MODES.indexOf('RowExclusiveLock');

/**
 * Runs migrations on an empty database, the pending ones under observation: PostgreSQL says what each of them locks, reads in
 * whole, and rewrites. The tables are empty, so it takes no time, and statements that a migration makes from rows do not occur.
 *
 * @param url of an empty database
 */
export async function rehearse(
  url: string,
  { done, pending }: { done: readonly MigrationClass[]; pending: readonly MigrationClass[] },
): Promise<RehearsedMigration[]> {
  const recorder = new StatementRecorder();
  const dataSource = new DataSource({
    type: 'postgres',
    ...commandConnection(url),
    migrations: [...done],
    logging: ['query'],
    logger: recorder,
  });
  await dataSource.initialize();
  try {
    await dataSource.runMigrations({ transaction: 'each' });
    const rehearsed: RehearsedMigration[] = [];
    const names = await readNames(dataSource);
    for (const migration of pending) {
      const runner = dataSource.createQueryRunner();
      try {
        rehearsed.push(await observe(runner, new migration(), { recorder, names }));
      } finally {
        await runner.release();
      }
    }
    return rehearsed;
  } finally {
    await dataSource.destroy();
  }
}

async function observe(
  runner: QueryRunner,
  migration: MigrationInterface,
  { recorder, names }: { recorder: StatementRecorder; names: ReadonlyMap<string, string> },
): Promise<RehearsedMigration> {
  await runner.startTransaction();
  const before = await readState(runner);
  const statements = await recorder.during(() => migration.up(runner));
  const after = await readState(runner);
  const locks = (await runner.query(LOCKS_SQL)) as { id: string; mode: string }[];
  await runner.commitTransaction();
  const touched = [...before.values()].flatMap((was) => {
    const lock = strongest(locks.filter(({ id }) => id === was.id).map(({ mode }) => mode));
    if (LOCK_MODES.indexOf(lock) < WRITING) return [];
    return [{ ...compare(was, after.get(was.id), { lock, statements }), table: names.get(was.id) ?? was.table }];
  });
  return { name: migration.name ?? migration.constructor.name, statements, touched };
}

function compare(
  was: TableState,
  is: TableState | undefined,
  { lock, statements }: { lock: string; statements: readonly string[] },
): TouchedTable {
  const { table } = was;
  const indexes = (is?.indexes ?? []).filter((name) => !was.indexes.includes(name));
  const isRewritten = is !== undefined && is.files !== was.files;
  const scans = (is?.scans ?? was.scans) - was.scans;
  // By either name, if it gets another one.
  const names = `(${table}|${is?.table ?? table})`;
  const changes = new RegExp(String.raw`\b(UPDATE|DELETE\s+FROM|MERGE\s+INTO)\s+(ONLY\s+)?"?${names}"?\b`, 'i');
  return {
    table,
    lock,
    isRewritten,
    indexes,
    checks: isRewritten ? 0 : Math.max(0, scans - indexes.length),
    // What a function would do when it is called later is not done now.
    changesRows: statements.some((statement) => changes.test(statement.replaceAll(/\$\$[^]*?\$\$/g, ''))),
  };
}

function strongest(modes: readonly string[]): string {
  return modes.toSorted((a, b) => LOCK_MODES.indexOf(b) - LOCK_MODES.indexOf(a))[0] ?? '';
}

/** Of the tables that are there now, by their ids. */
async function readNames(dataSource: DataSource): Promise<Map<string, string>> {
  const runner = dataSource.createQueryRunner();
  try {
    const state = await readState(runner);
    return new Map([...state].map(([id, { table }]) => [id, table]));
  } finally {
    await runner.release();
  }
}

async function readState(runner: QueryRunner): Promise<Map<string, TableState>> {
  const rows = (await runner.query(STATE_SQL)) as (Omit<TableState, 'indexes'> & { indexes: string[] | null })[];
  return new Map(
    rows.map(({ indexes, ...state }) => [
      state.id,
      { ...state, indexes: (indexes ?? []).flatMap((names) => names.split(',')).sort() },
    ]),
  );
}

/** Statements as TypeORM sends them, while something is under way. */
class StatementRecorder implements Logger {
  private statements: string[] | undefined;

  async during(work: () => Promise<unknown>): Promise<string[]> {
    const statements: string[] = [];
    this.statements = statements;
    try {
      await work();
    } finally {
      this.statements = undefined;
    }
    return statements;
  }

  logQuery(query: string): void {
    this.statements?.push(query);
  }

  logQueryError(): void {}
  logQuerySlow(): void {}
  logSchemaBuild(): void {}
  logMigration(): void {}
  log(): void {}
}

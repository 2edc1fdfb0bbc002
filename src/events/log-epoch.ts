import { isInstallationFault } from '../common/postgres-errors.js';
import type { SqlReader } from '../database/sql.js';

/** Every dispatch transaction notifies here; the payload is the log's new head, or `EPOCH_CHANGED`. */
export const LOG_CHANNEL = 'carillon';
export const EPOCH_CHANGED = 'epoch';

/**
 * One epoch per history. The stored part is renewed by `epoch:new` and after a rewind. The system identifier and
 * timeline differ by themselves in a cluster made from a dump or restored to a point in time. The timeline is that of
 * the WAL being written: the control file's lags 2.4 s behind a promotion (measured). A standby writes none.
 */
const EPOCH = `
         substr(md5(epoch || (SELECT system_identifier FROM pg_control_system())::text
           || CASE WHEN pg_is_in_recovery() THEN (SELECT timeline_id FROM pg_control_checkpoint())::text
              ELSE ('x' || substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8))::bit(32)::int::text END), 1, 10)`;
/** Where the server does not reveal its identity, only the stored part distinguishes histories. */
const STORED_EPOCH = 'epoch';

const headSql = (epoch: string) => `SELECT position, floor, epoch AS stored, ${epoch} AS epoch FROM log_head`;

/** Under the row's lock, like positions. $1, $2: only while this epoch is stored and the head is behind. */
const RENEW_SQL = `
  WITH renewed AS (
    UPDATE log_head SET epoch = substr(md5(gen_random_uuid()::text), 1, 10)
     WHERE ($1::text IS NULL OR epoch = $1) AND ($2::bigint IS NULL OR position < $2)
    RETURNING 1)
  SELECT pg_notify('${LOG_CHANNEL}', '${EPOCH_CHANGED}') FROM renewed`;

export interface LogHead {
  /** The last position given; a reader at it has seen everything. */
  readonly position: number;
  /** Positions up to this one are past retention. */
  readonly floor: number;
  readonly epoch: string;
  /** The part of the epoch that the database keeps. */
  readonly stored: string;
}

export async function readHead(sql: SqlReader): Promise<LogHead> {
  let rows: Record<keyof LogHead, string>[];
  try {
    rows = await sql.query(headSql(EPOCH), []);
  } catch (error) {
    if (!isInstallationFault(error)) throw error;
    rows = await sql.query(headSql(STORED_EPOCH), []);
  }
  return toHead(rows[0]);
}

function toHead(row: Record<keyof LogHead, string> | undefined): LogHead {
  if (row === undefined) throw new Error('The table log_head is empty: the database was not migrated by Carillon.');
  return { position: Number(row.position), floor: Number(row.floor), epoch: row.epoch, stored: row.stored };
}

/**
 * The row is the lock that makes positions commit-ordered. In a statement of its own: the next one gets a fresh
 * snapshot, which sees everything that the last holder committed. Combined with the read, 2,729 rows appeared behind
 * readers.
 */
export class HeadLock {
  private epoch: string | undefined;

  /** Before the transaction, which a refused statement would end. */
  async prepare(sql: SqlReader): Promise<void> {
    if (this.epoch !== undefined) return;
    const head = await readHead(sql);
    this.epoch = head.epoch === head.stored ? STORED_EPOCH : EPOCH;
  }

  /**
   * Inside the transaction, which holds the lock until it ends.
   *
   * @returns undefined: another process holds it. Waiting in line would take a connection for each waiting process, and
   *   a holder that is frozen would stop them all until their statements time out.
   */
  async take(sql: SqlReader): Promise<LogHead | undefined> {
    const statement = `${headSql(this.epoch ?? EPOCH)} FOR UPDATE SKIP LOCKED`;
    const [row] = await sql.query<Record<keyof LogHead, string>>(statement, []);
    return row === undefined ? undefined : toHead(row);
  }

  /** After a failure: another server may reveal more, or less, of its identity. */
  forget(): void {
    this.epoch = undefined;
  }
}

/** Invalidates every cursor given out so far. Running servers notice at once. */
export async function renewEpoch(sql: SqlReader): Promise<void> {
  await sql.query(RENEW_SQL, [null, null]);
}

/**
 * The same after a rewind, by the first process that notices it.
 *
 * @param head the head now
 * @param seen a position that this epoch had given out
 */
export async function renewRewoundEpoch(sql: SqlReader, head: LogHead, seen: number): Promise<void> {
  await sql.query(RENEW_SQL, [head.stored, seen]);
}

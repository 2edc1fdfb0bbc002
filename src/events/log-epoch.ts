import { isInstallationFault } from '../common/postgres-errors.js';
import type { SqlReader } from '../database/sql.js';

/** Every dispatch transaction notifies here; the payload is the log's new head, or `EPOCH_CHANGED`. */
export const LOG_CHANNEL = 'carillon';
export const EPOCH_CHANGED = 'epoch';

/**
 * One epoch per history. What is stored is renewed by `epoch:new` and when a rewind is noticed; the system's identifier and
 * timeline differ by themselves in a cluster made from a dump or rewound to a point in time. The timeline is that of the
 * WAL being written: the control file's lags 2.4 s behind a promotion (measured). A standby writes none.
 */
const HEAD_SQL = `
  SELECT position, floor, epoch AS stored,
         substr(md5(epoch || (SELECT system_identifier FROM pg_control_system())::text
           || CASE WHEN pg_is_in_recovery() THEN (SELECT timeline_id FROM pg_control_checkpoint())::text
              ELSE ('x' || substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8))::bit(32)::int::text END), 1, 10)
           AS epoch
    FROM log_head`;
/** Where the server does not let us ask for its identity: then only what is stored tells histories apart. */
const STORED_HEAD_SQL = 'SELECT position, floor, epoch AS stored, epoch FROM log_head';

/** Under the lock of the row, as positions are. $1, $2: only while this epoch is stored and the head is behind. */
const RENEW_SQL = `
  WITH renewed AS (
    UPDATE log_head SET epoch = substr(md5(gen_random_uuid()::text), 1, 10)
     WHERE ($1::text IS NULL OR epoch = $1) AND ($2::bigint IS NULL OR position < $2)
    RETURNING 1)
  SELECT pg_notify('${LOG_CHANNEL}', '${EPOCH_CHANGED}') FROM renewed`;

export interface LogHead {
  /** The last position given; readers at it have seen all there is. */
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
    rows = await sql.query(HEAD_SQL, []);
  } catch (error) {
    if (!isInstallationFault(error)) throw error;
    rows = await sql.query(STORED_HEAD_SQL, []);
  }
  const [row] = rows;
  if (row === undefined) throw new Error('The table log_head is empty: the database was not migrated by Carillon.');
  return { position: Number(row.position), floor: Number(row.floor), epoch: row.epoch, stored: row.stored };
}

/** Makes every cursor given out before invalid. Running servers notice at once. */
export async function renewEpoch(sql: SqlReader): Promise<void> {
  await sql.query(RENEW_SQL, [null, null]);
}

/**
 * The same after a rewind, by the first of the processes that notice it.
 *
 * @param head as it is now
 * @param seen a position that this epoch had given out
 */
export async function renewRewoundEpoch(sql: SqlReader, head: LogHead, seen: number): Promise<void> {
  await sql.query(RENEW_SQL, [head.stored, seen]);
}

import { QueryFailedError } from 'typeorm';

/**
 * The cause of an error, and so what helps.
 * - `data`: this entry cannot be processed, now or later. Set it aside and go on with the others.
 * - `database`: the connection, a lock, a momentary limit. The same work succeeds later.
 * - `installation`: a table, a privilege or the server itself is wrong. Retry, and report it as an error: a person must
 * act.
 */
export type FaultKind = 'data' | 'database' | 'installation';

/** The work was lost with its connection, or never reached the database. Always a `database` fault. */
export class ConnectionFault extends Error {}

/** By SQLSTATE class, its first two characters. Any other class means `installation`. */
const KIND_OF_CLASS: Readonly<Record<string, FaultKind>> = {
  '21': 'data', // cardinality
  '22': 'data', // data exception: a cast, a range, an encoding
  '23': 'data', // a constraint
  '44': 'data', // WITH CHECK OPTION
  '54': 'data', // too large for an index row, too many arguments
  P0: 'data', // RAISE
  '08': 'database', // connection
  '25': 'database', // read-only after a failover, a transaction that sat idle too long
  '40': 'database', // deadlock, serialization
  '53': 'database', // disk, memory, connections
  '55': 'database', // a lock that is not available
  '57': 'database', // shutdown, recovery, cancelled
  '58': 'database', // input or output of the server
};

/** pg reports these as plain errors, without a code. */
const CONNECTION_MESSAGES =
  /^(Connection terminated|Query read timeout|timeout expired|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Cannot use a pool after calling end|The server does not support SSL|There was an error establishing an SSL connection|Received unexpected \w+ message from backend)/;

/** TypeORM returns a broken connection to the pool; the transaction's next statement fails with one of these. */
const LOST_CONNECTION_NAMES = new Set([
  'QueryRunnerAlreadyReleasedError',
  'QueryRunnerProviderAlreadyReleasedError',
  'TransactionNotStartedError',
]);

/** How many levels of wrapped errors are searched for the origin. */
const MAX_CAUSES = 8;

/**
 * An exception that neither PostgreSQL, pg nor the operating system raised comes from code that met this entry: `data`.
 */
export function faultKind(error: unknown): FaultKind {
  let current: unknown = error;
  for (let depth = 0; depth < MAX_CAUSES && isErrorLike(current); depth += 1) {
    const kind = kindOf(current);
    if (kind !== undefined) return kind;
    current = originOf(current);
  }
  return 'data';
}

/** True when the entry itself is refused, so that halving a batch finds the entry and the others can go on. */
export function isDataFault(error: unknown): boolean {
  return faultKind(error) === 'data';
}

/** True when the same work may succeed in a moment, without any change. */
export function isDatabaseFault(error: unknown): boolean {
  return faultKind(error) === 'database';
}

/** True when retrying alone will not help: log it as an error, every time. */
export function isInstallationFault(error: unknown): boolean {
  return faultKind(error) === 'installation';
}

/** The SQLSTATE of an error of PostgreSQL, wrapped or not; undefined for any other error. */
export function sqlState(error: unknown): string | undefined {
  let current: unknown = error;
  for (let depth = 0; depth < MAX_CAUSES && isErrorLike(current); depth += 1) {
    const state = ownSqlState(current);
    if (state !== undefined) return state;
    current = originOf(current);
  }
  return undefined;
}

/** The name of the unique or foreign key constraint that a statement broke; undefined for any other error. */
export function brokenConstraint(error: unknown): string | undefined {
  if (!(error instanceof QueryFailedError)) return undefined;
  const cause: unknown = error.driverError;
  if (typeof cause !== 'object' || cause === null || !('constraint' in cause)) return undefined;
  return typeof cause.constraint === 'string' ? cause.constraint : undefined;
}

/** Not `instanceof Error`: an error of Node.js itself may come from another realm. */
interface ErrorLike {
  readonly name?: string;
  readonly message: string;
  readonly code?: unknown;
  readonly severity?: unknown;
  readonly syscall?: unknown;
  readonly errors?: unknown;
  readonly cause?: unknown;
}

function isErrorLike(value: unknown): value is ErrorLike {
  return typeof value === 'object' && value !== null && 'message' in value && typeof value.message === 'string';
}

function kindOf(error: ErrorLike): FaultKind | undefined {
  if (error instanceof ConnectionFault || LOST_CONNECTION_NAMES.has(error.name ?? '')) return 'database';
  const state = ownSqlState(error);
  if (state !== undefined) return KIND_OF_CLASS[state.slice(0, 2)] ?? 'installation';
  if (isSystemError(error) || CONNECTION_MESSAGES.test(error.message)) return 'database';
  return undefined;
}

/** `EPIPE` also has five capitals; only PostgreSQL's errors carry a severity as well. */
function ownSqlState({ code, severity }: ErrorLike): string | undefined {
  return typeof severity === 'string' && typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

/** A socket or a disk: never the entry's fault. A failed connect to several addresses has only the code. */
function isSystemError({ code, syscall, errors }: ErrorLike): boolean {
  return typeof code === 'string' && (typeof syscall === 'string' || Array.isArray(errors));
}

function originOf(error: ErrorLike): unknown {
  return error instanceof QueryFailedError ? error.driverError : error.cause;
}

import { AppError } from './errors.js';
import { isDatabaseFault, sqlState } from './postgres-errors.js';

/**
 * 503: a statement exceeded its time limit. The caller may narrow the request, or try again when the database is less
 * busy.
 */
export class QueryTimeout extends AppError {
  constructor() {
    super(503, 'query_timeout', 'The database took too long for this request. Narrow it, or try again.', {
      headers: { 'retry-after': '5' },
    });
  }
}

/** 503: no connection became free within the time that a request waits for one. */
export class DatabaseBusy extends AppError {
  constructor() {
    super(503, 'database_busy', 'The server has no database connection free. Try again.', {
      headers: { 'retry-after': '2' },
    });
  }
}

/** 503: the database does not answer. */
export class DatabaseUnavailable extends AppError {
  constructor() {
    super(503, 'database_unavailable', 'The database does not answer. Try again.', { headers: { 'retry-after': '5' } });
  }
}

const QUERY_CANCELED = '57014';
const LOCK_NOT_AVAILABLE = '55P03';
const TOO_MANY_CONNECTIONS = '53300';
/** Network error codes, never those of files: a full disk is not the database's fault. */
const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
]);
/** Thrown by the pool, without a code. */
const BUSY_MESSAGE = /timeout exceeded when trying to connect/;
const MAX_CAUSES = 8;

/** The answer to a caller when the database cannot serve a request; undefined when the error has another cause. */
export function databaseProblem(error: unknown): AppError | undefined {
  const state = sqlState(error);
  if (state === QUERY_CANCELED || state === LOCK_NOT_AVAILABLE) return new QueryTimeout();
  const causes = causesOf(error);
  if (state === TOO_MANY_CONNECTIONS || causes.some(({ message }) => BUSY_MESSAGE.test(message))) {
    return new DatabaseBusy();
  }
  if (!isDatabaseFault(error)) return undefined;
  // An operating system error may concern a file; one without a code comes from pg itself.
  const isFile = state === undefined && causes.some(({ code }) => typeof code === 'string' && !NETWORK.has(code));
  return isFile ? undefined : new DatabaseUnavailable();
}

interface Cause {
  readonly message: string;
  readonly code?: unknown;
}

/** The error and the errors it wraps, in the way of `postgres-errors`. */
function causesOf(error: unknown): Cause[] {
  const causes: Cause[] = [];
  let current: unknown = error;
  while (causes.length < MAX_CAUSES && isCause(current)) {
    causes.push(current);
    current = 'driverError' in current ? current.driverError : 'cause' in current ? current.cause : undefined;
  }
  return causes;
}

function isCause(value: unknown): value is Cause {
  return typeof value === 'object' && value !== null && 'message' in value && typeof value.message === 'string';
}

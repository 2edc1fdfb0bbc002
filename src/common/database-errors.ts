import { AppError } from './errors.js';

/** 503: a statement ran into its time-out. The caller may narrow the request, or try again when the database has less to do. */
export class QueryTimeout extends AppError {
  constructor() {
    super(503, 'query_timeout', 'The database took too long over this request. Narrow it, or try again.', {
      headers: { 'retry-after': '5' },
    });
  }
}

/** 503: every connection was taken for as long as a request waits for one. */
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
/** Connections, resources, and an operator's intervention: classes 08, 53 and 57 of SQLSTATE, and codes of Node's networking. */
const UNAVAILABLE = /^(08|53|57)|^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH)$/;
/** These come from pg and its pool, without a code. */
const BUSY_MESSAGE = /timeout exceeded when trying to connect/;
const UNAVAILABLE_MESSAGE = /^(Connection terminated|Client has encountered a connection error|Query read timeout)/;

/** What a caller is answered when the database cannot serve a request; undefined when the error is of another kind. */
export function databaseProblem(error: unknown): AppError | undefined {
  if (!(error instanceof Error)) return undefined;
  const cause: unknown = 'driverError' in error ? error.driverError : error;
  if (!(cause instanceof Error)) return undefined;
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  if (code === QUERY_CANCELED || code === LOCK_NOT_AVAILABLE) return new QueryTimeout();
  if (BUSY_MESSAGE.test(cause.message)) return new DatabaseBusy();
  const isDatabases = cause !== error || 'severity' in cause || ('syscall' in cause && cause.syscall === 'connect');
  if ((isDatabases && UNAVAILABLE.test(code)) || UNAVAILABLE_MESSAGE.test(cause.message))
    return new DatabaseUnavailable();
  return undefined;
}

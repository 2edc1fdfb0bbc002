import type { Environment } from './environment.js';

const MAX_COUNT = 1_000_000_000;
const MAX_BYTES = 1_099_511_627_776;
const DAY_MS = 86_400_000;

/** Requests per minute; 0 = off. */
export interface RateLimitsConfig {
  readonly perCaller: number;
  readonly perApiKey: number;
  readonly perLoginAddress: number;
}

/** One person's share of what all use. 0 = off. */
export interface LimitsConfig {
  /** Searches and reports under way. */
  readonly searchConcurrency: number;
  /** Sockets per person and process. */
  readonly sockets: number;
  /** Uploads under way. */
  readonly uploadConcurrency: number;
  readonly uploadBytesPerDay: number;
  readonly eventsPerMinute: number;
  /** A burst of large events waits in the one queue that all events pass through. */
  readonly eventBytesPerMinute: number;
  readonly eventBytesPerDay: number;
  /** Tickets, comments and other things created. */
  readonly writesPerMinute: number;
  /** Failed sign-ins per account, from all addresses together. */
  readonly signInsPerAccount: number;
  /** Invalid tokens, per address and minute. */
  readonly badTokensPerAddress: number;
}

export interface TimeoutsConfig {
  readonly statementMs: number;
  readonly searchMs: number;
  /** Time without a byte of a request's body being received, or of a response being taken. */
  readonly idleMs: number;
}

export function rateLimitsConfig(env: Environment): RateLimitsConfig {
  const range = { min: 0, max: MAX_COUNT };
  return {
    perCaller: env.int('RATE_LIMIT', 600, range),
    perApiKey: env.int('API_KEY_RATE_LIMIT', 6_000, range),
    perLoginAddress: env.int('LOGIN_RATE_LIMIT', 10, range),
  };
}

export function limitsConfig(env: Environment, perCaller: number): LimitsConfig {
  // RATE_LIMIT=0 is for loads that an operator trusts, so the limits within it are off as well, unless they are set.
  const within = (limit: number) => (perCaller === 0 ? 0 : limit);
  const count = (name: string, fallback: number) => env.int(name, fallback, { min: 0, max: MAX_COUNT });
  const bytes = (name: string, fallback: number) => env.int(name, fallback, { min: 0, max: MAX_BYTES });
  return {
    searchConcurrency: count('SEARCH_CONCURRENCY', 4),
    sockets: count('SOCKET_LIMIT', 50),
    uploadConcurrency: count('UPLOAD_CONCURRENCY', 6),
    uploadBytesPerDay: bytes('UPLOAD_DAILY_BYTES', within(5 * 1_073_741_824)),
    eventsPerMinute: count('EVENT_RATE_LIMIT', within(60_000)),
    eventBytesPerMinute: bytes('EVENT_BYTES_RATE_LIMIT', within(64 * 1_048_576)),
    eventBytesPerDay: bytes('EVENT_DAILY_BYTES', within(5 * 1_073_741_824)),
    writesPerMinute: count('WRITE_RATE_LIMIT', within(300)),
    signInsPerAccount: count('ACCOUNT_LOGIN_RATE_LIMIT', 100),
    badTokensPerAddress: count('BAD_TOKEN_RATE_LIMIT', within(120)),
  };
}

export function timeoutsConfig(env: Environment): TimeoutsConfig {
  const range = { min: 100, max: DAY_MS };
  return {
    statementMs: env.durationMs('STATEMENT_TIMEOUT', '10s', range),
    searchMs: env.durationMs('SEARCH_TIMEOUT', '2s', range),
    idleMs: env.durationMs('IDLE_TIMEOUT', '30s', range),
  };
}

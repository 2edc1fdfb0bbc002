import type { AppConfig } from '../common/config.js';
import { WatchedClient } from './database-client.js';
import { DatabaseHosts } from './database-hosts.js';
import { PreparingClient } from './preparing-client.js';

/** How long a request waits for a connection of a pool before it is answered with 503. */
export const MAX_POOL_WAIT_MS = 5_000;

/**
 * A peer that vanished without a goodbye gives its connection back after 11 s, not after the kernel's two hours. One that
 * still has packets of the server to confirm is not noticed by these, so transactions have a limit of their own.
 */
export const KEEP_ALIVES = '-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3';

/** The server cancels a statement first; an answer that is this much later does not come: the connection is half open. */
const ANSWER_MARGIN_MS = 2_000;

/** How long a transaction may stand between two statements. A busy process needs the first, whatever the time-outs. */
const MIN_IDLE_MS = 2_000;
const MAX_IDLE_MS = 10_000;

/** Connections for searches, beside those for everything else. */
export function heavyPoolSize(poolSize: number): number {
  return Math.max(2, Math.ceil(poolSize / 4));
}

/** Settings go with the connection's first message, so that no request pays a round trip for them. */
function poolOptions(settings: { url: string; max: number; statementTimeoutMs: number; options?: string }) {
  const { url, max, statementTimeoutMs, options = '' } = settings;
  return {
    Client: PreparingClient,
    connectionString: url,
    hosts: new DatabaseHosts(url),
    max,
    connectionTimeoutMillis: MAX_POOL_WAIT_MS,
    query_timeout: statementTimeoutMs + ANSWER_MARGIN_MS,
    options: [
      `-c statement_timeout=${statementTimeoutMs} -c idle_in_transaction_session_timeout=${idleMs(statementTimeoutMs)}`,
      KEEP_ALIVES,
      options,
    ].join(' '),
  };
}

/**
 * By a pooler in transaction mode a connection is another one in every transaction. So nothing may be left at it: no
 * named statement, and no setting, which the pooler has to make itself (see `PoolerCheck`).
 */
function pooledOptions({ url, max, statementTimeoutMs }: { url: string; max: number; statementTimeoutMs: number }) {
  return {
    Client: WatchedClient,
    connectionString: url,
    hosts: new DatabaseHosts(url),
    max,
    connectionTimeoutMillis: MAX_POOL_WAIT_MS,
    query_timeout: statementTimeoutMs + ANSWER_MARGIN_MS,
  };
}

/**
 * A process that is frozen, or whose machine is gone, in the middle of a transaction keeps its locks no longer: those who
 * wait for them mostly get them before their own statements time out.
 */
export function idleMs(statementTimeoutMs: number): number {
  return Math.min(MAX_IDLE_MS, Math.max(MIN_IDLE_MS, statementTimeoutMs));
}

export function mainPool({ databaseUrl: url = '', databasePoolUrl, databasePoolSize: max, timeouts }: AppConfig) {
  const statementTimeoutMs = timeouts.statementMs;
  if (databasePoolUrl === undefined) return poolOptions({ url, max, statementTimeoutMs });
  return pooledOptions({ url: databasePoolUrl, max, statementTimeoutMs });
}

export function heavyPool({ databaseUrl: url = '', databasePoolSize, timeouts }: AppConfig) {
  return poolOptions({
    url,
    max: heavyPoolSize(databasePoolSize),
    statementTimeoutMs: timeouts.searchMs,
    // The plan depends on the search text, so statements are planned with their values.
    options: '-c default_transaction_read_only=on -c jit=off -c plan_cache_mode=force_custom_plan',
  });
}

/** For a `DataSource` of a command: a URL with one host for TypeORM to read, and a client that knows all of them. */
export function commandConnection(url: string) {
  const hosts = new DatabaseHosts(url);
  return { url: hosts.firstUrl, extra: { Client: WatchedClient, connectionString: url, hosts } };
}

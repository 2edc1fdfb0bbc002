import type { AppConfig } from '../common/config.js';
import { PreparingClient } from './preparing-client.js';

/** How long a request waits for a connection of a pool before it is answered with 503. */
export const MAX_POOL_WAIT_MS = 5_000;

/** Connections for searches, beside those for everything else. */
export function heavyPoolSize(poolSize: number): number {
  return Math.max(2, Math.ceil(poolSize / 4));
}

/** Settings travel with the connection's first message, so that no request pays a round trip for them. */
export function poolOptions(settings: { max: number; statementTimeoutMs: number; options?: string }) {
  const { max, statementTimeoutMs, options = '' } = settings;
  return {
    Client: PreparingClient,
    max,
    connectionTimeoutMillis: MAX_POOL_WAIT_MS,
    options: `-c statement_timeout=${statementTimeoutMs} ${options}`.trim(),
  };
}

export function mainPool({ databasePoolSize: max, timeouts }: AppConfig) {
  return poolOptions({ max, statementTimeoutMs: timeouts.statementMs });
}

export function heavyPool({ databasePoolSize, timeouts }: AppConfig) {
  return poolOptions({
    max: heavyPoolSize(databasePoolSize),
    statementTimeoutMs: timeouts.searchMs,
    // What is searched for decides about the plan.
    options: '-c default_transaction_read_only=on -c jit=off -c plan_cache_mode=force_custom_plan',
  });
}

import type { AppConfig } from '../common/config.js';
import type { ProcessRole } from '../common/roles.js';
import { heavyPoolSize } from './database-options.js';

/** Sessions beside the pools. */
const SESSIONS: Readonly<Record<ProcessRole, number>> = {
  api: 0,
  // Notices of other processes.
  sockets: 1,
  // Lanes, deliveries, results, filters, and endpoints whose filters are behind.
  delivery: 5,
  dispatch: 1,
};
/** The tail, and the migrations before a start. */
const SESSIONS_OF_ALL = 2;

/** The most connections to the database that a process with this configuration opens; those to a pooler do not count. */
export function connectionCount({
  databasePoolSize,
  databasePoolUrl,
  roles,
}: Pick<AppConfig, 'databasePoolSize' | 'databasePoolUrl' | 'roles'>): number {
  const direct = databasePoolUrl === undefined ? databasePoolSize : 0;
  const sessions = [...roles].reduce((sum, role) => sum + SESSIONS[role], SESSIONS_OF_ALL);
  return direct + heavyPoolSize(databasePoolSize) + sessions;
}

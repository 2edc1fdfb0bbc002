import type { Environment } from './environment.js';

/**
 * What a process may do. `api`: REST, the dashboard and everything else over HTTP. `sockets`: Socket.IO. `delivery`: sends
 * webhooks and runs filters. `dispatch`: gives recorded events their positions.
 */
export const PROCESS_ROLES = ['api', 'sockets', 'delivery', 'dispatch'] as const;

export type ProcessRole = (typeof PROCESS_ROLES)[number];
export type ProcessRoles = ReadonlySet<ProcessRole>;

export interface ProcessConfig {
  readonly roles: ProcessRoles;
  /** Connections of the pool for REST and background work. */
  readonly databasePoolSize: number;
}

export function processConfig(env: Environment): ProcessConfig {
  const roles = rolesConfig(env);
  return { roles, databasePoolSize: env.int('DATABASE_POOL_SIZE', usualPoolSize(roles), { min: 1, max: 500 }) };
}

function rolesConfig(env: Environment): ProcessRoles {
  const names = env.list('PROCESS_ROLES', PROCESS_ROLES);
  const valid = `a comma list of ${PROCESS_ROLES.join(', ')}`;
  const unknown = names.filter((name) => !PROCESS_ROLES.some((role) => role === name));
  if (unknown.length > 0) env.problems.push(`PROCESS_ROLES must be ${valid}, not "${unknown.join(', ')}".`);
  else if (names.length === 0) env.problems.push(`PROCESS_ROLES must name at least one role: it is ${valid}.`);
  return new Set(PROCESS_ROLES.filter((role) => names.includes(role)));
}

/** Requests take connections of the pool. Without them, only background work does, a statement at a time. */
function usualPoolSize(roles: ProcessRoles): number {
  if (roles.has('api')) return 20;
  return roles.has('sockets') ? 10 : 5;
}

import type { Client } from 'pg';
import type { AppConfig } from '../../src/common/config.js';
import { PROCESS_ROLES, type ProcessRole } from '../../src/common/roles.js';
import { connectionCount } from '../../src/database/connection-count.js';
import { absentRoles, describeAbsence, readLiving, type LivingProcess } from '../../src/database/server-processes.js';
import { wrong, type Finding } from './finding.js';

const HAS_TABLE_SQL = `SELECT to_regclass('public.server_processes') IS NOT NULL AS exists`;

export interface ProcessPlan {
  readonly config: AppConfig;
  /** How many processes with this configuration there will be; undefined: those that run now count. */
  readonly planned: number | undefined;
}

/** Whether the database has room for all processes, and whether they have every role between them. */
export async function checkProcesses(
  client: Client,
  { usable_connections: usable }: { readonly usable_connections: number },
  { config, planned }: ProcessPlan,
): Promise<Finding[]> {
  const each = connectionCount(config);
  if (planned !== undefined) {
    return [room(planned * each, usable, `${planned} processes with ${each} connections each`)];
  }
  const living = await running(client);
  if (living.length === 0) {
    return [room(each, usable, `One process with these settings (none is running)`)];
  }
  const total = living.reduce((sum, { connections }) => sum + connections, 0);
  const more = Math.max(0, Math.floor((usable - total) / each));
  return [
    room(total, usable, `The ${living.length} running processes`, `; ${more} more of these settings fit`),
    roles(living),
  ];
}

const ADVICE = 'Lower DATABASE_POOL_SIZE, give processes fewer roles (PROCESS_ROLES), or raise max_connections.';

function room(needed: number, usable: number, what: string, rest = ''): Finding {
  if (needed <= usable) return { ok: `${what}: up to ${needed} of ${usable} connections${rest}.` };
  return wrong(`${what}: up to ${needed} connections, but the server allows ${usable}.`, ADVICE);
}

function roles(living: readonly LivingProcess[]): Finding {
  const absent = absentRoles(living);
  if (absent.length > 0) return wrong(describeAbsence(absent), 'Until then their work waits.');
  const count = (role: ProcessRole) => living.filter((process) => process.roles.includes(role)).length;
  return { ok: `Every role is taken: ${PROCESS_ROLES.map((role) => `${role} by ${count(role)}`).join(', ')}.` };
}

/** An older schema has no table of processes. */
async function running(client: Client): Promise<LivingProcess[]> {
  const { rows } = await client.query<{ exists: boolean }>(HAS_TABLE_SQL);
  if (rows[0]?.exists !== true) return [];
  return readLiving({
    query: async <Row>(sql: string, values: unknown[]) => (await client.query(sql, values)).rows as Row[],
  });
}

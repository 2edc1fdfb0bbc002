import { hostname } from 'node:os';
import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BackgroundLoop } from '../common/background-loop.js';
import { AppConfig } from '../common/config.js';
import { newId } from '../common/ids.js';
import { AppLogger } from '../common/logger.js';
import { Metrics } from '../common/metrics.js';
import { Readiness } from '../common/readiness.js';
import { PROCESS_ROLES, type ProcessRole } from '../common/roles.js';
import { VERSION } from '../common/version.js';
import { connectionCount } from './connection-count.js';
import type { SqlReader } from './sql.js';

const BEAT_MS = 2_000;
/** A process that did not beat for so long is away: dead, frozen, or without the database. */
const AWAY = `interval '10 seconds'`;
/** Rows that are older are deleted. More than this many starts in that time are not expected. */
const FORGOTTEN = `interval '1 minute'`;
const MAX_PROCESSES = 1_000;
/** During a start or an upgrade a role may be absent for a while. */
const PATIENCE_MS = 30_000;

/** By the database's clock alone. A beat from its future was made before the clock was set back. */
const LIVING = `seen_at > now() - ${AWAY} AND seen_at < now() + ${FORGOTTEN}`;

/** Skips locked rows: two processes that wait for each other's row would end in a deadlock. */
const BEAT_SQL = `
  WITH forgotten AS (
    DELETE FROM server_processes WHERE id IN (
      SELECT id FROM server_processes
       WHERE id <> $1 AND (seen_at < now() - ${FORGOTTEN} OR seen_at > now() + ${FORGOTTEN})
       ORDER BY id FOR UPDATE SKIP LOCKED)
  )
  INSERT INTO server_processes (id, name, version, roles, connections, seen_at)
  VALUES ($1, $2, $3, $4, $5, now())
  ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at`;

const LIVING_SQL = `
  SELECT id, name, version, roles, connections FROM server_processes WHERE ${LIVING} ORDER BY id LIMIT ${MAX_PROCESSES}`;

export interface LivingProcess {
  readonly id: string;
  /** Host and pid. */
  readonly name: string;
  readonly version: string;
  readonly roles: readonly ProcessRole[];
  /** The most connections to the database that it opens. */
  readonly connections: number;
}

/** The processes of this installation that showed themselves in the last ten seconds. */
export function readLiving(sql: SqlReader): Promise<LivingProcess[]> {
  return sql.query<LivingProcess>(LIVING_SQL, []);
}

/** Roles that none of them has. */
export function absentRoles(living: readonly LivingProcess[]): ProcessRole[] {
  return PROCESS_ROLES.filter((role) => !living.some(({ roles }) => roles.includes(role)));
}

const WITHOUT: Readonly<Record<ProcessRole, string>> = {
  api: 'no process answers requests',
  sockets: 'no process takes sockets',
  delivery: 'webhooks wait',
  dispatch: 'events wait: nothing is pushed or sent',
};

export function describeAbsence(roles: readonly ProcessRole[]): string {
  const effects = roles.map((role) => `${role} (${WITHOUT[role]})`).join(', ');
  return `No running process has the role ${effects}. Start one with PROCESS_ROLES=${roles.join(',')}.`;
}

/** Shows this process to the others every two seconds, and knows which of them live and what they do. */
@Injectable()
export class ServerProcesses implements OnApplicationBootstrap, BeforeApplicationShutdown {
  @Inject(Readiness) private readonly readiness: Readiness;
  readonly id = newId();
  private living: readonly LivingProcess[] = [];
  private readonly loop: BackgroundLoop;
  /** When every role was last filled, on this process's monotonic clock. */
  private completeAtMs = performance.now();
  private isWarned = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly config: AppConfig,
    private readonly logger: AppLogger,
    metrics: Metrics,
  ) {
    this.loop = new BackgroundLoop({
      round: () => this.beat(),
      onError: (error) =>
        logger.warn('This process could not show itself to the others; trying again.', { error: String(error) }),
      retryMs: BEAT_MS,
      safetyPollMs: BEAT_MS,
    });
    metrics.readGauges('carillon_processes', 'Running processes of the installation, by role.', ['role'], () =>
      PROCESS_ROLES.map((role) => ({ labels: { role }, value: this.count(role) })),
    );
  }

  /** How many running processes have this role, this one included. */
  count(role: ProcessRole): number {
    return this.living.filter(({ roles }) => roles.includes(role)).length;
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.beat();
    this.loop.start();
    this.readiness.register('roles', () => this.warning());
  }

  /** First of all, so that others take over what this process lets go. */
  async beforeApplicationShutdown(): Promise<void> {
    if (!this.loop.isStarted) return;
    await this.loop.stop();
    // If this fails, its row expires.
    await this.dataSource.query('DELETE FROM server_processes WHERE id = $1', [this.id]).catch(() => undefined);
  }

  private async beat(): Promise<void> {
    const { config } = this;
    const name = `${hostname()}:${process.pid}`;
    // A process that is to deliver nothing is no help with deliveries.
    const roles = [...config.roles].filter((role) => role !== 'delivery' || config.webhook.workerConcurrency > 0);
    await this.dataSource.query(BEAT_SQL, [this.id, name, VERSION, roles, connectionCount(config)]);
    this.living = await readLiving(this.dataSource);
    this.watchRoles();
  }

  private watchRoles(): void {
    const nowMs = performance.now();
    const absent = absentRoles(this.living);
    if (absent.length === 0) {
      this.completeAtMs = nowMs;
      this.isWarned = false;
    }
    if (this.isWarned || nowMs - this.completeAtMs < PATIENCE_MS) return;
    this.isWarned = true;
    this.logger.warn('roles.absent', { roles: absent, warning: describeAbsence(absent) });
  }

  /** This process can work all the same, so it stays ready. */
  private warning(): { readonly warning: string } | null {
    const absent = absentRoles(this.living);
    return absent.length === 0 ? null : { warning: describeAbsence(absent) };
  }
}

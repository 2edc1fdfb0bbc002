import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { AppConfig } from '../../common/config.js';
import { AppLogger } from '../../common/logger.js';
import { DeliveryQueue } from '../queue/delivery-queue.js';
import { EndpointTransitions } from './endpoint-transitions.js';

/** @returns endpoints whose owners must be notified */
const SUCCEEDED_SQL = `
  UPDATE webhook_endpoints SET last_success_at = now(), failing_since = CASE WHEN failing_told THEN failing_since END
   WHERE id = ANY($1::uuid[]) RETURNING id, failing_told AS is_due`;

const FAILED_SQL = `
  UPDATE webhook_endpoints SET failing_since = now() WHERE id = ANY($1::uuid[]) AND failing_since IS NULL`;

const FAILING_SQL = `
  SELECT id FROM webhook_endpoints
   WHERE id = ANY($1::uuid[]) AND active
     AND failing_since <= now() - CASE WHEN failing_told THEN $2::float8 ELSE $2::float8 / 2 END * interval '1 ms'`;

const STORE_MS = 1_000;

/**
 * The health of endpoints: collected in memory and written about once a second, since every request would touch the
 * row.
 */
@Injectable()
export class EndpointHealth {
  private succeeded = new Set<string>();
  private failed = new Set<string>();
  private lost = new Set<string>();
  private programs = new Map<string, ProgramHealth>();

  constructor(
    private readonly queue: DeliveryQueue,
    private readonly transitions: EndpointTransitions,
    private readonly config: AppConfig,
    private readonly logger: AppLogger,
  ) {}

  success(endpointId: string): void {
    this.succeeded.add(endpointId);
    this.failed.delete(endpointId);
  }

  failure(endpointId: string): void {
    this.failed.add(endpointId);
  }

  /** The receiver answered that it is gone (410, or 401 or 404 of a chat service): it is disabled at once. */
  gone(endpointId: string): void {
    this.lost.add(endpointId);
    void this.store();
  }

  /** Its filter or template exceeded its budget repeatedly, or works again. */
  program(endpointId: string, health: ProgramHealth): void {
    this.programs.set(endpointId, health);
  }

  /**
   * Disables endpoints that are gone or have been failing for too long; lanes notice when they read their endpoint
   * next.
   */
  @Interval(STORE_MS)
  async store(): Promise<void> {
    const { succeeded, failed, lost, programs } = this;
    if (succeeded.size + failed.size + lost.size + programs.size === 0) return;
    this.succeeded = new Set();
    this.failed = new Set();
    this.lost = new Set();
    this.programs = new Map();
    try {
      await this.write({ succeeded, failed, lost });
      await this.writePrograms(programs);
    } catch (error) {
      this.logger.error('The health of endpoints could not be stored; trying again within a second.', error);
      for (const id of succeeded) this.succeeded.add(id);
      for (const id of failed) if (!this.succeeded.has(id)) this.failed.add(id);
      for (const id of lost) this.lost.add(id);
      for (const [id, health] of programs) if (!this.programs.has(id)) this.programs.set(id, health);
    }
  }

  /** In the order of ids, so that two processes never deadlock. */
  private async write({ succeeded, failed, lost }: Figures): Promise<void> {
    if (lost.size > 0) await this.transitions.gone([...lost].sort());
    if (succeeded.size > 0) {
      const rows = await this.update<{ id: string; is_due: boolean }>(SUCCEEDED_SQL, succeeded);
      const recovered = rows.filter((row) => row.is_due).map(({ id }) => id);
      if (recovered.length > 0) await this.transitions.recovered(recovered);
    }
    if (failed.size > 0) {
      await this.update(FAILED_SQL, failed);
      const limits = [[...failed], this.config.webhook.disableAfterMs];
      const failing = await this.queue.reader.query<{ id: string }>(FAILING_SQL, limits);
      if (failing.length > 0) await this.transitions.failing(failing.map(({ id }) => id).sort());
    }
  }

  private async writePrograms(programs: ReadonlyMap<string, ProgramHealth>): Promise<void> {
    for (const kind of ['filter', 'template'] as const) {
      const of = (isFailing: boolean) =>
        [...programs].filter(([, health]) => health.kind === kind && health.isFailing === isFailing).map(([id]) => id);
      const [failing, working] = [of(true).sort(), of(false).sort()];
      if (failing.length > 0) await this.transitions.programFailing(failing, kind);
      if (working.length > 0) await this.transitions.programRecovered(working, kind);
    }
  }

  private update<Row>(sql: string, ids: ReadonlySet<string>): Promise<Row[]> {
    return this.queue.write((session) => session.query<Row>(sql, [[...ids].sort()]));
  }
}

export interface ProgramHealth {
  readonly kind: 'filter' | 'template';
  readonly isFailing: boolean;
}

interface Figures {
  readonly succeeded: ReadonlySet<string>;
  readonly failed: ReadonlySet<string>;
  readonly lost: ReadonlySet<string>;
}

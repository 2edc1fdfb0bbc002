import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { AppConfig } from '../../common/config.js';
import { AppLogger } from '../../common/logger.js';
import type { SqlReader } from '../../database/sql.js';
import { DeliveryQueue } from './delivery-queue.js';

const SUCCEEDED_SQL = `
  UPDATE webhook_endpoints SET last_success_at = now(), failing_since = NULL WHERE id = ANY($1::uuid[])`;

const FAILED_SQL = `
  UPDATE webhook_endpoints SET failing_since = now() WHERE id = ANY($1::uuid[]) AND failing_since IS NULL`;

const DISABLE_FAILING_SQL = `
  UPDATE webhook_endpoints SET active = false, updated_at = now(),
         disabled_reason = 'Every attempt failed since ' || to_char(failing_since AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || '.'
   WHERE id = ANY($1::uuid[]) AND active AND failing_since <= now() - $2::float8 * interval '1 ms'
  RETURNING id`;

const STORE_MS = 1_000;

const DISABLE_GONE_SQL = `
  UPDATE webhook_endpoints SET active = false, updated_at = now(), disabled_reason = 'The receiver answered 410: it is gone.'
   WHERE id = ANY($1::uuid[]) AND active RETURNING id`;

/** How endpoints are doing: collected in memory and written about once a second, since every request would touch the row. */
@Injectable()
export class EndpointHealth {
  private succeeded = new Set<string>();
  private failed = new Set<string>();
  private lost = new Set<string>();

  constructor(
    private readonly queue: DeliveryQueue,
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

  /** It said that it will not be back: disabled at once. */
  gone(endpointId: string): void {
    this.lost.add(endpointId);
    void this.store();
  }

  /** Disables what is gone or has been failing for too long; the lanes learn of it when they read their endpoint next. */
  @Interval(STORE_MS)
  async store(): Promise<void> {
    const { succeeded, failed, lost } = this;
    if (succeeded.size + failed.size + lost.size === 0) return;
    this.succeeded = new Set();
    this.failed = new Set();
    this.lost = new Set();
    try {
      const disabled = await this.queue.write((sql) => this.write(sql, { succeeded, failed, lost }));
      for (const id of disabled) this.logger.event('endpoint.disabled', { endpoint_id: id });
    } catch (error) {
      this.logger.error('The health of endpoints could not be stored; trying again within a second.', error);
      for (const id of succeeded) this.succeeded.add(id);
      for (const id of failed) if (!this.succeeded.has(id)) this.failed.add(id);
      for (const id of lost) this.lost.add(id);
    }
  }

  /** @returns the endpoints that are disabled from now on. In the order of ids, so that no two wait for each other. */
  private async write(sql: SqlReader, { succeeded, failed, lost }: Figures): Promise<string[]> {
    const ids: { id: string }[] = [];
    if (succeeded.size > 0) await sql.query(SUCCEEDED_SQL, [[...succeeded].sort()]);
    if (lost.size > 0) ids.push(...(await sql.query<{ id: string }>(DISABLE_GONE_SQL, [[...lost].sort()])));
    if (failed.size > 0) {
      await sql.query(FAILED_SQL, [[...failed].sort()]);
      const limits = [[...failed].sort(), this.config.webhook.disableAfterMs];
      ids.push(...(await sql.query<{ id: string }>(DISABLE_FAILING_SQL, limits)));
    }
    return ids.map(({ id }) => id);
  }
}

interface Figures {
  readonly succeeded: ReadonlySet<string>;
  readonly failed: ReadonlySet<string>;
  readonly lost: ReadonlySet<string>;
}

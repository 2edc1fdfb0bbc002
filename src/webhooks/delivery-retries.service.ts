import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Conflict } from '../common/errors.js';
import type { Viewer } from '../common/visibility.js';
import { DeliveriesService } from './deliveries.service.js';
import type { DeliveryAnswer } from './deliveries.dto.js';
import { DeliveryWorker } from './delivery/delivery-worker.js';
import { WebhookDisabled } from './endpoint-errors.js';
import { endpointReader, visibleEndpoints } from './endpoints.policy.js';
import { EndpointsService } from './endpoints.service.js';
import { wakeLane } from './waiting-deliveries.js';

/** A success is logged in the delivery's own row, which the next attempt overwrites. */
const KEEP_SUCCESS_SQL = `
  INSERT INTO webhook_attempts (delivery_id, number, started_at, duration_ms, response_status, response_body, timings)
  SELECT id, tries, delivered_at - duration_ms * interval '1 ms', duration_ms, response_status, response_body, timings
    FROM webhook_deliveries
   WHERE endpoint_id = $1 AND id = $2 AND state = 'success' AND delivered_at IS NOT NULL AND duration_ms IS NOT NULL
  ON CONFLICT DO NOTHING`;

/**
 * The attempts stay spent: who retries by hand asks for one more, and the schedule goes on only where it had some left.
 * Without its event there is nothing to send.
 */
const RETRY_SQL = `
  WITH again AS (
    UPDATE webhook_deliveries d SET state = 'pending', due_at = NULL, delivered_at = NULL, waited_ms = 0
     WHERE d.endpoint_id = $1 AND d.id = $2 AND d.state <> 'held'
       AND EXISTS (SELECT FROM event_bodies b WHERE b.id = d.event_id)
    RETURNING d.id)
  SELECT id FROM again`;

/**
 * Tests have no place in the log, and are over. $1: one endpoint; null: all that the viewer may see. $2 to $5: the viewer; who
 * sees everything has all endpoints there are. $6 and $7: queued when. $8: names and groups of events; null: any.
 */
const FAILED_SQL = `
  SELECT d.id FROM webhook_deliveries d JOIN webhook_endpoints e ON e.id = d.endpoint_id
   WHERE e.active AND ($1::uuid IS NULL OR e.id = $1) AND ($4::boolean OR (${visibleEndpoints(2)}))
     AND d.state = 'failed' AND d.position > 0
     AND ($6::timestamptz IS NULL OR d.created_at >= $6) AND ($7::timestamptz IS NULL OR d.created_at <= $7)
     AND ($8::text[] IS NULL OR EXISTS (
       SELECT FROM unnest($8::text[]) p
        WHERE p IN ('*', d.event_type) OR (right(p, 2) = '.*' AND starts_with(d.event_type, left(p, -1)))))
     AND EXISTS (SELECT FROM event_bodies b WHERE b.id = d.event_id)`;

const COUNT_FAILED_SQL = `SELECT count(*)::int AS retried FROM (${FAILED_SQL}) failed`;

/** Its state is asked for again: a worker or another request may have changed it meanwhile. */
const RETRY_FAILED_SQL = `
  WITH again AS (
    UPDATE webhook_deliveries d SET state = 'pending', due_at = NULL, waited_ms = 0
      FROM (${FAILED_SQL}) failed WHERE d.id = failed.id AND d.state = 'failed'
    RETURNING d.endpoint_id
  ), woken AS (
    INSERT INTO webhook_lanes (endpoint_id, due_at) SELECT DISTINCT endpoint_id, now() FROM again ORDER BY 1
    ON CONFLICT (endpoint_id) DO UPDATE SET due_at = least(webhook_lanes.due_at, excluded.due_at)
  )
  SELECT count(*)::int AS retried FROM again`;

export interface FailedChoice {
  readonly webhookId: string | undefined;
  readonly since: Date | undefined;
  readonly until: Date | undefined;
  readonly types: readonly string[] | undefined;
  /** Only counts. */
  readonly isDryRun: boolean;
}

/** 409: what was to be sent is past its retention. */
export class EventExpired extends Conflict {
  constructor() {
    super('event_expired', 'The event is not kept any more, so there is nothing to send.');
  }
}

/** Sends again by hand: with the same `webhook-id`, so that a receiver can drop what it has. */
@Injectable()
export class DeliveryRetries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly endpoints: EndpointsService,
    private readonly deliveries: DeliveriesService,
    private readonly worker: DeliveryWorker,
  ) {}

  /** @throws NotFound, WebhookDisabled, EventExpired */
  async retry(viewer: Viewer, endpointId: string, id: string): Promise<DeliveryAnswer> {
    const endpoint = await this.endpoints.find(viewer, endpointId);
    await this.deliveries.summary(endpointId, id);
    if (!endpoint.active) throw new WebhookDisabled();
    await this.dataSource.transaction(async (manager) => {
      await manager.query(KEEP_SUCCESS_SQL, [endpointId, id]);
      const again = await manager.query<unknown[]>(RETRY_SQL, [endpointId, id]);
      if (again.length === 0) throw new EventExpired();
      await wakeLane(manager, endpointId);
    });
    this.worker.lookAgain();
    return this.deliveries.summary(endpointId, id);
  }

  /** What has failed, of one endpoint or of all that the viewer has; disabled ones are left alone. @throws NotFound */
  async retryFailed(viewer: Viewer, choice: FailedChoice): Promise<{ retried: number }> {
    const { webhookId, since, until, types, isDryRun } = choice;
    if (webhookId !== undefined) await this.endpoints.find(viewer, webhookId);
    const parameters = [webhookId ?? null, ...endpointReader(viewer), since ?? null, until ?? null, types ?? null];
    const sql = isDryRun ? COUNT_FAILED_SQL : RETRY_FAILED_SQL;
    const [row] = await this.dataSource.query<{ retried: number }[]>(sql, parameters);
    if (!isDryRun) this.worker.lookAgain();
    return { retried: row?.retried ?? 0 };
  }
}

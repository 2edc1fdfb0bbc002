import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Conflict } from '../../common/errors.js';
import type { Viewer } from '../../common/visibility.js';
import { WebhookDisabled } from '../endpoints/endpoint-errors.js';
import { endpointReader, visibleEndpoints } from '../endpoints/endpoints.policy.js';
import { EndpointsService } from '../endpoints/endpoints.service.js';
import { DeliveryStore } from '../queue/delivery-store.js';
import { LaneStore } from '../queue/lane-store.js';
import { WorkSignal } from '../queue/work-signal.js';
import type { DeliveryAnswer } from './deliveries.answers.js';
import { DeliveriesService } from './deliveries.service.js';

/**
 * Tests have no place in the log, and are finished. $1: one endpoint; null: all that the viewer may see. $2 to $5: the
 * viewer; viewers who see everything have all endpoints. $6 and $7: queued when. $8: names and groups of events; null:
 * any.
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

/** Sends again by hand, with the same `webhook-id`, so that receivers can drop repeats. */
@Injectable()
export class DeliveryRetriesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly endpoints: EndpointsService,
    private readonly deliveries: DeliveriesService,
    private readonly signal: WorkSignal,
  ) {}

  /** @throws NotFound, WebhookDisabled, EventExpired */
  async retry(viewer: Viewer, endpointId: string, id: string): Promise<DeliveryAnswer> {
    const endpoint = await this.endpoints.find(viewer, endpointId);
    await this.deliveries.summary(endpointId, id);
    if (!endpoint.active) throw new WebhookDisabled();
    await this.dataSource.transaction(async (manager) => {
      if (!(await new DeliveryStore(manager).retry(endpointId, id))) throw new EventExpired();
      await new LaneStore(manager).wake([endpointId], { by: this.signal.id, isBehind: true });
    });
    this.signal.lookAgain(new Set([endpointId]));
    return this.deliveries.summary(endpointId, id);
  }

  /**
   * Everything that failed, of one endpoint or of all that the viewer may change, except disabled ones. @throws
   * NotFound
   */
  async retryFailed(viewer: Viewer, choice: FailedChoice): Promise<{ retried: number }> {
    const { webhookId, since, until, types, isDryRun } = choice;
    if (webhookId !== undefined) await this.endpoints.find(viewer, webhookId);
    const parameters = [webhookId ?? null, ...endpointReader(viewer), since ?? null, until ?? null, types ?? null];
    if (isDryRun) {
      const [row] = await this.dataSource.query<{ retried: number }[]>(COUNT_FAILED_SQL, parameters);
      return { retried: row?.retried ?? 0 };
    }
    const { retried, endpointIds } = await this.dataSource.transaction(async (manager) => {
      const again = await new DeliveryStore(manager).retryChosen({ sql: FAILED_SQL, parameters, forgetsError: false });
      await new LaneStore(manager).wake(again.endpointIds, { by: this.signal.id, isBehind: true });
      return again;
    });
    this.signal.lookAgain(new Set(endpointIds));
    return { retried };
  }
}

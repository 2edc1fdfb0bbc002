import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Conflict, Forbidden, InvalidInput } from '../../common/errors.js';
import type { Viewer } from '../../common/visibility.js';
import { loadVisibleEvent } from '../../events/visible-event.js';
import type { DeliveryAnswer } from '../deliveries/deliveries.answers.js';
import { DeliveriesService } from '../deliveries/deliveries.service.js';
import { BuiltInWebhookFixed, WebhookDisabled } from '../endpoints/endpoint-errors.js';
import { EndpointsService } from '../endpoints/endpoints.service.js';
import { loadCandidate } from '../matching/endpoint-candidate.js';
import { matchByHand, type EndpointMatch } from '../matching/endpoint-matching.js';
import { queueMatches } from '../matching/queued-matches.js';
import { LaneStore } from '../queue/lane-store.js';
import { WorkSignal } from '../queue/work-signal.js';

/** Two requests at once make one delivery. */
const LOCK_SQL = `SELECT pg_advisory_xact_lock(hashtextextended('resend ' || $1::text || ' ' || $2::text, 0))`;

/** $1: an endpoint; $2: an event; $3: in these states. */
const LATEST_SQL = `
  SELECT id FROM webhook_deliveries WHERE endpoint_id = $1 AND event_id = $2 AND state = ANY($3::text[])
   ORDER BY id DESC LIMIT 1`;
const WAITING = ['pending', 'retry', 'held'];

/** 409: it has no place in the log yet, so its `sequence` is unknown. */
export class EventNotDispatched extends Conflict {
  constructor() {
    super('event_not_dispatched', 'The event is not dispatched yet. Try again in a moment.');
  }
}

/** 403: the owner of the webhook may not see what the event is about, or the webhook leaves out what is internal. */
export class EventHiddenFromWebhook extends Forbidden {
  constructor() {
    super(
      'The webhook may not be sent this event. Its owner may not see it, or the webhook has no `include_internal`.',
    );
  }
}

/** Sends a past event to one endpoint by hand. */
@Injectable()
export class ResendsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly endpoints: EndpointsService,
    private readonly deliveries: DeliveriesService,
    private readonly signal: WorkSignal,
  ) {}

  /** @throws NotFound, InvalidInput, EventHiddenFromWebhook, EventNotDispatched, WebhookDisabled */
  async resend(viewer: Viewer, eventId: string, endpointId: string): Promise<DeliveryAnswer> {
    const event = await loadVisibleEvent(this.dataSource, viewer, eventId);
    const endpoint = await this.endpoints.find(viewer, endpointId);
    if (endpoint.kind === 'built_in') throw new BuiltInWebhookFixed();
    if (endpoint.kind === 'personal') throw new InvalidInput([{ field: 'webhook_id', message: IS_PERSONAL }]);
    const match = await matchByHand(this.dataSource, await loadCandidate(this.dataSource, endpoint), event);
    if (match === null) throw new EventHiddenFromWebhook();
    if (event.position === 0) throw new EventNotDispatched();
    if (!endpoint.active) throw new WebhookDisabled();
    const id = await this.dataSource.transaction((manager) => this.queue(manager, match));
    this.signal.lookAgain(new Set([endpointId]));
    return this.deliveries.summary(endpointId, id);
  }

  /** @returns the id of the waiting delivery, new or not */
  private async queue(manager: EntityManager, match: EndpointMatch): Promise<string> {
    const parameters = [match.endpointId, match.event.id];
    await manager.query(LOCK_SQL, parameters);
    const latest = async () => {
      const [row] = await manager.query<{ id: string }[]>(LATEST_SQL, [...parameters, WAITING]);
      return row?.id;
    };
    const waiting = await latest();
    if (waiting === undefined) await queueMatches(manager, [match]);
    await new LaneStore(manager).wake([match.endpointId], { by: this.signal.id, isBehind: true });
    const id = waiting ?? (await latest());
    if (id === undefined) throw new Error(`No delivery was queued for event ${match.event.id}.`);
    return id;
  }
}

const IS_PERSONAL =
  'is a personal webhook, which gets notifications. Retry one of its deliveries, or name another webhook';

import { Injectable } from '@nestjs/common';
import type { SqlReader } from '../../database/sql.js';
import { ChannelFacts } from '../../events/channel-facts.js';
import { deskDefinition, isDeskEvent } from '../../events/desk-events.js';
import {
  ResultKey,
  type BatchResults,
  type DispatchBatch,
  type EventConsumer,
  type Prepared,
  type TailBatch,
} from '../../events/event-consumer.js';
import type { LoggedEvent } from '../../events/logged-event.js';
import {
  notificationEnvelope,
  STORED_NOTIFICATIONS,
  type FanOutPart,
  type StoredNotification,
  type StoredNotifications,
} from '../../notifications/stored-notifications.js';
import { eventsOfLeftEndpoints } from '../endpoints/endpoint-succession.js';
import { FilterStage } from '../filtering/filter-stage.js';
import { findPlainMatches } from '../matching/endpoint-matching.js';
import { queueMatches } from '../matching/queued-matches.js';
import { deliveryKey } from '../queue/delivery-key.js';
import { DeliveryStore } from '../queue/delivery-store.js';
import { LaneStore } from '../queue/lane-store.js';
import { WorkSignal } from '../queue/work-signal.js';
import { DeliveryWorker } from './delivery-worker.js';

/** People with a personal webhook in a part of an audience that is too large to be listed. $1 and $2: where it begins and ends. */
const REACHABLE_SQL = `
  SELECT user_id FROM webhook_endpoints WHERE kind = 'personal' AND user_id > $1::uuid AND user_id <= $2::uuid`;

type QueuedNotification = Omit<StoredNotification, 'inbox' | 'socket' | 'webhook'>;

/** Endpoints of people who have left the staff get nothing internal any more, but go on with the rest. */
const END_INTERNAL_SQL = `
  UPDATE webhook_endpoints e SET include_internal = false, updated_at = now() FROM users u
   WHERE e.include_internal AND e.owner_type = 'user' AND e.user_id = u.id AND u.id = ANY($1::uuid[])
     AND u.role NOT IN ('admin', 'agent')`;

const OWN_ENDPOINTS_SQL = 'SELECT id FROM webhook_endpoints WHERE user_id = ANY($1::uuid[])';

/** No one is left who could read or change them. Requests in flight end as after a DELETE of the endpoint. */
const REMOVE_SQL = `
  WITH gone AS (DELETE FROM webhook_endpoints WHERE user_id = ANY($1::uuid[]) RETURNING id) SELECT id FROM gone`;

/** What a batch that this process dispatched has queued. */
interface Queued {
  readonly endpointIds: ReadonlySet<string>;
  readonly hasFiltered: boolean;
}

const QUEUED = new ResultKey<Queued>('queued deliveries');

/** Queues deliveries of notifications and events, in the transaction that stores these. */
@Injectable()
export class WebhooksConsumer implements EventConsumer {
  readonly name = 'webhooks';

  constructor(
    private readonly worker: DeliveryWorker,
    private readonly signal: WorkSignal,
    private readonly filters: FilterStage,
    private readonly facts: ChannelFacts,
  ) {}

  async prepare(batch: DispatchBatch, results: BatchResults): Promise<Prepared> {
    const stored = results.get(STORED_NOTIFICATIONS) ?? { rows: [], parts: [] };
    const notified = await this.queueNotifications(batch, stored);
    const { endpointIds: matched, hasFiltered } = await this.queueEvents(batch);
    const endpointIds = new Set([...notified, ...matched]);
    results.set(QUEUED, { endpointIds, hasFiltered });
    // Before the endpoints of deleted people go: a company's stay.
    const following = await eventsOfLeftEndpoints(batch);
    await this.endForOwners(batch);
    // After all changes of endpoints: enabling one locks it before its lane, and the other order could end in a deadlock.
    await new LaneStore(batch.sql).wake(endpointIds, { by: this.signal.id });
    return { following };
  }

  /**
   * The lanes are due already. A worker that holds them only has to read on. Of what other processes dispatched, it
   * hears by name: `LaneStore.wake` notifies.
   */
  deliver({ events, results }: TailBatch): void {
    const revoking = events.filter((event) => deskDefinition(event)?.revokesAccess === 'to-subject');
    const changed = events.filter((event) => deskDefinition(event)?.revokesAccess === 'of-user');
    if (revoking.length + changed.length > 0) this.worker.invalidateRights(keysOf(revoking), entitiesOf(changed));
    const queued = results?.get(QUEUED);
    if (queued !== undefined && queued.endpointIds.size > 0) this.worker.wake(queued.endpointIds);
    if (queued?.hasFiltered === true) this.filters.wake();
    else if (queued === undefined) this.filters.wakeForOthers();
  }

  /** Only for events of the desk: one from outside with the same name says nothing about accounts here. */
  private async endForOwners({ events, sql }: DispatchBatch): Promise<void> {
    const idsOf = (...types: string[]) =>
      events.flatMap((event) => (isDeskEvent(event, ...types) ? [event.entityId] : []));
    const gone = idsOf('user.deactivated', 'user.deleted');
    if (gone.length > 0) {
      const endpoints = await sql.query<{ id: string }>(OWN_ENDPOINTS_SQL, [gone]);
      const ids = endpoints.map(({ id }) => id);
      await new DeliveryStore(sql).cancelWaiting(ids, 'The recipient is not active any more.');
    }
    const changed = idsOf('user.updated');
    if (changed.length > 0) await sql.query(END_INTERNAL_SQL, [changed]);
    const deleted = idsOf('user.deleted');
    if (deleted.length > 0) {
      const endpoints = await sql.query<{ id: string }>(REMOVE_SQL, [deleted]);
      await new LaneStore(sql).forget(endpoints.map(({ id }) => id));
    }
  }

  /** @returns ids of the endpoints that got a delivery */
  private async queueNotifications(
    { events, sql }: DispatchBatch,
    { rows, parts }: StoredNotifications,
  ): Promise<string[]> {
    const wanted = [...rows.filter(({ webhook }) => webhook), ...(await this.loadWanted(sql, parts))];
    if (wanted.length === 0) return [];
    const byId = new Map([...events, ...parts.map(({ event }) => event)].map((event) => [event.id, event]));
    const deliveries = wanted.map((notification) => {
      const event = byId.get(notification.eventId);
      return {
        userId: notification.userId,
        position: notification.position,
        eventId: notification.eventId,
        messageId: notification.id,
        type: event?.type,
        orderingKey: event === undefined ? null : deliveryKey(event),
        notification: JSON.stringify(notificationEnvelope(notification)),
      };
    });
    return new DeliveryStore(sql).enqueueNotifications(deliveries);
  }

  /** Notifications of large audiences, for people with a personal webhook. */
  private async loadWanted(sql: SqlReader, parts: readonly FanOutPart[]): Promise<QueuedNotification[]> {
    const wanted: QueuedNotification[] = [];
    for (const { shared, after, upTo } of parts) {
      const rows = await sql.query<{ user_id: string }>(REACHABLE_SQL, [after, upTo]);
      if (rows.length === 0) continue;
      const at = { position: shared.position, userIds: rows.map((row) => row.user_id) };
      wanted.push(...(await this.facts.forWebhooks(sql, at)).map(({ id, userId }) => ({ ...shared, id, userId })));
    }
    return wanted;
  }

  /** For endpoints without a filter. A filter is a user's program, which never runs in a dispatch. */
  private async queueEvents({ events, sql }: DispatchBatch): Promise<EventMatches> {
    const { matches, hasFiltered } = await findPlainMatches(sql, events);
    await queueMatches(sql, matches);
    return { endpointIds: matches.map(({ endpointId }) => endpointId), hasFiltered };
  }
}

interface EventMatches {
  readonly endpointIds: readonly string[];
  readonly hasFiltered: boolean;
}

function keysOf(events: readonly LoggedEvent[]): Set<string> {
  return new Set(events.flatMap(({ orderingKey }) => (orderingKey === null ? [] : [orderingKey])));
}

function entitiesOf(events: readonly LoggedEvent[]): Set<string> {
  return new Set(events.flatMap(({ entityId }) => (entityId === null ? [] : [entityId])));
}

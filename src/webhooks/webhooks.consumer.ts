import { Injectable } from '@nestjs/common';
import { newId } from '../common/ids.js';
import type {
  DispatchBatch,
  EventConsumer,
  FanOutPart,
  StoredNotification,
  TailBatch,
} from '../events/event-consumer.js';
import type { SqlReader } from '../database/sql.js';
import { deskDefinition, isDeskEvent } from '../events/desk-events.js';
import type { LoggedEvent } from '../events/logged-event.js';
import { notificationEnvelope } from '../events/notification-envelope.js';
import { DeliveryWorker } from './delivery/delivery-worker.js';
import { deliveryKey } from './matching/delivery-key.js';
import { tellOfLeftEndpoints } from './endpoint-succession.js';
import { FilterStage } from './filtering/filter-stage.js';
import { findPlainMatches } from './matching/endpoint-matching.js';
import { queueMatches, wakeLanes } from './matching/queued-matches.js';

/** Of a part of an audience too large to be listed. $1 and $2: its people, $3: its position. */
const WANTED_SQL = `
  SELECT n.id, n.user_id
    FROM webhook_endpoints e JOIN notifications n ON n.user_id = e.user_id AND n.position = $3::bigint AND n.webhook
   WHERE e.kind = 'personal' AND e.user_id > $1::uuid AND e.user_id <= $2::uuid`;

/** Whether the endpoint is switched on is decided when it is sent: that needs no lock here. */
const QUEUE_NOTIFICATIONS_SQL = `
  INSERT INTO webhook_deliveries (id, endpoint_id, position, event_id, message_id, event_type, ordering_key, notification)
  SELECT n.id, e.id, n.position, n.event_id, n.message_id, n.event_type, n.ordering_key, n.notification
    FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::text[])
           n(id, user_id, position, event_id, message_id, event_type, ordering_key, notification)
    JOIN webhook_endpoints e ON e.user_id = n.user_id AND e.kind = 'personal'
  RETURNING endpoint_id`;

const CANCEL_SQL = `
  UPDATE webhook_deliveries SET state = 'cancelled', due_at = NULL, error = 'The recipient is not active any more.'
   WHERE endpoint_id IN (SELECT id FROM webhook_endpoints WHERE user_id = ANY($1::uuid[]))
     AND state IN ('pending', 'retry', 'held')`;

/** Who has left the staff gets nothing internal any more. Their endpoints say so, and go on with the rest. */
const END_INTERNAL_SQL = `
  UPDATE webhook_endpoints e SET include_internal = false, updated_at = now() FROM users u
   WHERE e.include_internal AND e.owner_type = 'user' AND e.user_id = u.id AND u.id = ANY($1::uuid[])
     AND u.role NOT IN ('admin', 'agent')`;

/** Nobody is left who could read or change them. What is being sent just now ends as after a DELETE of the endpoint. */
const REMOVE_SQL = `
  WITH gone AS (DELETE FROM webhook_endpoints WHERE user_id = ANY($1::uuid[]) RETURNING id)
  DELETE FROM webhook_lanes WHERE endpoint_id IN (SELECT id FROM gone)`;

type QueuedNotification = Omit<StoredNotification, 'inbox' | 'socket' | 'webhook'>;

/** Queues deliveries in the transaction that stores what they tell of: notifications, and events that endpoints ask for. */
@Injectable()
export class WebhooksConsumer implements EventConsumer {
  readonly name = 'webhooks';
  /** What this process queued itself, by the batch's list of notifications: it need not look elsewhere. */
  private readonly queued = new WeakMap<readonly StoredNotification[], Queued>();

  constructor(
    private readonly worker: DeliveryWorker,
    private readonly filters: FilterStage,
  ) {}

  async prepare(batch: DispatchBatch): Promise<void> {
    const notified = await this.queueNotifications(batch);
    const { endpointIds: matched, hasFiltered } = await this.queueEvents(batch);
    const endpointIds = new Set([...notified, ...matched]);
    await wakeLanes(batch.sql, endpointIds);
    this.queued.set(batch.notifications, { endpointIds, hasFiltered });
    // Before the endpoints of deleted people go: a company's stay.
    await tellOfLeftEndpoints(batch);
    await this.endForOwners(batch);
  }

  /** The lanes are due by then; a busy worker has them already, and only has to read on. */
  deliver({ events, notifications }: TailBatch): void {
    const revoking = events.filter((event) => deskDefinition(event)?.revokesAccess === 'to-subject');
    const changed = events.filter((event) => deskDefinition(event)?.revokesAccess === 'of-user');
    if (revoking.length + changed.length > 0) this.worker.distrust(keysOf(revoking), entitiesOf(changed));
    const queued = notifications === null ? undefined : this.queued.get(notifications);
    if (queued === undefined) this.worker.wake();
    else if (queued.endpointIds.size > 0) this.worker.wakeFor(queued.endpointIds);
    if (queued?.hasFiltered === true) this.filters.wake();
    else if (queued === undefined) this.filters.wakeForOthers();
  }

  /** Only what happened here: an event of this name from outside says nothing of our people. */
  private async endForOwners({ events, sql }: DispatchBatch): Promise<void> {
    const idsOf = (...types: string[]) =>
      events.flatMap((event) => (isDeskEvent(event, ...types) ? [event.entityId] : []));
    const gone = idsOf('user.deactivated', 'user.deleted');
    if (gone.length > 0) await sql.query(CANCEL_SQL, [gone]);
    const changed = idsOf('user.updated');
    if (changed.length > 0) await sql.query(END_INTERNAL_SQL, [changed]);
    const deleted = idsOf('user.deleted');
    if (deleted.length > 0) await sql.query(REMOVE_SQL, [deleted]);
  }

  /** @returns the endpoints that got something */
  private async queueNotifications({ events, notifications, parts, sql }: DispatchBatch): Promise<string[]> {
    const wanted = [...notifications.filter(({ webhook }) => webhook), ...(await loadWanted(sql, parts))];
    if (wanted.length === 0) return [];
    const queued = await sql.query<{ endpoint_id: string }>(
      QUEUE_NOTIFICATIONS_SQL,
      columns(wanted, [...events, ...parts.map(({ event }) => event)]),
    );
    return queued.map((row) => row.endpoint_id);
  }

  /** Those of endpoints without a filter: a filter is a user's program, and runs in no dispatch. */
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

/** What a batch of this process's own came to. */
interface Queued {
  readonly endpointIds: ReadonlySet<string>;
  readonly hasFiltered: boolean;
}

/** Of people who have a URL of their own. */
async function loadWanted(sql: SqlReader, parts: readonly FanOutPart[]): Promise<QueuedNotification[]> {
  const wanted: QueuedNotification[] = [];
  for (const { alike, after, upTo } of parts) {
    const rows = await sql.query<{ id: string; user_id: string }>(WANTED_SQL, [after, upTo, alike.position]);
    wanted.push(...rows.map((row) => ({ ...alike, id: row.id, userId: row.user_id })));
  }
  return wanted;
}

function columns(wanted: readonly QueuedNotification[], events: readonly LoggedEvent[]): unknown[] {
  const byId = new Map(events.map((event) => [event.id, event]));
  return [
    wanted.map(() => newId()),
    wanted.map(({ userId }) => userId),
    wanted.map(({ position }) => position),
    wanted.map(({ eventId }) => eventId),
    wanted.map(({ id }) => id),
    wanted.map(({ eventId }) => byId.get(eventId)?.type),
    wanted.map(({ eventId }) => keyOf(byId.get(eventId))),
    wanted.map((notification) => JSON.stringify(notificationEnvelope(notification))),
  ];
}

function keyOf(event: LoggedEvent | undefined): string | null {
  return event === undefined ? null : deliveryKey(event);
}

function keysOf(events: readonly LoggedEvent[]): Set<string> {
  return new Set(events.flatMap(({ orderingKey }) => (orderingKey === null ? [] : [orderingKey])));
}

function entitiesOf(events: readonly LoggedEvent[]): Set<string> {
  return new Set(events.flatMap(({ entityId }) => (entityId === null ? [] : [entityId])));
}

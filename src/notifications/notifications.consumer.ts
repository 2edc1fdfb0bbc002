import { Injectable } from '@nestjs/common';
import { newId } from '../common/ids.js';
import type { BookkeepingSession } from '../database/bookkeeping-session.js';
import type { DispatchBatch, EventConsumer, StoredNotification } from '../events/event-consumer.js';
import { isDeskEvent } from '../events/desk-events.js';
import type { LoggedEvent } from '../events/logged-event.js';
import { fanOut } from './fan-out.js';
import { messageOf } from './messages.js';
import { NOTIFICATION_TYPES } from './notification-types.js';
import { findRecipients, type Recipient } from './recipients.js';

const STORE_SQL = `
  INSERT INTO notifications (id, user_id, event_id, position, type, reason, message, related_type, related_id, inbox,
                             socket, webhook, created_at)
  SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::text[],
                       $9::uuid[], $10::boolean[], $11::boolean[], $12::boolean[], $13::timestamptz[])`;

/** The log's entries about one inbox, by person: replay and counts look them up without reading the whole log. */
const STORE_CHANGES_SQL = `
  INSERT INTO inbox_changes (user_id, position, delta, data)
  SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::int[], $4::text[])`;

/** Works out who is told of what and stores it, in the transaction that gives the events their positions. */
@Injectable()
export class NotificationsConsumer implements EventConsumer {
  readonly name = 'notifications';

  async prepare(batch: DispatchBatch): Promise<void> {
    await storeChanges(
      batch.sql,
      batch.events.filter((event) => isDeskEvent(event, 'inbox.changed')),
    );
    await fanOut(batch);
    const recipients = await findRecipients(batch.sql, batch.events);
    if (recipients.length === 0) return;
    const rows = recipients.map(toNotification);
    batch.notifications.push(...rows);
    await batch.sql.query(STORE_SQL, columns(rows));
  }
}

function toNotification(recipient: Recipient): StoredNotification {
  const { event, userId, type, reason, channels } = recipient;
  const relatedType = NOTIFICATION_TYPES[type];
  return {
    id: newId(),
    userId,
    eventId: event.id,
    position: event.position,
    type,
    reason,
    message: messageOf(type, recipient),
    relatedType,
    relatedId: relatedType === null ? null : event.entityId,
    createdAt: event.occurredAt,
    ...channels,
  };
}

function columns(rows: readonly StoredNotification[]): unknown[] {
  return [
    rows.map((row) => row.id),
    rows.map((row) => row.userId),
    rows.map((row) => row.eventId),
    rows.map((row) => row.position),
    rows.map((row) => row.type),
    rows.map((row) => row.reason),
    rows.map((row) => row.message),
    rows.map((row) => row.relatedType),
    rows.map((row) => row.relatedId),
    rows.map((row) => row.inbox),
    rows.map((row) => row.socket),
    rows.map((row) => row.webhook),
    rows.map((row) => row.createdAt),
  ];
}

async function storeChanges(sql: BookkeepingSession, events: readonly LoggedEvent[]): Promise<void> {
  if (events.length === 0) return;
  await sql.query(STORE_CHANGES_SQL, [
    events.map((event) => event.userId),
    events.map((event) => event.position),
    events.map((event) => (JSON.parse(event.data) as { delta: number }).delta),
    events.map((event) => event.data),
  ]);
}

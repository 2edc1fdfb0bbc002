import { Injectable } from '@nestjs/common';
import { newId } from '../common/ids.js';
import { BulkRows } from '../database/bulk-rows.js';
import type { BookkeepingSession } from '../database/bookkeeping-session.js';
import type { BatchResults, DispatchBatch, EventConsumer, Prepared } from '../events/event-consumer.js';
import { isDeskEvent } from '../events/desk-events.js';
import type { LoggedEvent } from '../events/logged-event.js';
import { fanOut } from './fan-out.js';
import { messageOf } from './messages.js';
import { NotificationMetrics } from './notification-metrics.js';
import { NOTIFICATION_TYPES } from './notification-types.js';
import { findRecipients, type Recipient } from './recipients.js';
import { STORED_NOTIFICATIONS, type StoredNotification } from './stored-notifications.js';

const ROWS = new BulkRows<StoredNotification>({
  id: ['uuid', (row) => row.id],
  user_id: ['uuid', (row) => row.userId],
  event_id: ['uuid', (row) => row.eventId],
  position: ['bigint', (row) => row.position],
  type: ['text', (row) => row.type],
  reason: ['text', (row) => row.reason],
  message: ['text', (row) => row.message],
  related_type: ['text', (row) => row.relatedType],
  related_id: ['uuid', (row) => row.relatedId],
  inbox: ['boolean', (row) => row.inbox],
  socket: ['boolean', (row) => row.socket],
  webhook: ['boolean', (row) => row.webhook],
  created_at: ['timestamptz', (row) => row.createdAt],
});
const STORE_SQL = `INSERT INTO notifications (${ROWS.list}) SELECT * FROM ${ROWS.as('n')}`;

const CHANGES = new BulkRows<LoggedEvent>({
  user_id: ['uuid', (event) => event.userId],
  position: ['bigint', (event) => event.position],
  delta: ['int', (event) => (JSON.parse(event.data) as { delta: number }).delta],
  data: ['text', (event) => event.data],
});
/** The log's entries about one inbox, by person, so that replay and counts need not read the whole log. */
const STORE_CHANGES_SQL = `INSERT INTO inbox_changes (${CHANGES.list}) SELECT * FROM ${CHANGES.as('c')}`;

/** Decides who is notified of what and stores it, in the transaction that gives the events their positions. */
@Injectable()
export class NotificationsConsumer implements EventConsumer {
  readonly name = 'notifications';
  readonly shares = [STORED_NOTIFICATIONS];

  constructor(private readonly metrics: NotificationMetrics) {}

  async prepare({ events, sql }: DispatchBatch, results: BatchResults): Promise<Prepared> {
    await storeChanges(
      sql,
      events.filter((event) => isDeskEvent(event, 'inbox.changed')),
    );
    const { parts, following } = await fanOut(sql, events);
    const rows = (await findRecipients(sql, events)).map(toNotification);
    if (rows.length > 0) await sql.query(STORE_SQL, ROWS.of(rows));
    results.set(STORED_NOTIFICATIONS, { rows, parts });
    return {
      following,
      counts: { notifications: parts.reduce((sum, { count }) => sum + count, rows.length) },
      committed: () => this.metrics.count({ rows, parts }),
    };
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

async function storeChanges(sql: BookkeepingSession, events: readonly LoggedEvent[]): Promise<void> {
  if (events.length > 0) await sql.query(STORE_CHANGES_SQL, CHANGES.of(events));
}

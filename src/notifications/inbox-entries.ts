import type { SqlReader } from '../database/sql.js';
import { EVENT_COLUMNS, readEvent, type EventRow } from '../events/event-row.js';
import type { LoggedEvent } from '../events/logged-event.js';
import type { StoredNotification } from './stored-notifications.js';

export const NOTIFICATION_COLUMNS = `n.id AS notification_id, n.user_id AS recipient_id, n.event_id,
  n.position AS notification_position, n.type AS notification_type, n.reason, n.message, n.related_type, n.related_id,
  n.created_at AS notification_created_at, n.read_at, n.archived_at, n.inbox, n.socket, n.webhook`;

export interface NotificationRow {
  notification_id: string;
  recipient_id: string;
  event_id: string;
  notification_position: string | number;
  notification_type: string;
  reason: string;
  message: string;
  related_type: string | null;
  related_id: string | null;
  notification_created_at: Date;
  read_at: Date | null;
  archived_at: Date | null;
  inbox: boolean;
  socket: boolean;
  webhook: boolean;
}

/** A notification with its event. Null: the event is past its own, shorter retention, or cannot be read. */
export interface InboxEntry {
  readonly notification: StoredNotification;
  readonly readAt: Date | null;
  readonly archivedAt: Date | null;
  readonly event: LoggedEvent | null;
}

/** What a person did in the inbox, as the log has it. */
export interface InboxChange {
  readonly userId: string;
  readonly position: number;
  readonly delta: number;
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * $1 people, positions in $2 < p <= $3, at most $4. Check `socket` of the row: the person may have switched sockets
 * off.
 */
const ENTRIES_SQL = `
  SELECT ${NOTIFICATION_COLUMNS}, n.position, ${EVENT_COLUMNS}
    FROM notifications n LEFT JOIN event_bodies b ON b.id = n.event_id
   WHERE n.user_id = ANY($1::uuid[]) AND n.position > $2::bigint AND n.position <= $3::bigint
   ORDER BY n.position LIMIT $4`;

const CHANGES_SQL = `
  SELECT user_id, position, delta, data FROM inbox_changes
   WHERE user_id = ANY($1::uuid[]) AND position > $2::bigint AND position <= $3::bigint
   ORDER BY position LIMIT $4`;

/** Positions in $1 < p <= $2: of a part of a large audience 2,000 people. */
const PEOPLE_SQL = 'SELECT user_id FROM notifications WHERE position > $1::bigint AND position <= $2::bigint';

/** People who were notified of something in this range, found by position: a process may have 10,000 connected people. */
export async function readPeople(
  sql: SqlReader,
  { after, upTo }: { after: number; upTo: number },
): Promise<Set<string>> {
  const rows = await sql.query<{ user_id: string }>(PEOPLE_SQL, [after, upTo]);
  return new Set(rows.map(({ user_id }) => user_id));
}

export interface EntryRange {
  readonly userIds: readonly string[];
  readonly after: number;
  readonly upTo: number;
  readonly limit: number;
}

export async function readEntries(sql: SqlReader, range: EntryRange): Promise<InboxEntry[]> {
  const rows = await sql.query<NotificationRow & EventRow>(ENTRIES_SQL, parameters(range));
  return rows.map(toInboxEntry);
}

export async function readChanges(sql: SqlReader, range: EntryRange): Promise<InboxChange[]> {
  const rows = await sql.query<{ user_id: string; position: string; delta: number; data: string }>(
    CHANGES_SQL,
    parameters(range),
  );
  return rows.map((row) => ({
    userId: row.user_id,
    position: Number(row.position),
    delta: row.delta,
    data: changeData(row.data),
  }));
}

/** The count is moved by `delta` in any case. */
function changeData(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** The event's `id` is null where the join found no event. */
export function toInboxEntry(row: NotificationRow & EventRow): InboxEntry {
  return {
    notification: {
      id: row.notification_id,
      userId: row.recipient_id,
      eventId: row.event_id,
      position: Number(row.notification_position),
      type: row.notification_type,
      reason: row.reason,
      message: row.message,
      relatedType: row.related_type,
      relatedId: row.related_id,
      createdAt: row.notification_created_at,
      inbox: row.inbox,
      socket: row.socket,
      webhook: row.webhook,
    },
    readAt: row.read_at,
    archivedAt: row.archived_at,
    event: (row.id as string | null) === null ? null : readEvent(row),
  };
}

function parameters({ userIds, after, upTo, limit }: EntryRange): unknown[] {
  return [userIds, after, upTo, limit];
}

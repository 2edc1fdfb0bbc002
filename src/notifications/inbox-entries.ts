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

/** For each of several people: $1 people, positions in $2 < p <= $3 for each, at most $4 each. */
const ASKED = 'unnest($1::uuid[], $2::bigint[], $3::bigint[]) WITH ORDINALITY asked(user_id, after, up_to, number)';
const IS_ASKED =
  'user_id = asked.user_id AND position > asked.after AND position <= asked.up_to ORDER BY position LIMIT $4';
const ENTRIES_OF_EACH_SQL = `
  SELECT (asked.number - 1)::int AS number, ${NOTIFICATION_COLUMNS}, n.position, ${EVENT_COLUMNS}
    FROM ${ASKED}
   CROSS JOIN LATERAL (SELECT * FROM notifications WHERE ${IS_ASKED}) n
    LEFT JOIN event_bodies b ON b.id = n.event_id
   ORDER BY asked.number, n.position`;
const CHANGES_OF_EACH_SQL = `
  SELECT (asked.number - 1)::int AS number, c.*
    FROM ${ASKED}
   CROSS JOIN LATERAL (SELECT user_id, position, delta, data FROM inbox_changes WHERE ${IS_ASKED}) c
   ORDER BY asked.number, c.position`;

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

/** One person's part of the inbox. */
export interface InboxRange {
  readonly userId: string;
  readonly after: number;
  readonly upTo: number;
}

/** What one person missed: at most `limit` of each kind, in log order. */
export interface MissedInbox {
  readonly entries: readonly InboxEntry[];
  readonly changes: readonly InboxChange[];
  readonly limit: number;
}

/** @returns for each range, in their order */
export async function readMissed(
  sql: SqlReader,
  ranges: readonly InboxRange[],
  limit: number,
): Promise<readonly MissedInbox[]> {
  const parameters = [
    ranges.map(({ userId }) => userId),
    ranges.map(({ after }) => after),
    ranges.map(({ upTo }) => upTo),
    limit,
  ];
  const [rows, changes] = await Promise.all([
    sql.query<NotificationRow & EventRow & { number: number }>(ENTRIES_OF_EACH_SQL, parameters),
    sql.query<ChangeRow & { number: number }>(CHANGES_OF_EACH_SQL, parameters),
  ]);
  const missed = ranges.map(() => ({ entries: [] as InboxEntry[], changes: [] as InboxChange[], limit }));
  for (const row of rows) missed[row.number]?.entries.push(toInboxEntry(row));
  for (const row of changes) missed[row.number]?.changes.push(toInboxChange(row));
  return missed;
}

export async function readEntries(sql: SqlReader, range: EntryRange): Promise<InboxEntry[]> {
  const rows = await sql.query<NotificationRow & EventRow>(ENTRIES_SQL, parameters(range));
  return rows.map(toInboxEntry);
}

interface ChangeRow {
  user_id: string;
  position: string;
  delta: number;
  data: string;
}

function toInboxChange(row: ChangeRow): InboxChange {
  return { userId: row.user_id, position: Number(row.position), delta: row.delta, data: changeData(row.data) };
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

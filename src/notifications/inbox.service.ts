import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NotFound } from '../common/errors.js';
import { decodePageCursor, toPage } from '../common/paging.js';
import type { Viewer } from '../common/visibility.js';
import { formatCursor, WHOLE_POSITION } from '../events/cursor.js';
import { EVENT_COLUMNS, type EventRow } from '../events/event-row.js';
import { loadEventVisibility, mayViewerSee, type EventVisibility } from '../events/event-visibility.js';
import type { LoggedEvent } from '../events/logged-event.js';
import { LogTail } from '../events/log-tail.js';
import { deletionOf, loadDeletions, withoutContent } from '../events/tombstones.js';
import { NOTIFICATION_COLUMNS, toInboxEntry, type InboxEntry, type NotificationRow } from './inbox-entries.js';
import type { InboxQuery } from './inbox.dto.js';
import { notificationEnvelope } from './stored-notifications.js';
import { UNREAD, UnreadCounts } from './unread-counts.js';

const SELECT = `SELECT ${NOTIFICATION_COLUMNS}, n.position, ${EVENT_COLUMNS}
    FROM notifications n LEFT JOIN event_bodies b ON b.id = n.event_id
   WHERE n.user_id = $1 AND n.inbox AND n.deleted_at IS NULL`;

/** Flags are parameters, so that one statement text serves every filter. */
const LIST_SQL = `${SELECT}
     AND n.position < $2::bigint
     AND (n.archived_at IS NOT NULL) = $3::boolean
     AND ($4::boolean IS NULL OR (${UNREAD}) = $4::boolean)
     AND ($5::text IS NULL OR n.type = $5::text)
   ORDER BY n.position DESC LIMIT $6`;

const GET_SQL = `${SELECT} AND n.id = $2`;

/** Reads a person's own inbox. No role gives access to another person's. */
@Injectable()
export class InboxService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly tail: LogTail,
    private readonly counts: UnreadCounts,
  ) {}

  async list(viewer: Viewer, query: InboxQuery) {
    // Read before the rows: a client that resumes from this cursor misses nothing, and may get some of these again.
    const cursor = formatCursor({ epoch: this.tail.epoch, position: this.tail.position, index: WHOLE_POSITION });
    const before = query.cursor === undefined ? Number.MAX_SAFE_INTEGER : Number(decodePageCursor(query.cursor, 1)[0]);
    const rows = await this.dataSource.query<(NotificationRow & EventRow)[]>(LIST_SQL, [
      viewer.id,
      Number.isSafeInteger(before) ? before : 0,
      query.archived ?? false,
      query.unread ?? null,
      query.type ?? null,
      query.limit + 1,
    ]);
    const page = toPage(rows.map(toInboxEntry), query.limit, {
      item: (entry) => entry,
      key: ({ notification }) => [notification.position],
      size: ({ event }) => event?.data.length ?? 0,
    });
    const items = await this.views(viewer, page.items);
    return { items, unread_count: await this.counts.now(viewer.id), cursor, next_cursor: page.next_cursor };
  }

  /** @throws NotFound for other people's notifications too */
  async get(viewer: Viewer, id: string) {
    const rows = await this.dataSource.query<(NotificationRow & EventRow)[]>(GET_SQL, [viewer.id, id]);
    const [item] = await this.views(viewer, rows.map(toInboxEntry));
    if (item === undefined) throw new NotFound('notification');
    return item;
  }

  private async views(viewer: Viewer, entries: readonly InboxEntry[]) {
    const events = entries.flatMap(({ event }) => (event === null ? [] : [event]));
    const visibilities = await loadEventVisibility(this.dataSource, events);
    const deletions = await loadDeletions(this.dataSource, events);
    return entries.map((entry) => this.view(entry, dataOf(entry.event, { viewer, visibilities, deletions })));
  }

  private view(entry: InboxEntry, data: unknown) {
    const { notification } = entry;
    const { id, type, message, ...rest } = notificationEnvelope(notification);
    return {
      id,
      type,
      message,
      reason: notification.reason,
      ...rest,
      read_at: entry.readAt?.toISOString() ?? null,
      archived_at: entry.archivedAt?.toISOString() ?? null,
      cursor: formatCursor({ epoch: this.tail.epoch, position: notification.position, index: WHOLE_POSITION }),
      data,
    };
  }
}

interface Sight {
  readonly viewer: Viewer;
  readonly visibilities: ReadonlyMap<string, EventVisibility>;
  readonly deletions: ReadonlyMap<string, Date>;
}

/**
 * Null: the viewer may no longer see it, or it is past retention. For something deleted with its ticket a tombstone is
 * left.
 */
function dataOf(event: LoggedEvent | null, { viewer, visibilities, deletions }: Sight): unknown {
  const visibility = event === null ? undefined : visibilities.get(event.id);
  if (event === null || visibility === undefined || !mayViewerSee(viewer, visibility)) return null;
  const data = JSON.parse(event.data) as Record<string, unknown>;
  const deletedAt = deletionOf(event, deletions);
  return deletedAt === undefined ? data : withoutContent(data, deletedAt);
}

import { NotFound } from '../common/errors.js';
import type { Viewer } from '../common/visibility.js';
import type { SqlReader } from '../database/sql.js';
import { deskDefinition } from './desk-events.js';
import { EVENT_COLUMNS, readEvent, type EventRow } from './event-row.js';
import { loadEventVisibility, mayViewerSee } from './event-visibility.js';
import type { LoggedEvent } from './logged-event.js';

/** The position is 0 while the event waits for dispatch, and in quarantine. */
const EVENT_SQL = `
  SELECT coalesce((SELECT l.position FROM event_log l WHERE l.event_id = b.id LIMIT 1), 0) AS position, ${EVENT_COLUMNS}
    FROM event_bodies b WHERE b.id = $1`;

/** @throws NotFound also for an event that this viewer may not see */
export async function loadVisibleEvent(sql: SqlReader, viewer: Viewer, id: string): Promise<LoggedEvent> {
  const [row] = await sql.query<EventRow>(EVENT_SQL, [id]);
  if (row === undefined) throw new NotFound('event');
  const event = readEvent(row);
  // The log's own entries, such as inbox changes, are hidden from REST.
  if (event === null || deskDefinition(event)?.origin === 'log') throw new NotFound('event');
  const readers = (await loadEventVisibility(sql, [event])).get(id);
  if (readers === undefined || !mayViewerSee(viewer, readers)) throw new NotFound('event');
  return event;
}

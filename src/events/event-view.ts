import { formatCursor, WHOLE_POSITION } from './cursor.js';
import type { LoggedEvent } from './logged-event.js';

/** An event in REST; `data` and `changes` as they were recorded. */
export function eventView(event: LoggedEvent, epoch: string) {
  return {
    id: event.id,
    type: event.type,
    category: event.category,
    cursor: formatCursor({ epoch, position: event.position, index: WHOLE_POSITION }),
    occurred_at: event.occurredAt.toISOString(),
    source: event.source,
    actor: event.actor,
    user_id: event.userId,
    company_id: event.companyId,
    data: JSON.parse(event.data) as unknown,
    ...(event.changes !== null && { changes: JSON.parse(event.changes) as unknown }),
  };
}

/** Without a cursor, for an event that is read by itself and not as a place in the log. */
export function pastEventView(event: LoggedEvent) {
  const { cursor: _ofTheLog, ...view } = eventView(event, '');
  return view;
}

/** One event, read by its id. It has no cursor before it is dispatched. */
export function singleEventView(event: LoggedEvent, epoch: string) {
  const view = eventView(event, epoch);
  return { ...view, cursor: event.position === 0 ? null : view.cursor };
}

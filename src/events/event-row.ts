import type { Visibility } from '../common/visibility.js';
import type { EventActor, EventScope, LoggedEvent } from './logged-event.js';

/** Columns of `event_bodies b` and the position, as `toLoggedEvent` takes them. */
export const EVENT_COLUMNS = `b.id, b.type, b.category, b.source, b.actor, b.user_id, b.company_id, b.ordering_key,
  b.entity_id, b.scope, b.visible_to, b.occurred_at, b.data, b.changes, b.embed, b.notify, b.hops`;

export interface EventRow {
  position: number | string;
  id: string;
  type: string;
  category: string;
  source: LoggedEvent['source'];
  actor: string;
  user_id: string | null;
  company_id: string | null;
  ordering_key: string | null;
  entity_id: string | null;
  scope: EventScope;
  visible_to: string | null;
  occurred_at: Date;
  data: string;
  changes: string | null;
  embed: string | null;
  notify: string | null;
  hops: number;
}

export function toLoggedEvent(row: EventRow): LoggedEvent {
  return {
    position: Number(row.position),
    id: row.id,
    type: row.type,
    category: row.category,
    source: row.source,
    actor: JSON.parse(row.actor) as EventActor,
    userId: row.user_id,
    companyId: row.company_id,
    orderingKey: row.ordering_key,
    entityId: row.entity_id,
    scope: row.scope,
    visibleTo: row.visible_to === null ? null : (JSON.parse(row.visible_to) as Visibility),
    occurredAt: row.occurred_at,
    data: row.data,
    changes: row.changes,
    embed: row.embed,
    notify: row.notify,
    hops: row.hops,
  };
}

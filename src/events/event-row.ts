import type { Visibility } from '../common/visibility.js';
import type { EventActor, EventScope, LoggedEvent } from './logged-event.js';

/** Columns of `event_bodies b` and the position, as `toLoggedEvent` expects them. */
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

type JsonColumn = 'actor' | 'visible_to' | 'data' | 'changes' | 'embed';

/**
 * Validates all JSON in the row, so that later code can parse it safely.
 *
 * @throws UnreadableEvent
 */
export function toLoggedEvent(row: EventRow): LoggedEvent {
  for (const column of ['data', 'changes', 'embed'] as const) parseObject(row, column);
  return {
    position: Number(row.position),
    id: row.id,
    type: row.type,
    category: row.category,
    source: row.source,
    actor: parseObject(row, 'actor') as EventActor,
    userId: row.user_id,
    companyId: row.company_id,
    orderingKey: row.ordering_key,
    entityId: row.entity_id,
    scope: row.scope,
    visibleTo: row.visible_to === null ? null : parseVisibility(row),
    occurredAt: row.occurred_at,
    data: row.data,
    changes: row.changes,
    embed: row.embed,
    notify: row.notify,
    hops: row.hops,
  };
}

/** The row from which `toLoggedEvent` makes this event again. */
export function toEventRow(event: LoggedEvent): EventRow {
  return {
    position: event.position,
    id: event.id,
    type: event.type,
    category: event.category,
    source: event.source,
    actor: JSON.stringify(event.actor),
    user_id: event.userId,
    company_id: event.companyId,
    ordering_key: event.orderingKey,
    entity_id: event.entityId,
    scope: event.scope,
    visible_to: event.visibleTo === null ? null : JSON.stringify(event.visibleTo),
    occurred_at: event.occurredAt,
    data: event.data,
    changes: event.changes,
    embed: event.embed,
    notify: event.notify,
    hops: event.hops,
  };
}

/** A stored row that was damaged and cannot be used. */
export class UnreadableEvent extends Error {
  constructor(id: string, column: string) {
    super(`The column ${column} of the event ${id} cannot be read.`);
    this.name = 'UnreadableEvent';
  }
}

/** For readers of many rows: an unreadable row is skipped and does not affect others. */
export function readEvent(row: EventRow): LoggedEvent | null {
  try {
    return toLoggedEvent(row);
  } catch (error) {
    if (error instanceof UnreadableEvent) return null;
    throw error;
  }
}

/** @throws UnreadableEvent */
function parseObject(row: EventRow, column: JsonColumn): object {
  const text = row[column] ?? '{}';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UnreadableEvent(row.id, column);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new UnreadableEvent(row.id, column);
  return value;
}

/** @throws UnreadableEvent */
function parseVisibility(row: EventRow): Visibility {
  const visibility = parseObject(row, 'visible_to') as Partial<Visibility>;
  if (!Array.isArray(visibility.userIds)) throw new UnreadableEvent(row.id, 'visible_to');
  return visibility as Visibility;
}

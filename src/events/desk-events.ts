import { findDefinition } from './catalogue/catalogue.js';
import type { EventDefinition, Subject } from './catalogue/event-definition.js';

interface NamedEvent {
  readonly type: string;
  readonly source: string;
}

/**
 * The catalogue's definition of an event that this installation recorded itself. Undefined for one from outside,
 * whatever its name: its name, ordering key and `data` are the sender's and must not affect the desk.
 */
export function deskDefinition({ type, source }: NamedEvent): EventDefinition | undefined {
  if (source !== 'desk') return undefined;
  const definition = findDefinition(type);
  return definition?.origin === 'outside' ? undefined : definition;
}

/** @param types left out: any type of the desk */
export function isDeskEvent(event: NamedEvent, ...types: readonly string[]): boolean {
  return deskDefinition(event) !== undefined && (types.length === 0 || types.includes(event.type));
}

/** The id of the ticket, article and so on that an event belongs to; null when it belongs to nothing of that kind. */
export function subjectId(
  event: NamedEvent & { readonly orderingKey: string | null },
  subject: Subject,
): string | null {
  return deskDefinition(event)?.subject === subject ? event.orderingKey : null;
}

/** Each once. */
export function subjectIds(
  events: readonly (NamedEvent & { readonly orderingKey: string | null })[],
  subject: Subject,
): string[] {
  return [...new Set(events.flatMap((event) => subjectId(event, subject) ?? []))];
}

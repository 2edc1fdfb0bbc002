import { findDefinition } from './catalogue/catalogue.js';
import type { EventDefinition, Subject } from './catalogue/event-definition.js';

interface NamedEvent {
  readonly type: string;
  readonly source: string;
}

/**
 * What the catalogue knows of an event that this installation recorded itself. Undefined for one from outside, whatever it
 * is called: its name, its ordering key and its `data` are the sender's words, and lead to nothing of the desk.
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

/** The id of the ticket, article and so on that an event hangs on; null when it hangs on nothing of that kind. */
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

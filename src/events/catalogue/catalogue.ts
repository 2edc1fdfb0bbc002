import { ALERT_EVENTS } from './alert-events.js';
import { ASSET_EVENTS } from './asset-events.js';
import { ATTACHMENT_EVENTS } from './attachment-events.js';
import { COMPANY_EVENTS } from './company-events.js';
import { COMMENT_EVENTS } from './comment-events.js';
import type { EventDefinition, EventOrigin, Push, Subject } from './event-definition.js';
import { KB_EVENTS } from './kb-events.js';
import { MACHINE_EVENTS } from './machine-events.js';
import { OUTSIDE_EVENTS } from './outside-events.js';
import { OWN_EVENTS } from './own-events.js';
import { SETTINGS_EVENTS } from './settings-events.js';
import { TICKET_EVENTS } from './ticket-events.js';
import { USER_EVENTS } from './user-events.js';

/** Every event type, in the order in which one write makes several: the update before its consequences. */
export const DEFINITIONS: readonly EventDefinition[] = [
  ...TICKET_EVENTS,
  ...COMMENT_EVENTS,
  ...ATTACHMENT_EVENTS,
  ...KB_EVENTS,
  ...USER_EVENTS,
  ...COMPANY_EVENTS,
  ...ASSET_EVENTS,
  ...MACHINE_EVENTS,
  ...ALERT_EVENTS,
  ...SETTINGS_EVENTS,
  ...OWN_EVENTS,
  ...OUTSIDE_EVENTS,
];

const BY_TYPE = new Map(DEFINITIONS.map((definition) => [definition.type, definition]));

/** What rooms are sent, by room. */
export const PUSHES: ReadonlyMap<string, Push> = new Map(
  DEFINITIONS.flatMap(({ push }) => (push === null ? [] : [[push.room, push] as const])),
);

export function findDefinition(type: string): EventDefinition | undefined {
  return BY_TYPE.get(type);
}

/** Every type with this kind of subject. */
export function typesOn(subject: Subject): string[] {
  return typesWhere((definition) => definition.subject === subject);
}

export function typesWhere(hasTraits: (definition: EventDefinition) => boolean): string[] {
  return DEFINITIONS.filter(hasTraits).map(({ type }) => type);
}

/** The names as a list for SQL's `IN`. They come from the catalogue, never from a request. */
export function typesAsSql(types: readonly string[]): string {
  return `(${types.map((type) => `'${type}'`).join(', ')})`;
}

/** The list of `GET /api/event-types`. */
export function publicDefinitions(): EventDefinition[] {
  return DEFINITIONS.filter(({ origin }) => origin !== 'log');
}

/**
 * First words of names reserved for the desk or the system: `ticket`, `webhook`; not `system`, which others use too.
 */
const NAMESPACES = new Map(
  DEFINITIONS.filter(({ origin }) => origin === 'desk' || origin === 'system').map(({ type, origin }) => [
    noun(type),
    origin,
  ]),
);
for (const { type, origin } of DEFINITIONS) if (origin === 'outside') NAMESPACES.delete(noun(type));

/**
 * Who owns this name, whether such an event exists or not: receivers must be able to trust the desk's names in future
 * versions too. A name below an owned one belongs to it: `ticket.v2.created`, `system.settings_updated.again`.
 */
export function originOf(type: string): EventOrigin {
  for (let name = type; name.includes('.'); name = name.slice(0, name.lastIndexOf('.'))) {
    const known = BY_TYPE.get(name);
    if (known !== undefined && (known.origin !== 'outside' || name === type)) return known.origin;
  }
  return NAMESPACES.get(noun(type)) ?? 'outside';
}

function noun(type: string): string {
  return type.split('.', 1)[0] ?? '';
}

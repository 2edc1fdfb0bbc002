import { ALERT_EVENTS } from './alert-events.js';
import { ASSET_EVENTS } from './asset-events.js';
import { ATTACHMENT_EVENTS } from './attachment-events.js';
import { COMPANY_EVENTS } from './company-events.js';
import { COMMENT_EVENTS } from './comment-events.js';
import type { EventDefinition, EventOrigin, Subject } from './event-definition.js';
import { KB_EVENTS } from './kb-events.js';
import { MACHINE_EVENTS } from './machine-events.js';
import { OUTSIDE_EVENTS } from './outside-events.js';
import { OWN_EVENTS } from './own-events.js';
import { SETTINGS_EVENTS } from './settings-events.js';
import { TICKET_EVENTS } from './ticket-events.js';
import { USER_EVENTS } from './user-events.js';

/** Every event type, in the order in which one write makes several: the update before what follows from it. */
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

export function findDefinition(type: string): EventDefinition | undefined {
  return BY_TYPE.get(type);
}

/** Every type that hangs on such a thing. */
export function typesOn(subject: Subject): string[] {
  return DEFINITIONS.filter((definition) => definition.subject === subject).map(({ type }) => type);
}

/** What `GET /api/event-types` lists. */
export function publicDefinitions(): EventDefinition[] {
  return DEFINITIONS.filter(({ origin }) => origin !== 'log');
}

/** First words of names that are the desk's or the system's alone: `ticket`, `webhook`; not `system`, which others use too. */
const NAMESPACES = new Map(
  DEFINITIONS.filter(({ origin }) => origin === 'desk' || origin === 'system').map(({ type, origin }) => [
    noun(type),
    origin,
  ]),
);
for (const { type, origin } of DEFINITIONS) if (origin === 'outside') NAMESPACES.delete(noun(type));

/**
 * Whose name this is, whether an event of it exists or not: a receiver must be able to trust the names of the desk in the
 * versions to come too. What stands below a name belongs to it: `ticket.v2.created`, `system.settings_updated.again`.
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

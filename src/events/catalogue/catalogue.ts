import { ALERT_EVENTS } from './alert-events.js';
import { ASSET_EVENTS } from './asset-events.js';
import { ATTACHMENT_EVENTS } from './attachment-events.js';
import { COMPANY_EVENTS } from './company-events.js';
import { COMMENT_EVENTS } from './comment-events.js';
import type { EventDefinition } from './event-definition.js';
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

/** What `GET /api/event-types` lists. */
export function publicDefinitions(): EventDefinition[] {
  return DEFINITIONS.filter((definition) => !definition.isHidden);
}

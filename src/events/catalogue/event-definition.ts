import type { ObjectLiteral } from 'typeorm';
import type { SqlReader } from '../../database/sql.js';
import type { Visibility } from '../../common/visibility.js';
import type { EventScope } from '../logged-event.js';

export const CATEGORIES = {
  SUPPORT: { color: 65_535 },
  SECURITY: { color: 15_158_332 },
  VPS: { color: 3_447_003 },
  GAME_SERVER: { color: 10_181_046 },
  BILLING: { color: 3_066_993 },
  SYSTEM: { color: 16_776_960 },
  CUSTOM: { color: 9_807_270 },
} as const;
export type Category = keyof typeof CATEGORIES;

/** Recipient rules; each is one function in `notifications/audiences.ts`, and a missing one does not compile. */
export type AudienceName =
  | 'new_ticket'
  | 'ticket_updated'
  | 'ticket_assigned'
  | 'ticket_deleted'
  | 'comment_created'
  | 'comment_updated'
  | 'comment_deleted'
  | 'attachment_added'
  | 'attachment_updated'
  | 'attachment_deleted'
  | 'kb_article_published'
  | 'outside_event'
  | 'user_created'
  | 'user_deactivated'
  | 'webhook_test';

/** Rooms that a client can join by this name; beside them every thing of a ticket goes to `ticket:<id>`. */
export const ROOMS = [
  'tickets',
  'comments',
  'attachments',
  'users',
  'kb',
  'companies',
  'assets',
  'machines',
  'alerts',
  'webhooks',
] as const;
export type RoomName = (typeof ROOMS)[number];

export type EntityClass<E extends ObjectLiteral> = new () => E;
export type Operation = 'insert' | 'update' | 'remove';
export type Changes = Readonly<Record<string, readonly [unknown, unknown]>>;

/** One write of one entity, as the lifecycle hooks saw it. */
export interface EntityChange<E> {
  readonly entity: E;
  /** By the names of the public view; empty on insert and remove. */
  readonly changes: Changes;
  /** What `Trigger.lookUp` found before the write. */
  readonly found: Visibility | null;
}

/** What a trigger makes of a change; the recorder adds id, actor and time. */
export interface Snapshot {
  readonly entityId: string;
  readonly data: object;
  readonly orderingKey: string;
  readonly companyId: string | null;
  readonly scope?: EventScope;
  readonly visibleTo?: Visibility | null;
  /** What it was before is not for those who are told. */
  readonly withoutChanges?: boolean;
}

export interface Trigger<E extends ObjectLiteral> {
  readonly entity: EntityClass<E>;
  readonly on: Operation;
  /** Left out: every such write. */
  when?(change: EntityChange<E>): boolean;
  /** Read in the writing transaction before a removal, for what is gone afterwards. */
  lookUp?(entity: E, sql: SqlReader): Promise<Visibility>;
  project(change: EntityChange<E>): Snapshot;
}

/** One event type: all that the rest of the system knows of it. */
export interface EventDefinition {
  readonly type: string;
  readonly category: Category;
  readonly description: string;
  /** Checked in this order; the first that fits makes the event. */
  // Triggers of different entities share the list; each is checked where it is written, by `trigger()`.
  readonly triggers: readonly Trigger<ObjectLiteral>[];
  /** Whom it notifies; an event of scope `lost` notifies nobody. */
  readonly audiences: readonly AudienceName[];
  /** Server-to-client message and the room it goes to; null: not pushed to rooms. */
  readonly push: { readonly message: string; readonly room: RoomName | null } | null;
  /** Entries of the log that only the person's own sockets see: no event of the public catalogue. */
  readonly isHidden?: boolean;
  /** Told by other services and not by the desk. */
  readonly isOutside?: boolean;
  /** JSON Schema of `data`. */
  readonly schema: object;
  readonly example: object;
}

/** Keeps the entity's type through the list of triggers. */
export function trigger<E extends ObjectLiteral>(definition: Trigger<E>): Trigger<ObjectLiteral> {
  // Sound: the recorder hands a trigger only entities of its own class.
  return definition;
}

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
  | 'event_quarantined'
  | 'refresh_token_reused'
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
  'log',
] as const;
export type RoomName = (typeof ROOMS)[number];

/** What rooms are sent: the Socket.IO events of pushes. */
export const PUSH_MESSAGES = [
  'ticket.update',
  'comment.update',
  'attachment.update',
  'user.update',
  'kb.update',
  'company.update',
  'asset.update',
  'machine.update',
  'alert.update',
  'webhook.update',
] as const;
export type PushMessage = (typeof PUSH_MESSAGES)[number];

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
  /** The sentence of a notification of type `event`. */
  readonly notify?: string;
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

/**
 * Who makes events of a type. `desk`: what happens at the desk; an admin's key may send one of the same name from outside.
 * `system`: Carillon itself, about its own work; nobody may send these. `log`: entries that the log keeps for itself, in no
 * list and for no endpoint. `outside`: other services.
 */
export type EventOrigin = 'desk' | 'system' | 'log' | 'outside';

/** What an event hangs on. The ordering key of such an event is the id of that ticket, article and so on. */
export type Subject =
  'ticket' | 'article' | 'user' | 'company' | 'asset' | 'machine' | 'alert' | 'settings' | 'endpoint';

/**
 * What the system must know of an event type beside its shape. All required: a type that forgets one does not compile.
 * It holds for events that the desk recorded, never for an event from outside that uses the same name: ask
 * `deskDefinition(event)`.
 */
export interface EventTraits {
  readonly origin: EventOrigin;
  /** Null: it hangs on nothing, and its ordering key is no id. */
  readonly subject: Subject | null;
  /** The part of a ticket that it is about and that decides who may see it; null: the subject itself decides. */
  readonly part: 'comment' | 'attachment' | null;
  /** Fields of `data` with the ids of people that it concerns. */
  readonly people: readonly string[];
  /** After it, someone may have lost the right to see the subject, or the user that it is about may have lost rights. */
  readonly revokesAccess: 'to-subject' | 'of-user' | null;
  /** For staff alone in some cases, though the type is public in others. */
  readonly mayBeInternal: boolean;
}

/** Of a type that hangs on nothing. */
export const NO_SUBJECT = { subject: null, part: null, people: [], revokesAccess: null, mayBeInternal: false } as const;

/** One event type: all that the rest of the system knows of it. */
export interface EventDefinition extends EventTraits {
  readonly type: string;
  readonly category: Category;
  readonly description: string;
  /** Checked in this order; the first that fits makes the event. */
  // Triggers of different entities share the list; each is checked where it is written, by `trigger()`.
  readonly triggers: readonly Trigger<ObjectLiteral>[];
  /** Whom it notifies; an event of scope `lost` notifies nobody. */
  readonly audiences: readonly AudienceName[];
  /** Server-to-client message and the room it goes to; null: not pushed to rooms. */
  readonly push: { readonly message: PushMessage; readonly room: RoomName | null } | null;
  /** JSON Schema of `data`. */
  readonly schema: object;
  readonly example: object;
}

/** Keeps the entity's type through the list of triggers. */
export function trigger<E extends ObjectLiteral>(definition: Trigger<E>): Trigger<ObjectLiteral> {
  // Sound: the recorder hands a trigger only entities of its own class.
  return definition;
}

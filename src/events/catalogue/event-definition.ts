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

/** Recipient rules. Each is one function in `notifications/audiences.ts`; a missing one does not compile. */
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

/** A room that clients join by its name, and what it is sent. All events about one kind of thing share one. */
export interface Push {
  readonly room: string;
  /** Who may join at all; what is sent is decided event by event. */
  readonly joinableBy: 'everyone' | 'staff';
  /** The Socket.IO event. */
  readonly message: `${string}.update`;
  /** The answer class of `data`, for the types of the client; a deletion has `{id, deleted}`. Null: each event has its own. */
  readonly answer: (new () => object) | null;
}

export type EntityClass<E extends ObjectLiteral> = new () => E;
export type Operation = 'insert' | 'update' | 'remove';
export type Changes = Readonly<Record<string, readonly [unknown, unknown]>>;

/** One write of one entity, as the lifecycle hooks saw it. */
export interface EntityChange<E> {
  readonly entity: E;
  /** By public field names; empty on insert and remove. */
  readonly changes: Changes;
  /** The result of `Trigger.lookUp`, taken before the write. */
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
  /** Omits `changes`: readers may not see old values. */
  readonly withoutChanges?: boolean;
  /** The sentence of a notification of type `event`. */
  readonly notify?: string;
}

/** An entity that the recorder watches, and what of it counts as a change: its public view, and marks for triggers alone. */
export interface Tracked<E extends ObjectLiteral> {
  readonly entity: EntityClass<E>;
  compared(entity: E): Readonly<Record<string, unknown>>;
}

export interface Trigger<E extends ObjectLiteral> extends Tracked<E> {
  readonly on: Operation;
  /** Left out: every such write. */
  when?(change: EntityChange<E>): boolean;
  /** Runs in the writing transaction before a removal, for data that is gone afterwards. */
  lookUp?(entity: E, sql: SqlReader): Promise<Visibility>;
  project(change: EntityChange<E>): Snapshot;
}

/**
 * Who makes events of a type. `desk`: changes at the desk; an admin's key may send events of the same name from
 * outside. `system`: Carillon, about its own work; no one may send these. `log`: internal entries of the log, in no
 * list and for no endpoint. `outside`: other services.
 */
export type EventOrigin = 'desk' | 'system' | 'log' | 'outside';

/**
 * What an event hangs on; its ordering key is the id of that ticket, article and so on. `record`: a thing that stands alone
 * and whose kind no code asks for, such as an asset.
 */
export type Subject = 'ticket' | 'article' | 'user' | 'endpoint' | 'record';

/**
 * What the system must know of an event type besides its shape. All fields are required: a type that forgets one does
 * not compile. They hold for events that the desk recorded, never for an event from outside with the same name: ask
 * `deskDefinition(event)`.
 */
export interface EventTraits {
  readonly origin: EventOrigin;
  /** Null: it belongs to nothing, and its ordering key is not an id. */
  readonly subject: Subject | null;
  /** The part of a ticket that it is about and that decides who may see it; null: the subject itself decides. */
  readonly part: 'comment' | 'attachment' | null;
  /** Fields of `data` with the ids of people it concerns. */
  readonly people: readonly string[];
  /** After it, a person may have lost the right to see the subject, or the user it is about may have lost rights. */
  readonly revokesAccess: 'to-subject' | 'of-user' | null;
  /** Some events of this type are for staff only, though the type is public. */
  readonly mayBeInternal: boolean;
  /** Afterwards the subject, or that part of it, no longer exists for the recipients of the event. */
  readonly isDeletion: boolean;
  /** Whether its audiences need the list of admins; `while-unassigned`: only while the ticket has no assignee. */
  readonly needsAdmins: 'never' | 'always' | 'while-unassigned';
}

/** Traits of a type that belongs to nothing. */
export const NO_SUBJECT = {
  subject: null,
  part: null,
  people: [],
  revokesAccess: null,
  mayBeInternal: false,
  isDeletion: false,
  needsAdmins: 'never',
} as const;

/**
 * Traits of events of the desk whose subject stands alone: it is part of nothing else, no people belong to it, and none of it
 * is internal. An event that removes it says so itself.
 */
export const ON_RECORD = {
  origin: 'desk',
  subject: 'record',
  part: null,
  people: [],
  mayBeInternal: false,
  isDeletion: false,
  needsAdmins: 'never',
} as const;

/** One event type: all that the rest of the system knows of it. */
export interface EventDefinition extends EventTraits {
  readonly type: string;
  readonly category: Category;
  readonly description: string;
  /** Checked in this order; the first that matches makes the event. */
  // Triggers of different entities share the list; `trigger()` checks each where it is written.
  readonly triggers: readonly Trigger<ObjectLiteral>[];
  /** The people to notify; an event of scope `lost` notifies no one. */
  readonly audiences: readonly AudienceName[];
  /** Beside it, events that hang on a ticket go to `ticket:<id>`. Null: not pushed to rooms. */
  readonly push: Push | null;
  /** JSON Schema of `data`. */
  readonly schema: object;
  readonly example: object;
}

/** Keeps the entity's type through the list of triggers. */
export function trigger<E extends ObjectLiteral>(definition: Trigger<E>): Trigger<ObjectLiteral> {
  // Sound: the recorder hands a trigger only entities of its own class.
  return definition;
}

/** For marks that only triggers compare. */
export function isoTime(time: Date | null | undefined): string | null {
  return time?.toISOString() ?? null;
}

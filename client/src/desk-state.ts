import type { components } from './api-types.js';
import type { Comment, Deleted, NotificationEnvelope, NotificationUpdatePush, Ticket } from './pushes.js';
import type { WebhookEvent } from './catalogue.js';

/** As in the inbox; a notification from a push has no `reason`. */
export type Notification = Omit<components['schemas']['NotificationAnswer'], 'type' | 'reason' | 'related_type'> &
  NotificationEnvelope & { readonly reason: string | null };

export interface DeskState {
  /** Newest first. */
  readonly notifications: readonly Notification[];
  readonly unreadCount: number;
  /** As first fetched; new ones are added in front. */
  readonly tickets: readonly Ticket[];
  /** Oldest first. */
  readonly comments: readonly Comment[];
  readonly isConnected: boolean;
  /** The first lists have been loaded. */
  readonly isLoaded: boolean;
  /** Why they have not been loaded. */
  readonly error: Error | null;
}

export const EMPTY_DESK: DeskState = {
  notifications: [],
  unreadCount: 0,
  tickets: [],
  comments: [],
  isConnected: false,
  isLoaded: false,
  error: null,
};

type Change = (state: DeskState) => DeskState;

/** Unchanged parts stay the same objects, and so does the state when nothing changes. */
function set<K extends keyof DeskState>(state: DeskState, key: K, value: DeskState[K]): DeskState {
  return Object.is(state[key], value) ? state : { ...state, [key]: value };
}

export function notified(notification: Notification, unreadCount?: number): Change {
  return (state) => {
    const isKnown = state.notifications.some(({ id }) => id === notification.id);
    const next = isKnown ? state : set(state, 'notifications', [notification, ...state.notifications]);
    return set(next, 'unreadCount', unreadCount ?? state.unreadCount + (isKnown ? 0 : 1));
  };
}

export function inboxChanged(push: Omit<NotificationUpdatePush, 'cursor'>): Change {
  return (state) => {
    const ids = new Set(push.ids);
    const isGone = push.deleted === true || typeof push.archived_at === 'string';
    const notifications = isGone
      ? without(state.notifications, ids)
      : mapped(state.notifications, (one) => (ids.has(one.id) ? marked(one, push) : one));
    return set(set(state, 'notifications', notifications), 'unreadCount', push.unread_count);
  };
}

function marked(one: Notification, push: Pick<NotificationUpdatePush, 'read_at' | 'archived_at'>): Notification {
  const readAt = push.read_at === undefined ? one.read_at : push.read_at;
  const archivedAt = push.archived_at === undefined ? one.archived_at : push.archived_at;
  if (readAt === one.read_at && archivedAt === one.archived_at) return one;
  return { ...one, read_at: readAt, archived_at: archivedAt };
}

export function ticketChanged(data: Ticket | Deleted): Change {
  return (state) => set(state, 'tickets', placed(state.tickets, data, 'first'));
}

export function commentChanged(data: Comment | Deleted): Change {
  return (state) => set(state, 'comments', placed(state.comments, data, 'last'));
}

interface Versioned {
  readonly id: string;
  readonly version: number;
}

/** News older than what is shown changes nothing: the same may come by a push and by a webhook. */
function placed<T extends Versioned>(list: readonly T[], data: T | Deleted, where: 'first' | 'last'): readonly T[] {
  if (isDeleted(data)) return without(list, new Set([data.id]));
  const known = list.find(({ id }) => id === data.id);
  if (known === undefined) return where === 'first' ? [data, ...list] : [...list, data];
  if (known.version >= data.version) return list;
  return list.map((one) => (one === known ? data : one));
}

function isDeleted(data: object): data is Deleted {
  return 'deleted' in data && data.deleted === true;
}

function without<T extends { readonly id: string }>(list: readonly T[], ids: ReadonlySet<string>): readonly T[] {
  return list.some(({ id }) => ids.has(id)) ? list.filter(({ id }) => !ids.has(id)) : list;
}

function mapped<T>(list: readonly T[], change: (one: T) => T): readonly T[] {
  const next = list.map(change);
  return next.some((one, at) => one !== list[at]) ? next : list;
}

const TICKET_EVENTS: readonly WebhookEvent[] = [
  'ticket.created',
  'ticket.updated',
  'ticket.assigned',
  'ticket.closed',
  'ticket.deleted',
];
const COMMENT_EVENTS: readonly WebhookEvent[] = ['comment.created', 'comment.updated', 'comment.deleted'];

function isOneOf(types: readonly string[], type: string): boolean {
  return types.includes(type);
}

/** The body of a webhook in format `notification` or `standard`; anything else changes nothing. */
export function changeOfWebhook(payload: unknown): Change {
  const body = (typeof payload === 'object' && payload !== null ? payload : {}) as Record<string, unknown>;
  const { notification, data } = body;
  if (body['event'] === 'notification.created' && isEntity(notification)) {
    return notified(fromPush(notification as unknown as NotificationEnvelope, data));
  }
  const type = typeof body['type'] === 'string' ? body['type'] : '';
  if (!isEntity(data)) return (state) => state;
  if (isOneOf(TICKET_EVENTS, type)) return ticketChanged(data as unknown as Ticket);
  if (isOneOf(COMMENT_EVENTS, type)) return commentChanged(data as unknown as Comment);
  return (state) => state;
}

/** @param cursor of the push; a webhook has none */
export function fromPush(envelope: NotificationEnvelope, data: unknown, cursor = ''): Notification {
  const { id, type, message, related_id, related_type, created_at } = envelope;
  const fields = { id, type, message, reason: null, related_id, related_type, created_at };
  return { ...fields, read_at: null, archived_at: null, cursor, data: data as Notification['data'] };
}

function isEntity(value: unknown): value is { id: string } {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string';
}

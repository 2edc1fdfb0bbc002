import type { AudienceName } from '../events/catalogue/event-definition.js';
import type { LoggedEvent } from '../events/logged-event.js';
import type { NotificationType, Reason } from './notification-types.js';

export interface Candidate {
  readonly userId: string;
  readonly type: NotificationType;
  readonly reason: Reason;
}

/** Who takes part in the ticket that an event belongs to, at the time of dispatch. */
export interface TicketPeople {
  readonly requesterId: string | null;
  readonly assigneeId: string | null;
  readonly watcherIds: readonly string[];
}

/** Everything that a rule may use. */
export interface AudienceContext {
  readonly event: LoggedEvent;
  readonly data: Readonly<Record<string, unknown>>;
  readonly changes: Readonly<Record<string, readonly [unknown, unknown]>>;
  /** Null: the event belongs to no ticket, or the ticket is deleted. */
  readonly ticket: TicketPeople | null;
  readonly adminIds: readonly string[];
  /** The author of the comment that a comment replies to. */
  readonly parentAuthorId: string | null;
}

/** A few people, named one by one. */
export interface AudienceRule {
  /** It reads `adminIds`. Event types with such an audience set `needsAdmins` in the catalogue. */
  readonly readsAdmins: boolean;
  find(context: AudienceContext): Candidate[];
}

/** Every active person who may see the event: too many to be named. An event has no other audience beside it. */
export interface Everyone {
  readonly readsAdmins: false;
  readonly type: NotificationType;
  readonly reason: Reason;
}

/**
 * Roles only. Actor, activity, rights, merging and preferences are the same for every event and follow in
 * `recipients.ts`.
 */
export const AUDIENCES: Record<AudienceName, AudienceRule | Everyone> = {
  new_ticket: admins('new_ticket'),

  ticket_updated: people(({ ticket, data, changes }) => {
    const { requesterId, assigneeId, watcherIds } = ticket ?? peopleOf(data);
    const [before, after] = changes['assignee_id'] ?? [];
    // The new assignee gets ticket_assigned instead.
    const assignees = [changes['assignee_id'] === undefined ? assigneeId : null, before];
    const candidates = [
      ...of(assignees, 'ticket_updated', 'assignee'),
      ...of([requesterId], 'ticket_updated', 'requester'),
      ...of(watcherIds, 'ticket_updated', 'watcher'),
    ];
    return candidates.filter(({ userId }) => userId !== after);
  }),

  ticket_assigned: people(({ data }) => of([data['assignee_id']], 'ticket_assigned', 'assignee')),

  ticket_deleted: people(({ event, data }) => {
    const { requesterId, assigneeId } = peopleOf(data);
    return [
      ...of([assigneeId], 'ticket_deleted', 'assignee'),
      ...of([requesterId], 'ticket_deleted', 'requester'),
      // The requester comes first, so that reason wins.
      ...of(event.visibleTo?.userIds ?? [], 'ticket_deleted', 'watcher'),
    ];
  }),

  comment_created: {
    readsAdmins: true,
    find: (context) => {
      const { data, ticket, adminIds, parentAuthorId } = context;
      return [
        ...of(mentionedIn(data['content']), 'mention', 'mention'),
        ...of([parentAuthorId], 'reply_to_comment', 'reply'),
        ...aboutTicket(context, 'comment_on_ticket'),
        ...(isUnassigned(ticket) ? of(adminIds, 'comment_on_ticket', 'admin') : []),
      ];
    },
  },

  comment_updated: people((context) => [
    ...of(mentionedAnew(context), 'mention', 'mention'),
    ...aboutTicket(context, 'comment_updated'),
  ]),
  comment_deleted: people((context) => aboutTicket(context, 'comment_deleted')),

  attachment_added: people((context) => aboutTicket(context, 'attachment_added')),
  attachment_updated: people((context) => aboutTicket(context, 'attachment_updated')),
  attachment_deleted: people((context) => aboutTicket(context, 'attachment_deleted')),

  kb_article_published: { readsAdmins: false, type: 'kb_article_created', reason: 'reader' },

  user_created: admins('user_created'),
  user_deactivated: admins('user_deactivated'),
  event_quarantined: admins('event'),
  refresh_token_reused: people(({ data }) => of([data['user_id']], 'event', 'event')),

  outside_event: people(({ event }) => of(event.notify === null ? [] : [event.userId], 'event', 'event')),

  webhook_test: people(({ event }) => of([event.userId], 'webhook_test', 'test')),
};

function people(find: AudienceRule['find']): AudienceRule {
  return { readsAdmins: false, find };
}

function admins(type: NotificationType): AudienceRule {
  return { readsAdmins: true, find: ({ adminIds }) => of(adminIds, type, 'admin') };
}

export function isUnassigned(ticket: TicketPeople | null): boolean {
  return ticket !== null && ticket.assigneeId === null;
}

const MENTION = /@\[([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\]/gi;

/** `@[user-id]` */
export function mentionedIn(content: unknown): string[] {
  if (typeof content !== 'string') return [];
  return [...content.matchAll(MENTION)].map((match) => (match[1] ?? '').toLowerCase());
}

/** An edit: people mentioned before are already notified. */
function mentionedAnew({ changes }: AudienceContext): string[] {
  const [before, after] = changes['content'] ?? [];
  const known = new Set(mentionedIn(before));
  return mentionedIn(after).filter((userId) => !known.has(userId));
}

function aboutTicket({ ticket }: AudienceContext, type: NotificationType): Candidate[] {
  if (ticket === null) return [];
  return [
    ...of([ticket.assigneeId], type, 'assignee'),
    ...of([ticket.requesterId], type, 'requester'),
    ...of(ticket.watcherIds, type, 'watcher'),
  ];
}

function peopleOf(data: Readonly<Record<string, unknown>>): TicketPeople {
  return { requesterId: id(data['requester_id']), assigneeId: id(data['assignee_id']), watcherIds: [] };
}

function of(userIds: readonly unknown[], type: NotificationType, reason: Reason): Candidate[] {
  return userIds.filter((userId): userId is string => id(userId) !== null).map((userId) => ({ userId, type, reason }));
}

function id(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

import type { LoggedEvent } from '../../src/events/logged-event.js';
import { messageOf } from '../../src/notifications/messages.js';
import { NOTIFICATION_TYPES, type NotificationType, type Reason } from '../../src/notifications/notification-types.js';
import { idAt, type Chance } from './chance.js';
import type { Desk, Making } from './desk.js';

const DAY_MS = 86_400_000;
const READ_AFTER_DAYS = 1;
const ARCHIVED_AFTER_DAYS = 7;
const READ_SHARE = 0.95;
const ARCHIVED_SHARE = 0.6;

interface Recipient {
  readonly userId: string;
  readonly type: NotificationType;
  readonly reason: Reason;
}

/** Who was notified: the requester and the assignee of a ticket, the admins of new tickets, and all agents of articles. */
export function notificationRows(
  { chance, now }: Making,
  { desk, adminIds }: { desk: Desk; adminIds: readonly string[] },
  events: readonly LoggedEvent[],
): object[] {
  const tickets = new Map(desk.tickets.map((ticket) => [ticket.id, ticket]));
  const agentIds = desk.agents.map(({ id }) => id);
  return events.flatMap((event) => {
    const ticket = tickets.get(event.orderingKey ?? '');
    const recipients = recipientsOf(event, {
      adminIds,
      agentIds,
      requesterId: ticket?.requesterId,
      assigneeId: ticket?.assigneeId,
    });
    const data = JSON.parse(event.data) as Record<string, unknown>;
    const others = recipients.filter(({ userId }) => userId !== event.actor.id);
    return others.map((one) => {
      const message = messageOf(one.type, { event, data, title: ticket?.title ?? null });
      return { ...row(event, one, message), ...handled(chance, now, event.occurredAt) };
    });
  });
}

interface People {
  readonly adminIds: readonly string[];
  readonly agentIds: readonly string[];
  readonly requesterId: string | undefined;
  readonly assigneeId: string | null | undefined;
}

function recipientsOf(event: LoggedEvent, { adminIds, agentIds, requesterId, assigneeId }: People): Recipient[] {
  const one = (userId: string | null | undefined, type: NotificationType, reason: Reason): Recipient[] =>
    typeof userId === 'string' ? [{ userId, type, reason }] : [];
  if (event.type === 'ticket.created') return adminIds.flatMap((id) => one(id, 'new_ticket', 'admin'));
  if (event.type === 'ticket.assigned') return one(assigneeId, 'ticket_assigned', 'assignee');
  if (event.type === 'ticket.updated') return one(requesterId, 'ticket_updated', 'requester');
  if (event.type === 'kb.article.created') return agentIds.flatMap((id) => one(id, 'kb_article_created', 'reader'));
  if (event.type !== 'comment.created') return [];
  const asRequester = event.scope === 'staff' ? [] : one(requesterId, 'comment_on_ticket', 'requester');
  return [...asRequester, ...one(assigneeId, 'comment_on_ticket', 'assignee')];
}

function row(event: LoggedEvent, { userId, type, reason }: Recipient, message: string): object {
  return {
    id: idAt(event.occurredAt),
    user_id: userId,
    event_id: event.id,
    position: event.position,
    type,
    reason,
    message,
    related_type: NOTIFICATION_TYPES[type],
    related_id: event.entityId,
    inbox: true,
    socket: true,
    webhook: true,
    created_at: event.occurredAt,
  };
}

function handled(chance: Chance, now: Date, at: Date): { read_at: Date | null; archived_at: Date | null } {
  const ageDays = (now.getTime() - at.getTime()) / DAY_MS;
  const isRead = chance.happens(ageDays > READ_AFTER_DAYS ? READ_SHARE : 1 - READ_SHARE);
  const isArchived = isRead && ageDays > ARCHIVED_AFTER_DAYS && chance.happens(ARCHIVED_SHARE);
  return { read_at: isRead ? at : null, archived_at: isArchived ? at : null };
}

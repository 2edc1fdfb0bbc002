/** Every type, with the kind of entity it is about. */
export const NOTIFICATION_TYPES = {
  comment_on_ticket: 'comment',
  reply_to_comment: 'comment',
  mention: 'comment',
  comment_updated: 'comment',
  comment_deleted: 'comment',
  attachment_added: 'attachment',
  attachment_updated: 'attachment',
  attachment_deleted: 'attachment',
  new_ticket: 'ticket',
  ticket_assigned: 'ticket',
  ticket_updated: 'ticket',
  ticket_deleted: 'ticket',
  user_created: 'user',
  user_deactivated: 'user',
  kb_article_created: 'kb_article',
  event: null,
  webhook_test: null,
} as const;

export type NotificationType = keyof typeof NOTIFICATION_TYPES;

/** Why a person is notified, strongest first. A person with several reasons gets one notification, by the first. */
export const REASONS = [
  'test',
  'mention',
  'reply',
  'assignee',
  'requester',
  'watcher',
  'admin',
  'reader',
  'event',
] as const;
export type Reason = (typeof REASONS)[number];

export function isNotificationType(type: string): type is NotificationType {
  return Object.hasOwn(NOTIFICATION_TYPES, type);
}

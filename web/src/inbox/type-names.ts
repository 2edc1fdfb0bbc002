import { msg, type MessageId } from '../i18n/i18n.js';
import type { EntryType } from './queries.js';

export const TYPE_NAMES: Readonly<Record<EntryType, MessageId>> = {
  comment_on_ticket: msg('A comment on a ticket'),
  reply_to_comment: msg('A reply to your comment'),
  mention: msg('A mention of you'),
  comment_updated: msg('A comment was edited'),
  comment_deleted: msg('A comment was deleted'),
  attachment_added: msg('A file was added'),
  attachment_updated: msg('A file was changed'),
  attachment_deleted: msg('A file was deleted'),
  new_ticket: msg('A new ticket'),
  ticket_assigned: msg('A ticket was assigned to you'),
  ticket_updated: msg('A ticket was changed'),
  ticket_deleted: msg('A ticket was deleted'),
  user_created: msg('A new account'),
  user_deactivated: msg('An account was deactivated'),
  kb_article_created: msg('An article was published'),
  event: msg('An event from outside'),
  webhook_test: msg('A test'),
};

/** In the order of the table. */
export const TYPES = Object.keys(TYPE_NAMES) as readonly EntryType[];

import type { LoggedEvent } from '../events/logged-event.js';
import type { NotificationType } from './notification-types.js';

export interface MessageContext {
  readonly event: LoggedEvent;
  readonly data: Readonly<Record<string, unknown>>;
  /** Title of the event's ticket, if it still exists. */
  readonly title: string | null;
}

/** One sentence for a person, per type. */
const MESSAGES: Record<NotificationType, (context: MessageContext) => string> = {
  comment_on_ticket: (context) => `New comment on your ticket '${titleOf(context)}' by ${nameOf(context)}`,
  reply_to_comment: (context) => `${nameOf(context)} replied to your comment on '${titleOf(context)}'`,
  mention: (context) => `${nameOf(context)} mentioned you on '${titleOf(context)}'`,
  comment_updated: (context) => `A comment on '${titleOf(context)}' was edited by ${nameOf(context)}`,
  comment_deleted: (context) => `A comment on '${titleOf(context)}' was deleted by ${nameOf(context)}`,
  attachment_added: (context) => `${nameOf(context)} attached '${fileOf(context)}' to '${titleOf(context)}'`,
  attachment_updated: (context) => `${nameOf(context)} replaced the file '${fileOf(context)}' on '${titleOf(context)}'`,
  attachment_deleted: (context) => `${nameOf(context)} deleted a file on '${titleOf(context)}'`,
  new_ticket: (context) => `New ticket '${titleOf(context)}' by ${nameOf(context)}`,
  ticket_assigned: (context) => `${nameOf(context)} assigned you the ticket '${titleOf(context)}'`,
  ticket_updated: (context) => `The ticket '${titleOf(context)}' was updated by ${nameOf(context)}`,
  ticket_deleted: (context) => `The ticket #${text(context.data['number'])} was deleted by ${nameOf(context)}`,
  user_created: ({ data }) => `New account: ${text(data['name'])} (${text(data['email'])})`,
  user_deactivated: ({ data }) => `Account deactivated: ${text(data['name'])} (${text(data['email'])})`,
  kb_article_created: ({ data }) => `New article: ${text(data['title'])}`,
  event: ({ event }) => event.notify ?? '',
  webhook_test: ({ data }) => text(data['message']),
};

export function messageOf(type: NotificationType, context: MessageContext): string {
  return MESSAGES[type](context);
}

function titleOf({ data, title }: MessageContext): string {
  return text(data['title'] ?? title ?? 'a deleted ticket');
}

function fileOf({ data }: MessageContext): string {
  return text(data['filename']);
}

function nameOf({ event }: MessageContext): string {
  return event.actor.name;
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

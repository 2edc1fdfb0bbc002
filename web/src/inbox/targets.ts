import type { NotificationEnvelope } from '@carillon/client';

type About = Pick<NotificationEnvelope, 'related_type' | 'related_id'> & { readonly data: unknown };

/** Its ticket; undefined when it has none, or the person may no longer see it. */
export function ticketOf({ related_type: type, related_id: id, data }: About): string | undefined {
  if (type === 'ticket') return id ?? undefined;
  return type === 'comment' || type === 'attachment' ? field(data, 'ticket_id') : undefined;
}

/** The page that shows what it is about. */
export function pathOf(about: About): string | undefined {
  const ticket = ticketOf(about);
  if (ticket !== undefined) return `/tickets/${ticket}`;
  const slug = about.related_type === 'kb_article' ? field(about.data, 'slug') : undefined;
  return slug === undefined ? undefined : `/kb/${encodeURIComponent(slug)}`;
}

function field(data: unknown, name: string): string | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const value = (data as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : undefined;
}

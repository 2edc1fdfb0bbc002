import type { Attachment, Comment, Ticket } from '@carillon/client';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { client } from '../api/client.js';
import type { TicketFilters } from './filters.js';

export const TICKETS = 'tickets';
export const TICKET = 'ticket';
export const COMMENTS = 'comments';
export const ATTACHMENTS = 'attachments';
export const HISTORY = 'ticket-history';
export const LATEST = 'ticket-latest-event';

const LIST_PAGE = 100;
const MAX_PAGE = 200;
/** 10,000 comments: for longer threads the API has the newest. */
const MAX_THREAD_PAGES = 50;

/** `isGone`: deleted, or no longer visible to the person. Its row stays until the list is reloaded. */
export type ListedTicket = Ticket & { readonly isGone?: true };

export interface TicketPage {
  readonly items: readonly ListedTicket[];
  readonly next_cursor: string | null;
}

export interface ThreadComment extends Comment {
  /** The tombstone of a comment with replies. */
  readonly deleted?: true;
}

/** Newest first. */
export function ticketsQuery(filters: TicketFilters) {
  return infiniteQueryOptions({
    queryKey: [TICKETS, filters] as const,
    queryFn: ({ pageParam, signal }): Promise<TicketPage> =>
      client.get('/api/tickets', {
        query: {
          ...filters,
          status: filters.status?.join(','),
          priority: filters.priority?.join(','),
          limit: LIST_PAGE,
          ...(pageParam !== null && { cursor: pageParam }),
        } as never,
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor: next }) => next,
    meta: { room: 'tickets' },
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Null: it was deleted, or the person may no longer see it. */
export function ticketQuery(id: string) {
  return queryOptions({
    queryKey: [TICKET, id] as const,
    queryFn: ({ signal }): Promise<Ticket | null> => client.get('/api/tickets/{id}', { path: { id }, signal }),
    ...inRoom(id),
  });
}

/** The whole thread, oldest first. */
export function commentsQuery(ticketId: string) {
  return queryOptions({
    queryKey: [COMMENTS, ticketId] as const,
    queryFn: ({ signal }): Promise<readonly ThreadComment[]> =>
      allPages((cursor) =>
        client.get('/api/tickets/{id}/comments', { path: { id: ticketId }, query: page(cursor), signal }),
      ),
    ...inRoom(ticketId),
  });
}

export function attachmentsQuery(ticketId: string) {
  return queryOptions({
    queryKey: [ATTACHMENTS, ticketId] as const,
    queryFn: ({ signal }): Promise<readonly Attachment[]> =>
      allPages((cursor) =>
        client.get('/api/tickets/{id}/attachments', { path: { id: ticketId }, query: page(cursor), signal }),
      ),
    ...inRoom(ticketId),
  });
}

/** Newest first. */
export function historyQuery(ticketId: string) {
  return infiniteQueryOptions({
    queryKey: [HISTORY, ticketId] as const,
    queryFn: ({ pageParam, signal }) =>
      client.get('/api/tickets/{id}/history', {
        path: { id: ticketId },
        query: { ...(pageParam !== null && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor: next }) => next,
    meta: { room: `ticket:${ticketId}` },
  });
}

/** Null: there is none, or none is kept. */
export function latestEventQuery(ticketId: string) {
  return queryOptions({
    queryKey: [LATEST, ticketId] as const,
    queryFn: async ({ signal }) => {
      const path = { id: ticketId };
      const { items } = await client.get('/api/tickets/{id}/history', { path, query: { limit: 1 }, signal });
      return items[0] ?? null;
    },
    meta: { room: `ticket:${ticketId}` },
  });
}

export function watchersQuery(ticketId: string) {
  return queryOptions({
    queryKey: ['watchers', ticketId] as const,
    queryFn: ({ signal }) => client.get('/api/tickets/{id}/watchers', { path: { id: ticketId }, signal }),
  });
}

function inRoom(ticketId: string) {
  // Pushes keep it up to date while the page is open; it is refetched when the page is opened again.
  return { meta: { room: `ticket:${ticketId}` }, staleTime: 0, gcTime: 60_000 };
}

function page(cursor: string | null): { limit: number; cursor?: string } {
  return { limit: MAX_PAGE, ...(cursor !== null && { cursor }) };
}

async function allPages<T>(
  load: (cursor: string | null) => Promise<{ items: T[]; next_cursor: string | null }>,
): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | null = null;
  for (let pages = 0; pages < MAX_THREAD_PAGES; pages += 1) {
    const { items, next_cursor: next } = await load(cursor);
    all.push(...items);
    if (next === null) break;
    cursor = next;
  }
  return all;
}

import { CarillonError } from '@carillon/client';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { client } from '../api/client.js';
import type { EventSearch } from './search.js';

export const EVENTS = 'events';
export const EVENT = 'event';
export const PAGE = 100;

export type EventPage = Awaited<ReturnType<typeof loadPage>>;
export type LoggedEvent = EventPage['items'][number];

/**
 * Newest first. A page may be empty without being the last: the server looks through a limited number of events per
 * request.
 */
export function eventsQuery(filters: EventSearch) {
  return infiniteQueryOptions({
    queryKey: [EVENTS, filters] as const,
    queryFn: ({ pageParam, signal }) => loadPage(filters, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor: next }) => next,
    meta: { room: 'log' },
  });
}

export type SingleEvent = NonNullable<Awaited<ReturnType<typeof loadEvent>>>;

export function eventQuery(id: string) {
  return queryOptions({
    queryKey: [EVENT, id] as const,
    queryFn: ({ signal }) => loadEvent(id, signal),
    meta: { room: 'log' },
  });
}

/** @returns null when it does not exist, or the person may not see it */
async function loadEvent(id: string, signal: AbortSignal) {
  try {
    return await client.get('/api/events/{id}', { path: { id }, signal });
  } catch (error) {
    if (error instanceof CarillonError && error.status === 404) return null;
    throw error;
  }
}

/** Webhooks to which the person may send an event: the newest. */
export const webhookNamesQuery = queryOptions({
  queryKey: ['webhooks', 'names'],
  queryFn: async ({ signal }) => {
    const { items } = await client.get('/api/webhooks', { query: { limit: 200 }, signal });
    return items.map(({ id, name }) => ({ value: id, label: name }));
  },
});

export function loadPage(filters: EventSearch, before: string | null, signal?: AbortSignal) {
  return client.get('/api/events', {
    query: { order: 'desc', ...filters, limit: PAGE, ...(before !== null && { before }) },
    ...(signal !== undefined && { signal }),
  });
}

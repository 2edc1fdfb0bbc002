import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { client } from '../api/client.js';
import type { DeliveryFilters } from './search.js';

export const DELIVERIES = 'deliveries';
export const DELIVERY = 'delivery';
const PAGE = 100;

export type DeliveryPage = Awaited<ReturnType<typeof loadPage>>;
export type Delivery = DeliveryPage['items'][number];

/**
 * Newest first. A page may be empty without being the last: the server looks through a limited number of rows per
 * request.
 */
export function deliveriesQuery(filters: DeliveryFilters) {
  return infiniteQueryOptions({
    queryKey: [DELIVERIES, filters] as const,
    queryFn: ({ pageParam, signal }) => loadPage({ filters, cursor: pageParam, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor: next }) => next,
    meta: { room: 'webhooks' },
  });
}

export function deliveryQuery(webhookId: string, id: string) {
  return queryOptions({
    queryKey: [DELIVERY, id] as const,
    queryFn: ({ signal }) =>
      client.get('/api/webhooks/{id}/deliveries/{deliveryId}', { path: { id: webhookId, deliveryId: id }, signal }),
    meta: { room: 'webhooks' },
  });
}

/** For the filter: the newest webhooks' names. */
export const webhookNamesQuery = queryOptions({
  queryKey: ['webhooks', 'names'],
  queryFn: async ({ signal }) => {
    const { items } = await client.get('/api/webhooks', { query: { limit: 200 }, signal });
    return items.map(({ id, name }) => ({ value: id, label: name }));
  },
});

interface PageRequest {
  readonly filters: DeliveryFilters;
  readonly cursor: string | null;
  readonly signal: AbortSignal;
}

function loadPage({ filters, cursor, signal }: PageRequest) {
  return client.get('/api/deliveries', {
    query: { ...filters, limit: PAGE, ...(cursor !== null && { cursor }) },
    signal,
  });
}

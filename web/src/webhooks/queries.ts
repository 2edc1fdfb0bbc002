import type { Pushes } from '@carillon/client';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { client } from '../api/client.js';

export const WEBHOOKS = 'webhooks';
export const LAST_DELIVERIES = 'last-deliveries';
export const RECOVERIES = 'webhook-recoveries';
const PAGE = 100;
const MAX_LAST = 10;

type Page = Awaited<ReturnType<typeof loadPage>>;
export type Webhook = Page['items'][number];
export type Health = Webhook['health'];
export type LastDelivery = Awaited<ReturnType<typeof loadLast>>[number];

/** Newest first, each with its health. */
export const webhooksQuery = infiniteQueryOptions({
  queryKey: [WEBHOOKS, 'list'] as const,
  queryFn: ({ pageParam, signal }) => loadPage(pageParam, signal),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next_cursor: next }) => next,
  meta: { room: 'webhooks' },
});

export function webhookQuery(id: string) {
  return queryOptions({
    queryKey: [WEBHOOKS, 'one', id] as const,
    queryFn: ({ signal }) => client.get('/api/webhooks/{id}', { path: { id }, signal }),
    meta: { room: 'webhooks' },
  });
}

/** Newest first. Not below `WEBHOOKS`: pushes change it at once, so it need not be refetched. */
export function lastDeliveriesQuery(id: string) {
  return queryOptions({
    queryKey: [LAST_DELIVERIES, id] as const,
    queryFn: ({ signal }) => loadLast(id, signal),
    meta: { room: 'webhooks' },
  });
}

/** @param changed a new or changed one; the list keeps its order and length */
export function withDelivery(list: readonly LastDelivery[], changed: LastDelivery): LastDelivery[] {
  const others = list.filter(({ id }) => id !== changed.id);
  return [...others, changed].toSorted((one, other) => (one.id < other.id ? 1 : -1)).slice(0, MAX_LAST);
}

type Recovery = Pushes['recovery.update']['data'];

/** Pushes and answers may overtake each other. @param known what is shown; undefined: nothing */
export function laterOf(found: Recovery, known: Recovery | undefined): Recovery {
  if (known === undefined) return found;
  const isLater = known.status === 'running' && found.resent + found.failed >= known.resent + known.failed;
  return isLater ? found : known;
}

function loadPage(cursor: string | null, signal: AbortSignal) {
  return client.get('/api/webhooks', { query: { limit: PAGE, ...(cursor !== null && { cursor }) }, signal });
}

async function loadLast(id: string, signal: AbortSignal) {
  const { items } = await client.get('/api/webhooks/{id}/deliveries', {
    path: { id },
    query: { limit: MAX_LAST },
    signal,
  });
  return items;
}

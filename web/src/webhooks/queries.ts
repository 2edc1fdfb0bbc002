import { infiniteQueryOptions } from '@tanstack/react-query';
import { client } from '../api/client.js';

export const WEBHOOKS = 'webhooks';
const PAGE = 100;

type Page = Awaited<ReturnType<typeof loadPage>>;
export type Webhook = Page['items'][number];
export type Health = Webhook['health'];

/** Newest first, each with its health. */
export const webhooksQuery = infiniteQueryOptions({
  queryKey: [WEBHOOKS, 'list'] as const,
  queryFn: ({ pageParam, signal }) => loadPage(pageParam, signal),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next_cursor: next }) => next,
  meta: { room: 'webhooks' },
});

function loadPage(cursor: string | null, signal: AbortSignal) {
  return client.get('/api/webhooks', { query: { limit: PAGE, ...(cursor !== null && { cursor }) }, signal });
}

import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { client } from '../api/client.js';
import type { RetryPlan } from './retry-plan.js';

/** Cheap enough to refetch while things change. */
export const QUEUE = 'queue';
/** A page for every 200 webhooks. */
export const ENDPOINTS = 'queue-endpoints';

const PAGE = 50;
const ENDPOINTS_PAGE = 200;
/** At most this many of a person's webhooks are compared. */
const MAX_ENDPOINTS = 1_000;

export type QueuedEndpoint = Awaited<ReturnType<typeof loadEndpoints>>[number];
export type Quarantined = Awaited<ReturnType<typeof loadQuarantine>>['items'][number];

export const figuresQuery = queryOptions({
  queryKey: [QUEUE, 'figures'] as const,
  queryFn: ({ signal }) => client.get('/api/webhooks/queue/stats', { signal }),
  meta: { room: 'webhooks' },
});

/** All webhooks, by the share of failed attempts, largest first. */
export const endpointsQuery = queryOptions({
  queryKey: [ENDPOINTS] as const,
  queryFn: async ({ signal }) => (await loadEndpoints(signal)).toSorted(byTrouble),
  meta: { room: 'webhooks' },
});

/** How many failed deliveries a plan would send again. */
export function failedCountQuery(plan: RetryPlan) {
  return queryOptions({
    queryKey: [QUEUE, 'failed', plan] as const,
    queryFn: async ({ signal }) => {
      const body = { ...plan, dry_run: true };
      return (await client.post('/api/webhooks/queue/retry-failed', { body, signal })).retried;
    },
    placeholderData: (before) => before,
    meta: { room: 'webhooks' },
  });
}

/** For admins alone; newest first. */
export const quarantineQuery = infiniteQueryOptions({
  queryKey: [QUEUE, 'quarantine'] as const,
  queryFn: ({ pageParam, signal }) => loadQuarantine(pageParam, signal),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next_cursor: next }) => next,
  meta: { room: 'webhooks' },
});

/** It never changes. */
export function quarantinedQuery(id: string) {
  return queryOptions({
    queryKey: ['quarantined', id] as const,
    queryFn: ({ signal }) => client.get('/api/events/quarantine/{id}', { path: { id }, signal }),
  });
}

/** 0 to 1, of the attempts of 24 hours; null: there was none. */
export function failureShare({ health }: QueuedEndpoint): number | null {
  return health.success_rate_24h === null ? null : 1 - health.success_rate_24h / 100;
}

function byTrouble(one: QueuedEndpoint, other: QueuedEndpoint): number {
  const share = (failureShare(other) ?? -1) - (failureShare(one) ?? -1);
  return share === 0 ? waitingOf(other) - waitingOf(one) : share;
}

function waitingOf({ health }: QueuedEndpoint): number {
  return health.pending + health.held;
}

async function loadEndpoints(signal: AbortSignal) {
  const load = (cursor: string | null) =>
    client.get('/api/webhooks', { query: { limit: ENDPOINTS_PAGE, ...(cursor !== null && { cursor }) }, signal });
  let page = await load(null);
  const endpoints = [...page.items];
  while (page.next_cursor !== null && endpoints.length < MAX_ENDPOINTS) {
    page = await load(page.next_cursor);
    endpoints.push(...page.items);
  }
  return endpoints;
}

function loadQuarantine(cursor: string | null, signal: AbortSignal) {
  return client.get('/api/events/quarantine', { query: { limit: PAGE, ...(cursor !== null && { cursor }) }, signal });
}

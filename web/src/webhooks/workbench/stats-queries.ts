import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { client } from '../../api/client.js';
import { WEBHOOKS } from '../queries.js';
import type { Range } from './stats-ranges.js';

export type Stats = Awaited<ReturnType<typeof loadStats>>;
export type Hour = Stats['by_hour'][number];

/** By hour. Below `WEBHOOKS`, so it is refetched, at most every few seconds, when deliveries change. */
export function statsQuery(id: string, range: Range) {
  return queryOptions({
    queryKey: [WEBHOOKS, 'stats', id, range] as const,
    queryFn: ({ signal }) => loadStats({ id, range, signal }),
    placeholderData: keepPreviousData,
    meta: { room: 'webhooks' },
  });
}

function loadStats({ id, range, signal }: { id: string; range: Range; signal: AbortSignal }) {
  return client.get('/api/webhooks/{id}/stats/hours', { path: { id }, query: { range }, signal });
}

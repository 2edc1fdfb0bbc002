import { queryOptions } from '@tanstack/react-query';
import { client } from './client.js';

export const TRACE = 'event-trace';

export type EventTrace = Awaited<ReturnType<typeof loadTrace>>;

/** Everything that an event led to, as far as the person may see it. */
export function traceQuery(id: string) {
  return queryOptions({
    queryKey: [TRACE, id] as const,
    queryFn: ({ signal }) => loadTrace(id, signal),
    meta: { room: 'webhooks' },
  });
}

function loadTrace(id: string, signal: AbortSignal) {
  return client.get('/api/events/{id}/trace', { path: { id }, signal });
}

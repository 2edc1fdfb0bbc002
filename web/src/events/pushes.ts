import type { InfiniteData, Query, QueryClient } from '@tanstack/react-query';
import { TRACE, type EventTrace } from '../api/trace.js';
import { onPush, type PushHandler } from '../live/pushes.js';
import { atMostEvery, refetchSoon } from '../live/refetch-soon.js';
import { EVENTS, loadPage, PAGE, type EventPage } from './queries.js';
import type { EventSearch } from './search.js';

type List = InfiniteData<EventPage, string | null>;

const NEWEST_MS = 1_000;

const TRACE_MS = 500;

const refetchTrace = refetchSoon([TRACE], TRACE_MS);

export const eventPushes: readonly PushHandler[] = [
  onPush('log.moved', atMostEvery(NEWEST_MS, addNewest)),
  onPush('log.moved', (queryClient) => {
    const traces = queryClient.getQueriesData<EventTrace>({ queryKey: [TRACE], type: 'active' });
    if (traces.some(([, trace]) => trace?.event.cursor === null)) refetchTrace(queryClient);
  }),
  onPush('delivery.update', (queryClient, { data }) => {
    if (queryClient.getQueryState([TRACE, data.event_id]) !== undefined) refetchTrace(queryClient);
  }),
];

/** The push only says that there is more, so the newest page of every shown list is read. */
function addNewest(queryClient: QueryClient): void {
  for (const query of queryClient.getQueryCache().findAll({ queryKey: [EVENTS], type: 'active' })) {
    // Offline, the next push or the end of the gap fetches them.
    void addTo(queryClient, query).catch(() => undefined);
  }
}

async function addTo(queryClient: QueryClient, { queryKey }: Query): Promise<void> {
  const [, filters] = queryKey as readonly [string, EventSearch];
  const newest = await loadPage(filters, null);
  const list = queryClient.getQueryData<List>(queryKey);
  const merged = list && merge(list, newest);
  if (merged === undefined) await queryClient.invalidateQueries({ queryKey, exact: true });
  else queryClient.setQueryData<List>(queryKey, merged);
}

/** @returns undefined when there may be events between the newest page and the list */
function merge(list: List, newest: EventPage): List | undefined {
  const [first, ...rest] = list.pages;
  if (first === undefined) return undefined;
  const known = new Set(list.pages.flatMap(({ items }) => items.map(({ id }) => id)));
  const added = newest.items.filter(({ id }) => !known.has(id));
  if (added.length === 0) return list;
  const meets = added.length < newest.items.length || newest.next_cursor === null;
  if (!meets || added.length === PAGE) return undefined;
  return { ...list, pages: [{ ...first, items: [...added, ...first.items] }, ...rest] };
}

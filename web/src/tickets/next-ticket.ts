import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { TICKETS, type TicketPage } from './queries.js';

const WAITING: ReadonlySet<string> = new Set(['open', 'in_progress']);

/** The one below in the list that was looked at last, of those that wait for an answer. */
export function nextTicketId(queryClient: QueryClient, id: string): string | undefined {
  const lists = queryClient
    .getQueryCache()
    .findAll({ queryKey: [TICKETS] })
    .sort((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt);
  for (const { state } of lists) {
    const pages = (state.data as InfiniteData<TicketPage> | undefined)?.pages ?? [];
    const rows = pages.flatMap(({ items }) => items);
    const at = rows.findIndex((row) => row.id === id);
    const below = at < 0 ? rows : [...rows.slice(at + 1), ...rows.slice(0, at)];
    const waits = below.find((row) => row.id !== id && row.isGone !== true && WAITING.has(row.status));
    if (waits !== undefined) return waits.id;
  }
  return undefined;
}

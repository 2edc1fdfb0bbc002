import type { Pushes } from '@carillon/client';
import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { onPush, type PushHandler } from '../live/pushes.js';
import { DELIVERIES, DELIVERY, type Delivery, type DeliveryPage } from './queries.js';
import type { DeliveryFilters } from './search.js';

type Pushed = Pushes['delivery.update']['data'];
type List = InfiniteData<DeliveryPage, string | null>;

export const deliveryPushes: readonly PushHandler[] = [
  onPush('delivery.update', (queryClient, { id, data }) => {
    for (const query of queryClient.getQueryCache().findAll({ queryKey: [DELIVERIES] })) {
      const [, filters] = query.queryKey as readonly [string, DeliveryFilters];
      queryClient.setQueryData<List>(query.queryKey, (list) => list && changed(list, data, filters));
    }
    refetchOpened(queryClient, id);
  }),
];

/** The push does not contain its attempts. */
function refetchOpened(queryClient: QueryClient, id: string): void {
  void queryClient.invalidateQueries({ queryKey: [DELIVERY, id] });
}

/** Rows stay where they are; a new delivery comes first. */
function changed(list: List, data: Pushed, filters: DeliveryFilters): List {
  const isListed = list.pages.some(({ items }) => items.some(({ id }) => id === data.id));
  const [first, ...rest] = list.pages;
  if (first === undefined || (!isListed && (!isMatch(data, filters) || isOlder(data, first.items[0])))) return list;
  if (!isListed) {
    const added = { ...data, response_body: null };
    return { ...list, pages: [{ ...first, items: [added, ...first.items] }, ...rest] };
  }
  const renew = (row: Delivery) => (row.id === data.id ? { ...row, ...data } : row);
  return { ...list, pages: list.pages.map((page) => ({ ...page, items: page.items.map(renew) })) };
}

/** A retried old delivery belongs further down; it appears when the list is reloaded. */
function isOlder(data: Pushed, newest: Delivery | undefined): boolean {
  return newest !== undefined && data.created_at < newest.created_at;
}

function isMatch(data: Pushed, { status, type, webhook_id: webhook, event_id: event }: DeliveryFilters): boolean {
  if (status !== undefined && data.status !== status) return false;
  if (type !== undefined && data.type !== type) return false;
  if (webhook !== undefined && data.webhook_id !== webhook) return false;
  return event === undefined || data.event_id === event;
}

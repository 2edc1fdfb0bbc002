import type { QueryClient } from '@tanstack/react-query';
import { onPush, type PushHandler } from '../live/pushes.js';
import { LAST_DELIVERIES, laterOf, RECOVERIES, WEBHOOKS, withDelivery, type LastDelivery } from './queries.js';

/** A busy webhook's figures change many times a second; they are refetched at most this often. */
const FIGURES_MS = 3_000;
let planned: ReturnType<typeof setTimeout> | undefined;

export const webhookPushes: readonly PushHandler[] = [
  onPush('webhook.update', refetch),
  onPush('delivery.update', (queryClient, { webhook_id: webhook, data }) => {
    queryClient.setQueryData<LastDelivery[]>([LAST_DELIVERIES, webhook], (list) => {
      if (list === undefined) return undefined;
      const known = list.find(({ id }) => id === data.id);
      return withDelivery(list, { ...data, response_body: known?.response_body ?? null });
    });
    planned ??= setTimeout(() => {
      planned = undefined;
      refetch(queryClient);
    }, FIGURES_MS);
  }),
  onPush('recovery.update', (queryClient, { id, data }) => {
    queryClient.setQueryData<typeof data>([RECOVERIES, id], (job) => laterOf(data, job));
  }),
];

function refetch(queryClient: QueryClient): void {
  void queryClient.invalidateQueries({ queryKey: [WEBHOOKS] });
}

import type { QueryClient } from '@tanstack/react-query';
import { onPush, type PushHandler } from '../live/pushes.js';
import { WEBHOOKS } from './queries.js';

/** Figures of a busy webhook change many times a second; so often they are fetched again at most. */
const FIGURES_MS = 3_000;
let planned: ReturnType<typeof setTimeout> | undefined;

export const webhookPushes: readonly PushHandler[] = [
  onPush('webhook.update', refetch),
  onPush('delivery.update', (queryClient) => {
    planned ??= setTimeout(() => {
      planned = undefined;
      refetch(queryClient);
    }, FIGURES_MS);
  }),
];

function refetch(queryClient: QueryClient): void {
  void queryClient.invalidateQueries({ queryKey: [WEBHOOKS] });
}

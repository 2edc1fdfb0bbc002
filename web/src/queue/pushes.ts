import type { QueryClient } from '@tanstack/react-query';
import { onPush, type PushHandler } from '../live/pushes.js';
import { refetchSoon } from '../live/refetch-soon.js';
import { ENDPOINTS, QUEUE } from './queries.js';

/** The figures need one statement over all retained deliveries. */
const FIGURES_MS = 2_000;
const ENDPOINTS_MS = 5_000;

const refetchFigures = refetchSoon([QUEUE], FIGURES_MS);
const refetchEndpoints = refetchSoon([ENDPOINTS], ENDPOINTS_MS);

export const queuePushes: readonly PushHandler[] = [
  onPush('delivery.update', refetch),
  onPush('webhook.update', refetch),
  // Admins are notified when an event is set aside.
  onPush('notification', (queryClient, { type }) => {
    if (type === 'event') refetchFigures(queryClient);
  }),
];

function refetch(queryClient: QueryClient): void {
  refetchFigures(queryClient);
  refetchEndpoints(queryClient);
}

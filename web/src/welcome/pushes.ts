import { onPush, type PushHandler } from '../live/pushes.js';
import { refetchSoon } from '../live/refetch-soon.js';
import { isRingData, WELCOME } from './queries.js';
import { note } from './stopwatch.js';

/** A bin may take many requests a second; they are refetched at most this often. */
const REFETCH_MS = 500;

const refetchArrivals = refetchSoon([WELCOME, 'arrivals'], REFETCH_MS);
const refetchWebhook = refetchSoon([WELCOME, 'webhook'], REFETCH_MS);

export const welcomePushes: readonly PushHandler[] = [
  onPush('bin.request', (queryClient, { id }) => {
    note(id);
    refetchArrivals(queryClient);
  }),
  onPush('notification', (queryClient, { notification: { id }, data }) => {
    if (!isRingData(data)) return;
    note(id);
    void queryClient.invalidateQueries({ queryKey: [WELCOME, 'rings'] });
  }),
  onPush('webhook.update', refetchWebhook),
];

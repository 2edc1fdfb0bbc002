import { onPush, type PushHandler } from '../live/pushes.js';
import { addEntry, updateEntries } from './entry-cache.js';
import { ring } from './ringer.js';

export const inboxPushes: readonly PushHandler[] = [
  onPush('notification', (queryClient, push, { isMissed }) => {
    addEntry(queryClient, push);
    // The banner shows what was missed; a hundred rings at once would be useless.
    if (!isMissed) ring(push);
  }),
  onPush('notification.update', updateEntries),
];

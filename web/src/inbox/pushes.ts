import { onPush, type PushHandler } from '../live/pushes.js';
import { INBOX } from './queries.js';

export const inboxPushes: readonly PushHandler[] = [
  onPush('notification', (queryClient) => void queryClient.invalidateQueries({ queryKey: [INBOX] })),
  onPush('notification.update', (queryClient) => void queryClient.invalidateQueries({ queryKey: [INBOX] })),
];

import { queryOptions } from '@tanstack/react-query';
import { client } from '../api/client.js';

export const INBOX = 'inbox';

export const inboxQuery = queryOptions({
  queryKey: [INBOX],
  queryFn: ({ signal }) => client.get('/api/notifications', { signal }),
  meta: { room: 'user' },
});

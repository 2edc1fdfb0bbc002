import type { User } from '@carillon/client';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { client } from '../api/client.js';
import type { UserSearch } from './user-search.js';

export const USERS = 'users';
const PAGE = 100;

export interface UserPage {
  readonly items: readonly User[];
  readonly next_cursor: string | null;
}

/** Newest first. */
export function usersQuery(filters: UserSearch) {
  return infiniteQueryOptions({
    queryKey: [USERS, filters] as const,
    queryFn: ({ pageParam, signal }): Promise<UserPage> =>
      client.get('/api/users', {
        query: { ...filters, limit: PAGE, ...(pageParam !== null && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor: next }) => next,
    meta: { room: 'users' },
  });
}

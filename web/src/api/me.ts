import type { User } from '@carillon/client';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { client } from './client.js';

export type Me = User;

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => client.get('/api/auth/me', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

/** The signed-in person; inside the shell there always is one. */
export function useMe(): Me {
  const { data } = useQuery(meQuery);
  if (data === undefined) throw new Error('Not signed in.');
  return data;
}

export function isStaff(me: Me): boolean {
  return me.role === 'admin' || me.role === 'agent';
}

export function isAdmin(me: Me): boolean {
  return me.role === 'admin';
}

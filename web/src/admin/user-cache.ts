import type { User } from '@carillon/client';
import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { USERS, type UserPage } from './user-queries.js';
import { isMatch, type UserSearch } from './user-search.js';

type List = InfiniteData<UserPage, string | null>;

/**
 * Applies an answer before its push arrives. Rows keep their places, even if they no longer match; a new one comes
 * first.
 */
export function putUser(queryClient: QueryClient, user: User): void {
  for (const query of queryClient.getQueryCache().findAll({ queryKey: [USERS] })) {
    const [, filters] = query.queryKey as readonly [string, UserSearch];
    queryClient.setQueryData<List>(query.queryKey, (list) => list && changed(list, user, filters));
  }
}

export function dropUser(queryClient: QueryClient, id: string): void {
  queryClient.setQueriesData<List>(
    { queryKey: [USERS] },
    (list) => list && mapPages(list, (items) => items.filter((one) => one.id !== id)),
  );
}

function changed(list: List, user: User, filters: UserSearch): List {
  if (list.pages.some(({ items }) => items.some(({ id }) => id === user.id))) {
    return mapPages(list, (items) => items.map((one) => (one.id === user.id ? newer(one, user) : one)));
  }
  const [first, ...rest] = list.pages;
  const newest = first?.items[0];
  // Ids are in the order of creation. An old account that now matches appears further down when the list is reloaded.
  if (first === undefined || !isMatch(user, filters) || (newest !== undefined && user.id < newest.id)) return list;
  return { ...list, pages: [{ ...first, items: [user, ...first.items] }, ...rest] };
}

function mapPages(list: List, change: (items: readonly User[]) => readonly User[]): List {
  return { ...list, pages: list.pages.map((page) => ({ ...page, items: change(page.items) })) };
}

/** Accounts have no version. */
function newer(kept: User, user: User): User {
  return kept.updated_at > user.updated_at ? kept : user;
}

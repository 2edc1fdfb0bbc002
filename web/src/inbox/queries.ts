import type { components } from '@carillon/client';
import { infiniteQueryOptions, queryOptions, type InfiniteData } from '@tanstack/react-query';
import { client } from '../api/client.js';

export type Entry = components['schemas']['NotificationAnswer'];
export type EntryPage = components['schemas']['NotificationPage'];
export type EntryPages = InfiniteData<EntryPage, string | undefined>;
export type Preferences = components['schemas']['PreferencesAnswer'];
export type EntryType = Entry['type'];

export const INBOX = 'inbox';
export const TABS = ['unread', 'all', 'archived'] as const;
export type Tab = (typeof TABS)[number];

const LATEST = 5;

export interface Filter {
  readonly tab: Tab;
  readonly type?: string | undefined;
}

export function isTab(value: unknown): value is Tab {
  return TABS.some((tab) => tab === value);
}

/** The personal stream of the socket keeps it up to date. */
const FOLLOWED = { room: 'user' };

export function entriesQuery({ tab, type }: Filter) {
  return infiniteQueryOptions({
    queryKey: [INBOX, 'entries', tab, type ?? null],
    queryFn: ({ pageParam, signal }) => {
      const filter = { unread: { unread: true }, all: {}, archived: { archived: true } }[tab];
      // The server refuses an unknown type, with the reason.
      const query = { ...filter, ...(type !== undefined && { type: type as EntryType }) };
      return client.get('/api/notifications', {
        query: { ...query, ...(pageParam !== undefined && { cursor: pageParam }) },
        signal,
      });
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor: next }: EntryPage) => next ?? undefined,
    meta: FOLLOWED,
  });
}

/** For the bell. */
export const latestQuery = queryOptions({
  queryKey: [INBOX, 'latest'],
  queryFn: ({ signal }) => client.get('/api/notifications', { query: { limit: LATEST }, signal }),
  meta: FOLLOWED,
});

export const preferencesQuery = queryOptions({
  queryKey: [INBOX, 'preferences'],
  queryFn: ({ signal }) => client.get('/api/users/me/preferences', { signal }),
});

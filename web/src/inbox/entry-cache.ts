import type { NotificationPush, NotificationUpdatePush } from '@carillon/client';
import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { INBOX, latestQuery, preferencesQuery, type Entry, type EntryPages } from './queries.js';

const ENTRIES = [INBOX, 'entries'] as const;

/** A new entry comes first, unless the person has hidden its type. */
export function addEntry(queryClient: QueryClient, push: NotificationPush): void {
  void queryClient.invalidateQueries({ queryKey: latestQuery.queryKey });
  if (queryClient.getQueryData(preferencesQuery.queryKey)?.types[push.notification.type]?.inbox === false) return;
  const entry = entryOf(push);
  change(queryClient, (pages, [, , tab, type]) => {
    if (tab === 'archived' || (type !== null && type !== entry.type)) return pages;
    const [first, ...rest] = pages.pages;
    const isKnown = pages.pages.some(({ items }) => items.some(({ id }) => id === entry.id));
    if (first === undefined || isKnown) return pages;
    return { ...pages, pages: [{ ...first, items: [entry, ...first.items] }, ...rest] };
  });
}

/**
 * Read entries keep their place, so that nothing jumps away under the pointer; they leave the unread tab when it is
 * opened again.
 */
export function updateEntries(
  queryClient: QueryClient,
  push: Omit<NotificationUpdatePush, 'cursor' | 'unread_count'>,
): void {
  const ids = new Set(push.ids);
  void queryClient.invalidateQueries({ queryKey: latestQuery.queryKey });
  change(queryClient, (pages, [, , tab]) =>
    mapItems(pages, (items) => items.flatMap((one) => updated(one, tab === 'archived'))),
  );
  // The server decides where they belong now.
  if (push.archived_at === undefined) return;
  void queryClient.invalidateQueries({ queryKey: ENTRIES, predicate: ({ queryKey }) => isGoal(queryKey) });

  function updated(one: Entry, isArchive: boolean): Entry[] {
    if (!ids.has(one.id)) return [one];
    if (push.deleted === true) return [];
    if (push.archived_at !== undefined && (push.archived_at !== null) !== isArchive) return [];
    return [
      {
        ...one,
        ...(push.read_at !== undefined && { read_at: push.read_at }),
        ...(push.archived_at !== undefined && { archived_at: push.archived_at }),
      },
    ];
  }

  function isGoal(key: QueryKey): boolean {
    return (key[2] === 'archived') === (push.archived_at !== null);
  }
}

function change(queryClient: QueryClient, edit: (pages: EntryPages, key: QueryKey) => EntryPages): void {
  for (const [key, pages] of queryClient.getQueriesData<EntryPages>({ queryKey: ENTRIES })) {
    if (pages !== undefined) queryClient.setQueryData(key, edit(pages, key));
  }
}

function mapItems(pages: EntryPages, edit: (items: Entry[]) => Entry[]): EntryPages {
  return { ...pages, pages: pages.pages.map((page) => ({ ...page, items: edit(page.items) })) };
}

/** In the form of the list; a push does not contain the reason. */
function entryOf({ notification, data, cursor }: NotificationPush): Entry {
  const { id, type, message, related_id, related_type, created_at } = notification;
  return {
    id,
    type: type as Entry['type'],
    message,
    reason: '',
    related_id,
    related_type: related_type as Entry['related_type'],
    created_at,
    read_at: null,
    archived_at: null,
    cursor,
    data: data as Entry['data'],
  };
}

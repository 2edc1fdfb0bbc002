import type { Deleted } from '@carillon/client';
import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { Kind, Records } from './kinds.js';
import { MACHINE_HISTORY, RECORD, RECORDS, type RecordPage } from './queries.js';
import { isMatch, type Filters } from './filters.js';

type AnyRecord = Records[Kind];
export type PushedRecord = (AnyRecord & { readonly deleted?: never }) | Deleted;
type List = InfiniteData<RecordPage<Kind>, string | null>;

/** A push does not contain a machine's history. */
export function applyPush(
  queryClient: QueryClient,
  kind: Kind,
  data: (AnyRecord & { readonly deleted?: never }) | Deleted,
): void {
  if ('deleted' in data) dropRecord(queryClient, kind, data.id);
  else putRecord(queryClient, kind, data);
  if (kind === 'machines') void queryClient.invalidateQueries({ queryKey: [MACHINE_HISTORY, data.id] });
}

/** Applies an answer or a push, unless a newer version is known. */
export function putRecord(queryClient: QueryClient, kind: Kind, record: AnyRecord): void {
  queryClient.setQueryData<AnyRecord>([RECORD, kind, record.id], (kept) => kept && newer(kept, record));
  for (const query of queryClient.getQueryCache().findAll({ queryKey: [RECORDS, kind] })) {
    const [, , filters] = query.queryKey as readonly [string, Kind, Filters];
    queryClient.setQueryData<List>(query.queryKey, (list) => list && changed(list, record, filters));
  }
}

function dropRecord(queryClient: QueryClient, kind: Kind, id: string): void {
  queryClient.setQueriesData<List>(
    { queryKey: [RECORDS, kind] },
    (list) => list && mapPages(list, (items) => items.filter((one) => one.id !== id)),
  );
}

/** Rows keep their places, even if they no longer match. New ones come first, as on the server. */
function changed(list: List, record: AnyRecord, filters: Filters): List {
  const isListed = list.pages.some(({ items }) => items.some(({ id }) => id === record.id));
  if (isListed) return mapPages(list, (items) => items.map((one) => (one.id === record.id ? newer(one, record) : one)));
  const [first, ...rest] = list.pages;
  const newest = first?.items[0];
  // Ids are in the order of creation. An old record that now matches appears further down when the list is reloaded.
  if (first === undefined || !isMatch(record, filters) || (newest !== undefined && record.id < newest.id)) return list;
  return { ...list, pages: [{ ...first, items: [record, ...first.items] }, ...rest] };
}

function mapPages(list: List, change: (items: readonly AnyRecord[]) => readonly AnyRecord[]): List {
  return { ...list, pages: list.pages.map((page) => ({ ...page, items: change(page.items) })) };
}

function newer<R extends AnyRecord>(kept: R, record: R): R {
  return kept.version > record.version ? kept : record;
}

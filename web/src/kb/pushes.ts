import type { Article, Pushes } from '@carillon/client';
import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { onPush, type PushHandler } from '../live/pushes.js';
import { ARTICLE, ARTICLES, type ArticlePage } from './queries.js';

type Push = Pushes['kb.update'];
type List = InfiniteData<ArticlePage, string | null>;

export const kbPushes: readonly PushHandler[] = [
  onPush('kb.update', (queryClient, { id, data }) => {
    const isGone = data.deleted === true;
    for (const query of queryClient.getQueryCache().findAll({ queryKey: [ARTICLE] })) {
      queryClient.setQueryData<Article | null>(query.queryKey, (shown) =>
        shown?.id === id ? newer(shown, data) : shown,
      );
    }
    // Shown as missing until now.
    if (!isGone) queryClient.setQueryData<Article | null>([ARTICLE, data.slug], (shown) => shown ?? data);
    changeLists(queryClient, id, data);
  }),
];

/** Shown rows change at once. The server decides which lists get another row: it searches better than this page. */
function changeLists(queryClient: QueryClient, id: string, data: Push['data']): void {
  for (const { queryKey } of queryClient.getQueryCache().findAll({ queryKey: [ARTICLES] })) {
    const list = queryClient.getQueryData<List>(queryKey);
    const isListed = list?.pages.some(({ items }) => items.some((row) => row.id === id)) === true;
    if (list !== undefined && isListed) queryClient.setQueryData<List>(queryKey, mapped(list, id, data));
    if (data.deleted !== true) void queryClient.invalidateQueries({ queryKey, exact: true });
  }
}

function mapped(list: List, id: string, data: Push['data']): List {
  const change = (row: Article) => {
    const next = row.id === id ? newer(row, data) : row;
    return next === null ? [] : [next];
  };
  return { ...list, pages: list.pages.map((page) => ({ ...page, items: page.items.flatMap(change) })) };
}

/** Null: it was deleted, or this person may no longer see it. */
function newer(shown: Article, data: Push['data']): Article | null {
  if (data.deleted === true) return null;
  return shown.version > data.version ? shown : data;
}

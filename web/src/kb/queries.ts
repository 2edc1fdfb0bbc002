import type { Article } from '@carillon/client';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { client } from '../api/client.js';
import type { ArticleFilters } from './search.js';

export const ARTICLES = 'articles';
export const ARTICLE = 'article';

const PAGE = 100;

export interface ArticlePage {
  readonly items: readonly Article[];
  readonly next_cursor: string | null;
}

/** Newest first. */
export function articlesQuery(filters: ArticleFilters) {
  return infiniteQueryOptions({
    queryKey: [ARTICLES, filters] as const,
    queryFn: ({ pageParam, signal }): Promise<ArticlePage> => {
      const { status, ...rest } = filters;
      return client.get('/api/kb/articles', {
        query: {
          ...rest,
          ...(status !== undefined && { status: [status] }),
          ...(pageParam !== null && { cursor: pageParam }),
          limit: PAGE,
        },
        signal,
      });
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor: next }) => next,
    meta: { room: 'kb' },
  });
}

/** Null: there is no such article, or the person may not read it. */
export function articleQuery(slug: string) {
  return queryOptions({
    queryKey: [ARTICLE, slug] as const,
    queryFn: async ({ signal }): Promise<Article | null> => {
      const { items } = await client.get('/api/kb/articles', { query: { slug, limit: 1 }, signal });
      return items[0] ?? null;
    },
    meta: { room: 'kb' },
  });
}

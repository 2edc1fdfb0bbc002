import type { EntityManager } from 'typeorm';
import { decodeIdCursor } from '../common/id-cursor.js';
import { searchWords } from '../common/search-words.js';
import type { Viewer } from '../common/visibility.js';
import { PLANNED_EACH_TIME } from '../database/preparing-client.js';
import { articlesVisibleTo } from './article-access.js';
import { Article } from './article.entity.js';
import type { ArticlesQuery } from './articles.dto.js';

const SEARCH = `article.search_vector @@ websearch_to_tsquery('simple', :words)`;

/** Newest first, one row more than the page has: it tells whether there is another page. */
export function listArticles(manager: EntityManager, viewer: Viewer, query: ArticlesQuery): Promise<Article[]> {
  const { status, category, slug, q, cursor } = query;
  const select = manager
    .createQueryBuilder(Article, 'article')
    .comment(PLANNED_EACH_TIME)
    .where(articlesVisibleTo(viewer, 'article'));
  if (status !== undefined) select.andWhere('article.status = ANY(:status)', { status });
  if (category !== undefined) select.andWhere('article.category = :category', { category });
  if (slug !== undefined) select.andWhere('article.slug = :slug', { slug });
  if (q !== undefined && q !== '') select.andWhere(SEARCH, { words: searchWords(q) });
  if (cursor !== undefined) select.andWhere('article.id < :before', { before: decodeIdCursor(cursor) });
  return select
    .orderBy('article.id', 'DESC')
    .limit(query.limit + 1)
    .getMany();
}

import type { Visibility } from '../common/visibility.js';
import { isStaff, type Viewer } from '../common/visibility.js';
import type { SqlReader } from '../database/sql.js';
import type { ArticleStatus } from './article.entity.js';
import { articleVisibility } from './articles.policy.js';

/** $1: article ids. */
const STATUSES_SQL = 'SELECT id, status FROM kb_articles WHERE id = ANY($1::uuid[])';

/** @returns by article id, without articles that do not exist */
export async function loadArticleVisibility(sql: SqlReader, ids: readonly string[]): Promise<Map<string, Visibility>> {
  if (ids.length === 0) return new Map();
  const rows = await sql.query<{ id: string; status: ArticleStatus }>(STATUSES_SQL, [ids]);
  return new Map(rows.map((row) => [row.id, articleVisibility(row)]));
}

/** `articleVisibility` as a condition for lists. @param alias of the table in the statement */
export function articlesVisibleTo(viewer: Viewer, alias: string): string {
  return isStaff(viewer) ? 'TRUE' : `${alias}.status = 'public'`;
}

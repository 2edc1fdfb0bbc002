import { isStaff, type Viewer } from '../common/visibility.js';
import { articlesVisibleTo } from '../kb/article-access.js';
import { ticketsVisibleTo } from '../tickets/ticket-access.js';

export const SEARCHED_TYPES = ['ticket', 'comment', 'kb_article'] as const;
export type SearchedType = (typeof SEARCHED_TYPES)[number];

export interface FoundRow {
  type: SearchedType;
  id: string;
  title: string;
  ticket_id: string | null;
  rank: number;
  snippet: string;
  created_at: Date;
}

/** The database's `search_text()` removes these from stored texts and puts separators between characters. */
export const SEPARATOR = '\u0001';
export const MATCH_BEGINS = '\u0002';
export const MATCH_ENDS = '\u0003';

/** Of each kind, only so many of the newest matches are ranked: a word that is everywhere must not cost seconds. */
const MAX_RANKED = 1_000;

/**
 * The syntax of web searches (quotes, OR, minus); the last word counts as a prefix, because people search while they
 * type.
 */
const QUERY = `
  SELECT CASE WHEN :isOpen AND plain.q::text LIKE '%''' THEN (plain.q::text || ':*')::tsquery ELSE plain.q END AS q
    FROM (SELECT websearch_to_tsquery('simple', :words) AS q) plain`;

/** Loaded only for the rows of the page. */
const TEXT = `
  SELECT search_text(CASE page.type
    WHEN 'ticket' THEN (SELECT t.title || ' ' || t.description FROM tickets t WHERE t.id = page.id)
    WHEN 'comment' THEN (SELECT c.content FROM comments c WHERE c.id = page.id)
    ELSE (SELECT a.title || ' ' || a.body FROM kb_articles a WHERE a.id = page.id) END)`;

function parts(viewer: Viewer, visibleTickets: string): Record<SearchedType, string> {
  const internal = isStaff(viewer) ? 'TRUE' : 'NOT c.internal';
  return {
    ticket: `
      SELECT 'ticket' AS type, t.id, t.title, t.id AS ticket_id, t.created_at, t.search_vector AS vector
        FROM tickets t, query WHERE t.search_vector @@ query.q AND ${visibleTickets}
       ORDER BY t.id DESC LIMIT ${MAX_RANKED}`,
    comment: `
      SELECT 'comment', c.id, t.title, c.ticket_id, c.created_at, c.search_vector
        FROM query, comments c JOIN tickets t ON t.id = c.ticket_id
       WHERE c.search_vector @@ query.q AND c.deleted_at IS NULL AND ${internal} AND ${visibleTickets}
       ORDER BY c.id DESC LIMIT ${MAX_RANKED}`,
    kb_article: `
      SELECT 'kb_article', a.id, a.title, NULL::uuid, a.created_at, a.search_vector
        FROM kb_articles a, query WHERE a.search_vector @@ query.q AND ${articlesVisibleTo(viewer, 'a')}
       ORDER BY a.id DESC LIMIT ${MAX_RANKED}`,
  };
}

/**
 * Best first; equal ones newest first. Texts are cut only for the rows of the page.
 *
 * @returns with the named parameters `words`, `isOpen`, `rank` and `id` (null: from the top), `count`, and those for
 * the tickets
 */
export function searchSql(
  viewer: Viewer,
  types: readonly SearchedType[],
): { sql: string; parameters: Record<string, string> } {
  const { sql: visibleTickets, parameters } = ticketsVisibleTo(viewer, 't');
  const all = parts(viewer, visibleTickets);
  const found = types.map((type) => `(${all[type]})`).join(' UNION ALL ');
  const options = `StartSel="${MATCH_BEGINS}", StopSel="${MATCH_ENDS}", MaxFragments=2, MaxWords=25, MinWords=8`;
  const sql = `
    WITH query AS NOT MATERIALIZED (${QUERY}), found(type, id, title, ticket_id, created_at, vector) AS (${found}),
    ranked AS (SELECT found.*, ts_rank(vector, query.q)::float8 AS rank FROM found, query),
    page AS (
      SELECT * FROM ranked WHERE :id::uuid IS NULL OR (rank, id) < (:rank::float8, :id::uuid)
       ORDER BY rank DESC, id DESC LIMIT :count)
    SELECT type, page.id, title, ticket_id, rank, created_at, ts_headline('simple', source.text, query.q, '${options}') AS snippet
      FROM page, query CROSS JOIN LATERAL (${TEXT}) source(text)
     ORDER BY rank DESC, page.id DESC`;
  return { sql, parameters };
}

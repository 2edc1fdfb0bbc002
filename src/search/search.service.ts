import { Injectable } from '@nestjs/common';
import { isUuid } from '../common/ids.js';
import { InvalidInput } from '../common/errors.js';
import { decodePageCursor, toPage } from '../common/paging.js';
import { searchWords } from '../common/search-words.js';
import type { Viewer } from '../common/visibility.js';
import { HeavyReads } from '../database/heavy-reads.js';
import type { FoundAnswer, FoundPage } from './search.answers.js';
import type { SearchQuery } from './search.dto.js';
import { MATCH_BEGINS, MATCH_ENDS, SEARCHED_TYPES, SEPARATOR, searchSql, type FoundRow } from './search.sql.js';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Searches tickets, comments and articles by the same rights as everywhere else. */
@Injectable()
export class SearchService {
  constructor(private readonly reads: HeavyReads) {}

  /** @throws InvalidInput for a malformed cursor */
  async search(viewer: Viewer, { q, types, cursor, limit }: SearchQuery): Promise<FoundPage> {
    const { sql, parameters } = searchSql(viewer, [...new Set(types ?? SEARCHED_TYPES)]);
    const after = cursor === undefined ? { rank: null, id: null } : placeOf(cursor);
    // The last word counts as unfinished unless a quote or a bracket ends it.
    const isOpen = /[\p{L}\p{N}]$/u.test(q);
    const named = { ...parameters, ...after, words: searchWords(q), isOpen, count: limit + 1 };
    const rows = await this.reads.query<FoundRow>(sql, named);
    return toPage(rows, limit, { item: view, key: ({ rank, id }) => [String(rank), id] });
  }
}

function placeOf(cursor: string): { rank: string; id: string } {
  const [rank, id] = decodePageCursor(cursor, 2).map(String);
  if (rank === undefined || id === undefined || !isUuid(id) || !Number.isFinite(Number(rank))) {
    throw new InvalidInput([{ field: 'cursor', message: 'is not a cursor of this list; take next_cursor of a page' }]);
  }
  return { rank, id };
}

function view({ type, id, title, snippet, rank, ticket_id, created_at }: FoundRow): FoundAnswer {
  return { type, id, title, highlight: marked(snippet), rank, ticket_id, created_at: created_at.toISOString() };
}

function marked(snippet: string): string {
  return snippet
    .replaceAll(SEPARATOR, '')
    .replaceAll(MATCH_ENDS + MATCH_BEGINS, '')
    .replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '')
    .replaceAll(MATCH_BEGINS, '<mark>')
    .replaceAll(MATCH_ENDS, '</mark>');
}

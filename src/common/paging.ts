import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { InvalidInput } from './errors.js';
import { QueryInteger } from './field-rules.js';
import { isStorable } from './http/json-scan.js';

export const DEFAULT_PAGE = 50;
export const MAX_PAGE = 200;
/** Characters of text in one page. Building and sending a page blocks everything else in the process. */
export const MAX_PAGE_CHARACTERS = 2_097_152;

/** `?limit=` and `?cursor=` of every list. */
export class PageQuery {
  /** Rows per page, 1 to 200. */
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: MAX_PAGE,
    default: DEFAULT_PAGE,
    description: 'Rows of a page.',
  })
  @IsOptional()
  @QueryInteger(1, MAX_PAGE)
  limit: number = DEFAULT_PAGE;

  /** `next_cursor` of the page before. */
  @ApiPropertyOptional({ maxLength: 500, description: '`next_cursor` of the page before.' })
  @IsOptional()
  @IsString({ message: 'must be one cursor' })
  @MaxLength(500, { message: 'must have at most 500 characters' })
  cursor?: string;
}

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

/** Opaque to clients: the sort key of the last row of a page. */
export function encodePageCursor(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/**
 * @param length number of parts of this list's sort key
 * @throws InvalidInput when the text is not a cursor of such a list
 */
export function decodePageCursor(cursor: string, length: number): (string | number)[] {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(key) && key.length === length && key.every(isKeyPart)) return key;
  } catch {
    // Not ours: answered below like any other wrong cursor.
  }
  throw new InvalidInput([{ field: 'cursor', message: 'is not a cursor of this list; take next_cursor of a page' }]);
}

interface PageMap<Row, Item> {
  readonly item: (row: Row) => Item;
  readonly key: (row: Row) => readonly (string | number)[];
  /** Characters of a row, where rows can be large: the page ends early rather than exceed `MAX_PAGE_CHARACTERS`. */
  readonly size?: (row: Row) => number;
}

/** Drops the extra row that shows whether there is another page. */
export function toPage<Row, Item>(rows: readonly Row[], limit: number, map: PageMap<Row, Item>): Page<Item> {
  const kept = fitting(rows.slice(0, limit), map.size);
  const last = kept.at(-1);
  return {
    items: kept.map(map.item),
    next_cursor: rows.length > kept.length && last !== undefined ? encodePageCursor(map.key(last)) : null,
  };
}

/** The first rows that fit into `MAX_PAGE_CHARACTERS`; always at least one. */
export function fitting<Row>(rows: readonly Row[], size: ((row: Row) => number) | undefined): readonly Row[] {
  if (size === undefined) return rows;
  let sum = 0;
  const end = rows.findIndex((row, place) => (sum += size(row)) > MAX_PAGE_CHARACTERS && place > 0);
  return end < 0 ? rows : rows.slice(0, end);
}

function isKeyPart(part: unknown): part is string | number {
  return (
    (typeof part === 'string' && part.length <= 100 && isStorable(part)) ||
    (typeof part === 'number' && Number.isSafeInteger(part))
  );
}

import { InvalidInput } from './errors.js';
import { isUuid } from './ids.js';
import { decodePageCursor } from './paging.js';

/**
 * The id after which a page of a list sorted by id begins.
 *
 * @throws InvalidInput when the text is not a cursor of such a list
 */
export function decodeIdCursor(cursor: string): string {
  const id = decodePageCursor(cursor, 1)[0];
  if (isUuid(id)) return id;
  throw new InvalidInput([{ field: 'cursor', message: 'is not a cursor of this list; take next_cursor of a page' }]);
}

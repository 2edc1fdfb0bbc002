import { AppError } from '../common/errors.js';
import { formatCursor, WHOLE_POSITION } from './cursor.js';
import type { LogHead } from './log-epoch.js';

/**
 * 410: the events after the cursor are past retention, or the cursor belongs to another history of the log. `cursor` is
 * where to resume.
 */
export class CursorExpired extends AppError {
  constructor({ epoch, position }: Pick<LogHead, 'epoch' | 'position'>) {
    super(410, 'cursor_expired', 'This cursor is past retention. Refetch, then resume from `cursor`.', {
      body: { cursor: formatCursor({ epoch, position, index: WHOLE_POSITION }) },
    });
  }
}

import { AppError } from '../common/errors.js';
import { formatCursor, WHOLE_POSITION } from './cursor.js';
import type { LogHead } from './log-epoch.js';

/** 410: what follows the cursor is past retention, or belongs to another history of the log. `cursor` is the place to go on from. */
export class CursorExpired extends AppError {
  constructor({ epoch, position }: Pick<LogHead, 'epoch' | 'position'>) {
    super(
      410,
      'cursor_expired',
      'What follows this cursor is not kept any more. Load anew, then go on from `cursor`.',
      {
        body: { cursor: formatCursor({ epoch, position, index: WHOLE_POSITION }) },
      },
    );
  }
}

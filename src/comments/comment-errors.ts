import { Conflict } from '../common/errors.js';
import type { CommentAnswer } from './comments.answers.js';

/** 409: only staff still comment on a closed ticket. */
export class TicketClosed extends Conflict {
  constructor() {
    super('ticket_closed', 'The ticket is closed. Reopen it (status: open) before you comment on it.');
  }
}

/** 409: the caller wrote without knowing the comments in `newer`, oldest first, at most 50. */
export class NewerComments extends Conflict {
  constructor(newer: readonly CommentAnswer[]) {
    super('newer_comments', 'There are newer comments than the last one you named. Read them, then send yours again.', {
      newer,
    });
  }
}

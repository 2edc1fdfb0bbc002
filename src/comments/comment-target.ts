import type { EntityManager } from 'typeorm';
import { InvalidInput, NotFound, type FieldError } from '../common/errors.js';
import { maySee, type Viewer } from '../common/visibility.js';
import { accessColumnsFor, ticketsVisibleTo, toTicketAccess, type TicketAccessRow } from '../tickets/ticket-access.js';
import type { TicketStatus } from '../tickets/ticket.entity.js';
import { ticketVisibility, type TicketAccess } from '../tickets/tickets.policy.js';
import { Comment } from './comment.entity.js';
import { commentVisibility } from './comments.policy.js';

/**
 * Everything that a new comment depends on, in one statement, because this is the busiest write. $1 ticket, $2 caller,
 * $3 parent and $4 expected last comment, both or either null.
 */
const TARGET_SQL = `
  SELECT ${accessColumnsFor('t', '$2::uuid')}, t.status,
         COALESCE((SELECT p.auto_watch FROM user_preferences p WHERE p.user_id = $2), true) AS auto_watch,
         parent.internal AS parent_internal, parent.deleted_at IS NOT NULL AS parent_deleted,
         expected.internal AS expected_internal
    FROM tickets t
    LEFT JOIN comments parent ON parent.id = $3 AND parent.ticket_id = t.id
    LEFT JOIN comments expected ON expected.id = $4 AND expected.ticket_id = t.id
   WHERE t.id = $1`;

interface TargetRow extends TicketAccessRow {
  status: TicketStatus;
  auto_watch: boolean;
  parent_internal: boolean | null;
  parent_deleted: boolean;
  expected_internal: boolean | null;
}

/** The part of a new comment that must fit what exists. */
export interface CommentPlace {
  readonly ticketId: string;
  readonly parentId: string | null;
  readonly internal: boolean;
  /** Undefined: no expectation; null: expects no comment yet. */
  readonly expectedLastId: string | null | undefined;
}

export interface CommentTarget {
  readonly ticket: TicketAccess;
  readonly status: TicketStatus;
  /** The caller is not yet part of the ticket and has chosen to watch tickets on commenting. */
  readonly startsWatching: boolean;
}

/**
 * @throws NotFound when there is no such ticket or the viewer may not see it
 * @throws InvalidInput when parent or expected comment do not fit
 */
export async function loadCommentTarget(
  manager: EntityManager,
  viewer: Viewer,
  place: CommentPlace,
): Promise<CommentTarget> {
  const parameters = [place.ticketId, viewer.id, place.parentId, place.expectedLastId ?? null];
  const [row] = await manager.query<TargetRow[]>(TARGET_SQL, parameters);
  if (row === undefined) throw new NotFound('ticket');
  const ticket = toTicketAccess(row);
  if (!maySee(viewer, ticketVisibility(ticket))) throw new NotFound('ticket');
  const seen = (internal: boolean | null) =>
    internal !== null && maySee(viewer, commentVisibility(ticket, { internal }));
  const errors: FieldError[] = [];
  if (place.parentId !== null) {
    const message = parentProblem(row, { seen: seen(row.parent_internal), internal: place.internal });
    if (message !== undefined) errors.push({ field: 'parent_id', message });
  }
  if (typeof place.expectedLastId === 'string' && !seen(row.expected_internal)) {
    errors.push({ field: 'expected_last_comment_id', message: 'must be a comment of this ticket' });
  }
  if (errors.length > 0) throw new InvalidInput(errors);
  const isWatching = ticket.watcherIds.length > 0;
  const isPartOfIt = isWatching || viewer.id === ticket.requesterId || viewer.id === ticket.assigneeId;
  return { ticket, status: row.status, startsWatching: row.auto_watch && !isPartOfIt };
}

function parentProblem(row: TargetRow, reply: { seen: boolean; internal: boolean }): string | undefined {
  if (!reply.seen) return 'must be a comment of this ticket';
  if (row.parent_deleted) return 'is deleted, so it cannot get replies';
  if (row.parent_internal && !reply.internal) return 'is internal, so a reply to it must be internal too';
  return undefined;
}

/** Whether a person wrote a public comment on a ticket that the viewer sees. */
export function hasCommentedForViewer(manager: EntityManager, viewer: Viewer, personId: string): Promise<boolean> {
  const visible = ticketsVisibleTo(viewer, 'seen');
  return manager
    .createQueryBuilder(Comment, 'comment')
    .where('comment.author_id = :personId AND NOT comment.internal AND comment.deleted_at IS NULL', { personId })
    .andWhere(
      `EXISTS (SELECT FROM tickets seen WHERE seen.id = comment.ticket_id AND ${visible.sql})`,
      visible.parameters,
    )
    .getExists();
}

import type { EntityManager } from 'typeorm';
import { InvalidInput, NotFound, type FieldError } from '../common/errors.js';
import { maySee, type Viewer } from '../common/visibility.js';
import type { TicketStatus } from '../tickets/ticket.entity.js';
import { ticketVisibility, type TicketAccess } from '../tickets/tickets.policy.js';
import { commentVisibility } from './comments.policy.js';

/**
 * All that a new comment depends on, in one statement: it is the busiest write of all. $1 ticket, $2 caller, $3 parent
 * and $4 expected last comment, both or either null. Of the watchers only the caller counts here.
 */
const TARGET_SQL = `
  SELECT t.id, t.requester_id, t.assignee_id, t.company_id, t.status,
         EXISTS (SELECT FROM ticket_watchers w WHERE w.ticket_id = t.id AND w.user_id = $2) AS watching,
         COALESCE((SELECT p.auto_watch FROM user_preferences p WHERE p.user_id = $2), true) AS auto_watch,
         parent.internal AS parent_internal, parent.deleted_at IS NOT NULL AS parent_deleted,
         expected.internal AS expected_internal
    FROM tickets t
    LEFT JOIN comments parent ON parent.id = $3 AND parent.ticket_id = t.id
    LEFT JOIN comments expected ON expected.id = $4 AND expected.ticket_id = t.id
   WHERE t.id = $1`;

interface TargetRow {
  id: string;
  requester_id: string;
  assignee_id: string | null;
  company_id: string | null;
  status: TicketStatus;
  watching: boolean;
  auto_watch: boolean;
  parent_internal: boolean | null;
  parent_deleted: boolean;
  expected_internal: boolean | null;
}

/** What a caller sends of a new comment, as far as it has to fit to what is there. */
export interface CommentPlace {
  readonly ticketId: string;
  readonly parentId: string | null;
  readonly internal: boolean;
  /** Undefined: no expectation; null: that there is none yet. */
  readonly expectedLastId: string | null | undefined;
}

export interface CommentTarget {
  readonly ticket: TicketAccess;
  readonly status: TicketStatus;
  /** The caller is not a part of the ticket's circle yet, and wants to be once he comments. */
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
  const ticket: TicketAccess = {
    id: row.id,
    requesterId: row.requester_id,
    assigneeId: row.assignee_id,
    companyId: row.company_id,
    watcherIds: row.watching ? [viewer.id] : [],
  };
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
  const isPartOfIt = row.watching || viewer.id === ticket.requesterId || viewer.id === ticket.assigneeId;
  return { ticket, status: row.status, startsWatching: row.auto_watch && !isPartOfIt };
}

function parentProblem(row: TargetRow, reply: { seen: boolean; internal: boolean }): string | undefined {
  if (!reply.seen) return 'must be a comment of this ticket';
  if (row.parent_deleted) return 'is deleted, nobody can reply to it any more';
  if (row.parent_internal && !reply.internal) return 'is internal, so a reply to it must be internal too';
  return undefined;
}

import type { EntityManager } from 'typeorm';
import { commentVisibility } from '../comments/comments.policy.js';
import { InvalidInput, NotFound } from '../common/errors.js';
import { maySee, type Viewer } from '../common/visibility.js';
import { requireVisibleTicket } from '../tickets/ticket-access.js';
import type { TicketStatus } from '../tickets/ticket.entity.js';
import type { TicketAccess } from '../tickets/tickets.policy.js';
import { attachmentVisibility, mayUploadToClosed } from './attachments.policy.js';
import { Attachment } from './attachment.entity.js';
import { TicketClosed } from './attachment-errors.js';

const STATUS_SQL = 'SELECT status FROM tickets WHERE id = $1';

/**
 * Takes the lock that the insert would take, but before the comment's: deleting a ticket locks in the same order, and
 * otherwise the two would deadlock.
 */
const LOCK_STATUS_SQL = `${STATUS_SQL} FOR KEY SHARE`;

/** Held until the attachment is stored, so that the comment cannot be deleted or become internal meanwhile. */
const COMMENT_SQL = `
  SELECT internal FROM comments WHERE id = $1 AND ticket_id = $2 AND deleted_at IS NULL FOR SHARE`;

/**
 * @param target `lock` in a transaction that adds to the ticket, before it locks anything else
 * @throws NotFound, TicketClosed
 */
export async function requireUploadTarget(
  manager: EntityManager,
  viewer: Viewer,
  target: { ticketId: string; lock?: true },
): Promise<TicketAccess> {
  const { ticketId, lock } = target;
  const [row] = await manager.query<{ status: TicketStatus }[]>(lock ? LOCK_STATUS_SQL : STATUS_SQL, [ticketId]);
  const ticket = await requireVisibleTicket(manager, viewer, ticketId);
  if (row?.status === 'closed' && !mayUploadToClosed(viewer)) throw new TicketClosed();
  return ticket;
}

/**
 * @returns whether the comment, and so its attachment, is internal
 * @throws InvalidInput also for a comment that the viewer may not see
 */
export async function lockTargetComment(
  manager: EntityManager,
  viewer: Viewer,
  place: { ticket: TicketAccess; commentId: string | null },
): Promise<boolean> {
  const { ticket, commentId } = place;
  if (commentId === null) return false;
  const [comment] = await manager.query<{ internal: boolean }[]>(COMMENT_SQL, [commentId, ticket.id]);
  if (comment === undefined || !maySee(viewer, commentVisibility(ticket, comment))) {
    throw new InvalidInput([{ field: 'comment_id', message: 'must be a comment of this ticket' }]);
  }
  return comment.internal;
}

/**
 * @param lock `write` inside a transaction that changes it
 * @throws NotFound when there is none, or the viewer may not see it
 */
export async function requireVisibleAttachment(
  manager: EntityManager,
  viewer: Viewer,
  wanted: { id: string; lock?: 'write' },
): Promise<Attachment> {
  const lock = wanted.lock === undefined ? undefined : { mode: 'pessimistic_write' as const };
  const attachment = await manager.findOne(Attachment, { where: { id: wanted.id }, lock });
  if (attachment === null) throw new NotFound('attachment');
  const ticket = await requireVisibleTicket(manager, viewer, attachment.ticketId).catch((error: unknown) => {
    throw error instanceof NotFound ? new NotFound('attachment') : error;
  });
  if (!maySee(viewer, attachmentVisibility(ticket, attachment))) throw new NotFound('attachment');
  return attachment;
}

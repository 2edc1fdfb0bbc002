import { isStaff, STAFF_ONLY, type Viewer, type Visibility } from '../common/visibility.js';
import { ticketVisibility, type TicketAccess } from '../tickets/tickets.policy.js';

/** People who see the ticket see its public comments; internal ones are for staff. */
export function commentVisibility(ticket: TicketAccess, comment: { internal: boolean }): Visibility {
  return comment.internal ? STAFF_ONLY : ticketVisibility(ticket);
}

/** For writing an internal comment, and for making one internal or public. */
export function maySetInternal(viewer: Viewer): boolean {
  return isStaff(viewer);
}

/** For a comment that the viewer sees. */
export function mayEditComment(viewer: Viewer, comment: { authorId: string }): boolean {
  return isStaff(viewer) || comment.authorId === viewer.id;
}

/** As for editing: staff any, others only their own. */
export function mayDeleteComment(viewer: Viewer, comment: { authorId: string }): boolean {
  return mayEditComment(viewer, comment);
}

/** Only staff may comment on a closed ticket. */
export function mayCommentOnClosed(viewer: Viewer): boolean {
  return isStaff(viewer);
}

import { isStaff, STAFF_ONLY, type Viewer, type Visibility } from '../common/visibility.js';
import { ticketVisibility, type TicketAccess } from '../tickets/tickets.policy.js';

/** Whoever sees the ticket sees what is public on it; notes among staff are for staff. */
export function commentVisibility(ticket: TicketAccess, comment: { internal: boolean }): Visibility {
  return comment.internal ? STAFF_ONLY : ticketVisibility(ticket);
}

/** Both writing an internal comment and making one internal or public. */
export function maySetInternal(viewer: Viewer): boolean {
  return isStaff(viewer);
}

/** Of a comment that the viewer sees. */
export function mayEditComment(viewer: Viewer, comment: { authorId: string }): boolean {
  return isStaff(viewer) || comment.authorId === viewer.id;
}

/** As for editing: staff any, everyone else the own ones. */
export function mayDeleteComment(viewer: Viewer, comment: { authorId: string }): boolean {
  return mayEditComment(viewer, comment);
}

/** A closed ticket is done with for everyone but staff. */
export function mayCommentOnClosed(viewer: Viewer): boolean {
  return isStaff(viewer);
}

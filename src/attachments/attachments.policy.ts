import { commentVisibility } from '../comments/comments.policy.js';
import { isStaff, type Viewer, type Visibility } from '../common/visibility.js';
import type { TicketAccess } from '../tickets/tickets.policy.js';

/** Whoever sees the ticket sees what is public on it; what hangs on a note among staff is for staff. */
export function attachmentVisibility(ticket: TicketAccess, attachment: { internal: boolean }): Visibility {
  return commentVisibility(ticket, attachment);
}

/** Of an attachment that the viewer sees: staff any, everyone else the own ones. Both replacing and deleting. */
export function mayChangeAttachment(viewer: Viewer, attachment: { uploadedBy: string }): boolean {
  return isStaff(viewer) || attachment.uploadedBy === viewer.id;
}

/** New files on a closed ticket, like new comments. Taking the own ones away stays allowed. */
export function mayUploadToClosed(viewer: Viewer): boolean {
  return isStaff(viewer);
}

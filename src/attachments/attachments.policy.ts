import { commentVisibility } from '../comments/comments.policy.js';
import { isStaff, type Viewer, type Visibility } from '../common/visibility.js';
import type { TicketAccess } from '../tickets/tickets.policy.js';

/** People who see the ticket see its public attachments; those of internal comments are for staff. */
export function attachmentVisibility(ticket: TicketAccess, attachment: { internal: boolean }): Visibility {
  return commentVisibility(ticket, attachment);
}

/** For replacing and deleting: staff may change any visible attachment, others only their own. */
export function mayChangeAttachment(viewer: Viewer, attachment: { uploadedBy: string }): boolean {
  return isStaff(viewer) || attachment.uploadedBy === viewer.id;
}

/** No new files on a closed ticket, as with comments. Deleting one's own stays allowed. */
export function mayUploadToClosed(viewer: Viewer): boolean {
  return isStaff(viewer);
}

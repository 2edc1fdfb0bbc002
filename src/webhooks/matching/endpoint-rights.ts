import { isStaff, type Viewer } from '../../common/visibility.js';
import { deskDefinition } from '../../events/desk-events.js';
import { mayViewerSee, type EventVisibility } from '../../events/event-visibility.js';
import type { LoggedEvent } from '../../events/logged-event.js';
import type { OwnerType } from '../endpoints/webhook-endpoint.entity.js';

/** On whose behalf an endpoint sees events. */
export interface EndpointViewer {
  readonly ownerType: OwnerType;
  /** The person who owns the endpoint; null when it belongs to a company or to the system. */
  readonly owner: (Viewer & { readonly isActive: boolean }) | null;
  readonly companyId: string | null;
  /** Also internal comments with their attachments, and articles that are not public. */
  readonly includeInternal: boolean;
}

/** The only rule for what an endpoint may get, applied when an event is matched and again before it is sent. */
export function mayEndpointSee(viewer: EndpointViewer, event: LoggedEvent, visibility: EventVisibility): boolean {
  if (viewer.ownerType === 'user') {
    if (viewer.owner?.isActive !== true) return false;
    // Staff without internal comments get what the public gets when a comment becomes internal.
    if (event.scope === 'public' && isStaff(viewer.owner))
      return !viewer.includeInternal && visibility.visibility.userIds.length > 0;
    return mayViewerSee(viewer.owner, visibility) && (viewer.includeInternal || !isInternal(event, visibility));
  }
  // Only people lose access to a thing.
  if (event.scope === 'lost') return false;
  if (viewer.ownerType === 'company') {
    if (event.companyId !== viewer.companyId) return false;
    // A ticket may belong to another company by now: a company's endpoints do not get what its managers may not see.
    if (deskDefinition(event)?.subject === 'ticket' && !isInternal(event, visibility)) {
      if (visibility.visibility.managersOf !== viewer.companyId) return false;
    }
  }
  // One of the two events of a comment that becomes internal or public, never both.
  if (event.scope === 'public') return !viewer.includeInternal;
  return viewer.includeInternal || !isInternal(event, visibility);
}

/** For staff only, of a type that is otherwise public. */
function isInternal(event: LoggedEvent, { visibility }: EventVisibility): boolean {
  if (deskDefinition(event)?.mayBeInternal !== true) return false;
  return visibility.userIds.length === 0 && visibility.managersOf === null && visibility.everyone !== true;
}

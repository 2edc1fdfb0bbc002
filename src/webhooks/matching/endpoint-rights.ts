import { isStaff, type Viewer } from '../../common/visibility.js';
import { deskDefinition } from '../../events/desk-events.js';
import { mayViewerSee, type EventVisibility } from '../../events/event-visibility.js';
import type { LoggedEvent } from '../../events/logged-event.js';
import type { OwnerType } from '../webhook-endpoint.entity.js';

/** Whose eyes an endpoint is. */
export interface EndpointEyes {
  readonly ownerType: OwnerType;
  /** The person whose endpoint it is; null when it belongs to a company or to the system. */
  readonly owner: (Viewer & { readonly isActive: boolean }) | null;
  readonly companyId: string | null;
  /** Internal comments and what hangs on them, and articles that are not public, too. */
  readonly includeInternal: boolean;
}

/** The one rule of what an endpoint may be told, asked when an event is matched and again before it is sent. */
export function mayEndpointSee(eyes: EndpointEyes, event: LoggedEvent, visibility: EventVisibility): boolean {
  if (eyes.ownerType === 'user') {
    if (eyes.owner?.isActive !== true) return false;
    // Staff who want no internal comments are told of one that becomes internal what the public is told.
    if (event.scope === 'public' && isStaff(eyes.owner))
      return !eyes.includeInternal && visibility.visibility.userIds.length > 0;
    return mayViewerSee(eyes.owner, visibility) && (eyes.includeInternal || !isInternal(event, visibility));
  }
  // Only persons lose sight of a thing.
  if (event.scope === 'lost') return false;
  if (eyes.ownerType === 'company') {
    if (event.companyId !== eyes.companyId) return false;
    // A ticket may belong to another company since: what a company's managers may not see, its endpoints are not sent.
    if (deskDefinition(event)?.subject === 'ticket' && !isInternal(event, visibility)) {
      if (visibility.visibility.managersOf !== eyes.companyId) return false;
    }
  }
  // One of the two halves of a comment that changes sides, never both.
  if (event.scope === 'public') return !eyes.includeInternal;
  return eyes.includeInternal || !isInternal(event, visibility);
}

/** For staff alone, of a kind that is public otherwise. */
function isInternal(event: LoggedEvent, { visibility }: EventVisibility): boolean {
  if (deskDefinition(event)?.mayBeInternal !== true) return false;
  return visibility.userIds.length === 0 && visibility.managersOf === null && visibility.everyone !== true;
}

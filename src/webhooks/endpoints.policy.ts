import { isStaff, type Viewer } from '../common/visibility.js';
import type { WebhookEndpoint } from './webhook-endpoint.entity.js';

type Owned = Pick<WebhookEndpoint, 'kind' | 'ownerType' | 'userId' | 'companyId' | 'includeInternal'>;

/** Who may see an endpoint may also change it: there is nothing in between. A personal one is its owner's alone. */
export function maySeeEndpoint(viewer: Viewer, endpoint: Owned): boolean {
  if (endpoint.includeInternal && !isStaff(viewer)) return false;
  if (endpoint.ownerType === 'user' && endpoint.userId === viewer.id) return true;
  if (endpoint.kind === 'personal') return false;
  if (viewer.role === 'admin') return true;
  return isManagedBy(viewer, endpoint);
}

function isManagedBy(viewer: Viewer, { ownerType, companyId }: Owned): boolean {
  return viewer.role === 'manager' && ownerType === 'company' && companyId !== null && companyId === viewer.companyId;
}

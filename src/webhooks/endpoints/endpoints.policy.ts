import { isStaff, type Viewer } from '../../common/visibility.js';
import type { WebhookEndpoint } from './webhook-endpoint.entity.js';

type Owned = Pick<WebhookEndpoint, 'kind' | 'ownerType' | 'userId' | 'companyId' | 'includeInternal'>;

/**
 * A person who may see an endpoint may also change it. A personal one is visible only to its owner. An owner who left
 * the staff still sees an endpoint with `include_internal`: it keeps sending what the owner may see.
 */
export function maySeeEndpoint(viewer: Viewer, endpoint: Owned): boolean {
  if (endpoint.ownerType === 'user' && endpoint.userId === viewer.id) return true;
  if (endpoint.includeInternal && !isStaff(viewer)) return false;
  if (endpoint.kind === 'personal') return false;
  if (viewer.role === 'admin') return true;
  return isManagedBy(viewer, endpoint);
}

/**
 * The same rule for lists, over `webhook_endpoints e`.
 *
 * @param first the number of the first of the four parameters of `endpointReader`
 */
export function visibleEndpoints(first: number): string {
  const [id, staff, admin, company] = [0, 1, 2, 3].map((offset) => `$${first + offset}`);
  return `((e.owner_type = 'user' AND e.user_id = ${id}::uuid)
      OR (e.kind <> 'personal' AND (NOT e.include_internal OR ${staff}::boolean)
          AND (${admin}::boolean OR (e.owner_type = 'company' AND e.company_id = ${company}::uuid))))`;
}

/** Parameters for `visibleEndpoints`. */
export function endpointReader(viewer: Viewer): unknown[] {
  const managed = viewer.role === 'manager' ? viewer.companyId : null;
  return [viewer.id, isStaff(viewer), viewer.role === 'admin', managed];
}

function isManagedBy(viewer: Viewer, { ownerType, companyId }: Owned): boolean {
  return viewer.role === 'manager' && ownerType === 'company' && companyId !== null && companyId === viewer.companyId;
}

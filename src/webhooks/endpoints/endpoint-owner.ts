import type { EntityManager } from 'typeorm';
import { Forbidden, InvalidInput } from '../../common/errors.js';
import type { Viewer } from '../../common/visibility.js';
import type { OwnerType, WebhookEndpoint } from './webhook-endpoint.entity.js';

export type EndpointOwner = Pick<WebhookEndpoint, 'ownerType' | 'userId' | 'companyId'>;

export interface WantedOwner {
  readonly owner_type?: OwnerType;
  readonly user_id?: string | null;
  readonly company_id?: string | null;
}

const USER_SQL = 'SELECT 1 FROM users WHERE id = $1 AND deleted_at IS NULL';
const COMPANY_SQL = 'SELECT 1 FROM companies WHERE id = $1';

/** The widest ownership that a person may choose: the default of `owner_type`. */
export function widestOwner(viewer: Viewer): OwnerType {
  if (viewer.role === 'admin') return 'system';
  return viewer.role === 'manager' && viewer.companyId !== null ? 'company' : 'user';
}

/**
 * Decides the owner of a new endpoint.
 *
 * @throws InvalidInput for ids that contradict the type, Forbidden for an owner that this viewer may not act for
 */
export function resolveOwner(viewer: Viewer, wanted: WantedOwner): EndpointOwner {
  const ownerType = wanted.owner_type ?? impliedType(wanted) ?? widestOwner(viewer);
  refuseStrayIds(ownerType, wanted);
  if (ownerType === 'system') return { ownerType, userId: null, companyId: null };
  if (ownerType === 'user') return { ownerType, userId: wanted.user_id ?? viewer.id, companyId: null };
  const companyId = wanted.company_id ?? viewer.companyId;
  if (companyId === null) throw new InvalidInput([{ field: 'company_id', message: 'must be given: you have none' }]);
  return { ownerType, userId: null, companyId };
}

export function requireMayOwn(viewer: Viewer, { ownerType, userId, companyId }: EndpointOwner): void {
  if (viewer.role === 'admin') return;
  if (ownerType === 'system') throw new Forbidden('Only admins may create system webhooks.');
  if (ownerType === 'user' && userId !== viewer.id)
    throw new Forbidden('Only admins may create webhooks for other people.');
  if (ownerType === 'company' && !(viewer.role === 'manager' && companyId === viewer.companyId)) {
    throw new Forbidden("Only the company's managers and admins may create its webhooks.");
  }
}

export function mayOwn(viewer: Viewer, owner: EndpointOwner): boolean {
  try {
    requireMayOwn(viewer, owner);
    return true;
  } catch (error) {
    if (error instanceof Forbidden) return false;
    throw error;
  }
}

/** @throws InvalidInput when there is no such person or company */
export async function requireOwnerExists(manager: EntityManager, { userId, companyId }: EndpointOwner): Promise<void> {
  const [field, sql, id] =
    userId === null ? (['company_id', COMPANY_SQL, companyId] as const) : (['user_id', USER_SQL, userId] as const);
  if (id === null || (await manager.query<unknown[]>(sql, [id])).length > 0) return;
  throw new InvalidInput([{ field, message: 'does not exist' }]);
}

function impliedType({ user_id: userId, company_id: companyId }: WantedOwner): OwnerType | undefined {
  if (typeof userId === 'string') return 'user';
  return typeof companyId === 'string' ? 'company' : undefined;
}

function refuseStrayIds(ownerType: OwnerType, { user_id: userId, company_id: companyId }: WantedOwner): void {
  const errors = [
    ...(typeof userId === 'string' && ownerType !== 'user' ? ['user_id'] : []),
    ...(typeof companyId === 'string' && ownerType !== 'company' ? ['company_id'] : []),
  ].map((field) => ({ field, message: `does not fit owner_type ${ownerType}` }));
  if (errors.length > 0) throw new InvalidInput(errors);
}

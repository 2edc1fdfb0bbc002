import { Forbidden, InvalidInput, type FieldError } from '../../common/errors.js';
import { isStaff, type Viewer } from '../../common/visibility.js';
import type { SqlReader } from '../../database/sql.js';
import { originOf } from '../catalogue/catalogue.js';

export interface EventTarget {
  readonly userId: string | null;
  readonly companyId: string | null;
}

const PEOPLE_SQL = 'SELECT company_id FROM users WHERE id = $1 AND deleted_at IS NULL';
const COMPANIES_SQL = 'SELECT 1 FROM companies WHERE id = $1';

/**
 * Names that no one may send: the log's own entries, and Carillon's reports of its own work. For the latter, callers
 * who may send no desk name at all get 403, as for any desk name.
 */
export function nameFaults(viewer: Viewer, type: string): FieldError[] {
  const origin = originOf(type);
  const isReserved = origin === 'log' || (origin === 'system' && viewer.role === 'admin');
  return isReserved ? [{ field: 'type', message: `is reserved: only Carillon itself records ${type}` }] : [];
}

/** @throws Forbidden for a desk name, or one below it such as ticket.v2.created, unless the caller is an admin */
export function requireMayName(viewer: Viewer, type: string): void {
  const origin = originOf(type);
  if ((origin === 'desk' || origin === 'system') && viewer.role !== 'admin') {
    throw new Forbidden(`${type} is a name of the desk: only admins may send such an event from outside.`);
  }
}

/**
 * The people and companies that an event may name: staff may name anyone, a manager their own company and its people,
 * others only themselves. Without a name, the event concerns the widest of these.
 *
 * @throws Forbidden, InvalidInput when there is no such person or company
 */
export async function resolveTarget(sql: SqlReader, viewer: Viewer, wanted: EventTarget): Promise<EventTarget> {
  const [person] = wanted.userId === null ? [] : await sql.query<PersonRow>(PEOPLE_SQL, [wanted.userId]);
  if (isStaff(viewer)) {
    await requireExist(sql, wanted, person);
    return wanted;
  }
  if (viewer.role === 'manager' && viewer.companyId !== null) return ofCompany(viewer.companyId, wanted, person);
  if (wanted.companyId !== null || (wanted.userId !== null && wanted.userId !== viewer.id)) {
    throw new Forbidden('You may send events that concern yourself only: user_id.');
  }
  return { userId: viewer.id, companyId: null };
}

interface PersonRow {
  company_id: string | null;
}

function ofCompany(companyId: string, wanted: EventTarget, person: PersonRow | undefined): EventTarget {
  const isForeign = wanted.companyId !== null && wanted.companyId !== companyId;
  const isStranger = wanted.userId !== null && person?.company_id !== companyId;
  if (isForeign || isStranger) throw new Forbidden('You may send events that concern your own company only.');
  return { userId: wanted.userId, companyId };
}

async function requireExist(sql: SqlReader, wanted: EventTarget, person: PersonRow | undefined): Promise<void> {
  const errors: FieldError[] = [];
  if (wanted.userId !== null && person === undefined) errors.push({ field: 'user_id', message: 'does not exist' });
  if (wanted.companyId !== null && (await sql.query(COMPANIES_SQL, [wanted.companyId])).length === 0) {
    errors.push({ field: 'company_id', message: 'does not exist' });
  }
  if (errors.length > 0) throw new InvalidInput(errors);
}

/** Who a signed-in person is, as far as rights go. */
export const ROLES = ['admin', 'agent', 'manager', 'user'] as const;
export type Role = (typeof ROLES)[number];

export interface Viewer {
  readonly id: string;
  readonly role: Role;
  readonly companyId: string | null;
}

/**
 * Who may see a thing, written as groups of people and not as a yes or no for one of them. REST asks `maySee` for one
 * viewer, a push goes to exactly these groups, and a recipient rule intersects with them: one policy, three uses.
 */
export interface Visibility {
  /** Admins and agents. */
  readonly staff: boolean;
  /** These people, whatever their role. */
  readonly userIds: readonly string[];
  /** The managers of this company. */
  readonly managersOf: string | null;
  /** Admins, where agents are left out. */
  readonly admins?: boolean;
  /** Every active user. */
  readonly everyone?: boolean;
  /** Kept with a thing that is gone: who had muted it. They may know of it, but are not told. */
  readonly mutedBy?: readonly string[];
}

export const STAFF_ONLY: Visibility = { staff: true, userIds: [], managersOf: null };
export const NOBODY: Visibility = { staff: false, userIds: [], managersOf: null };

export function isStaff(viewer: Pick<Viewer, 'role'>): boolean {
  return viewer.role === 'admin' || viewer.role === 'agent';
}

export function maySee(viewer: Viewer, visibility: Visibility): boolean {
  if (visibility.everyone) return true;
  if (visibility.staff && isStaff(viewer)) return true;
  if (visibility.admins && viewer.role === 'admin') return true;
  if (visibility.userIds.includes(viewer.id)) return true;
  return viewer.role === 'manager' && viewer.companyId !== null && viewer.companyId === visibility.managersOf;
}

/**
 * `maySee` as a condition, for statements that go through many people.
 *
 * @param person alias of a table with `id`, `role` and `company_id`
 * @param visibility expression of type jsonb: a `Visibility`, or null for nobody
 */
export function maySeeSql(person: string, visibility: string): string {
  const allows = (group: string) => `(${visibility} ->> '${group}')::boolean`;
  return `coalesce(${allows('everyone')}
    OR (${allows('staff')} AND ${isStaffSql(person)})
    OR (${allows('admins')} AND ${person}.role = 'admin')
    OR (${visibility} -> 'userIds') ? ${person}.id::text
    OR (${person}.role = 'manager' AND ${person}.company_id::text = ${visibility} ->> 'managersOf'), false)`;
}

export function isStaffSql(person: string): string {
  return `${person}.role IN ('admin', 'agent')`;
}

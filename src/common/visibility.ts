import { NotFound } from './errors.js';

/** A signed-in person, as far as rights need. */
export const ROLES = ['admin', 'agent', 'manager', 'user'] as const;
export type Role = (typeof ROLES)[number];

export interface Viewer {
  readonly id: string;
  readonly role: Role;
  readonly companyId: string | null;
}

/**
 * Who may see a thing, as groups of people instead of a yes or no for one person. REST asks `maySee` for one viewer, a
 * push goes to exactly these groups, and a recipient rule intersects with them: one policy, three uses.
 */
export interface Visibility {
  /** Admins and agents. */
  readonly staff: boolean;
  /** These people, whatever their role. */
  readonly userIds: readonly string[];
  /** The managers of this company. */
  readonly managersOf: string | null;
  /** Admins only, where agents may not see it. */
  readonly admins?: boolean;
  /** Every active user. */
  readonly everyone?: boolean;
  /** Stored with a deleted thing: people who had muted it. They may see it, but are not notified. */
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

/** The name of a kind of thing, and who may see one of them. */
export interface VisibleKind<T> {
  readonly noun: string;
  readonly visibility: (thing: T) => Visibility;
}

/** @throws NotFound for what does not exist and for what the viewer may not see, so that the two look the same */
export function requireVisible<T>(viewer: Viewer, kind: VisibleKind<T>, thing: T | null): T {
  if (thing === null || !maySee(viewer, kind.visibility(thing))) throw new NotFound(kind.noun);
  return thing;
}

/**
 * `maySee` as an SQL condition, for statements over many people.
 *
 * @param person alias of a table with `id`, `role` and `company_id`
 * @param visibility expression of type jsonb: a `Visibility`, or null for no one
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

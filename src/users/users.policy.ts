import { isStaff, type Viewer, type Visibility } from '../common/visibility.js';

/** Who sees a person's whole record. Others get id and name, for people on tickets that they see. */
export function userVisibility(user: { id: string; companyId: string | null }): Visibility {
  return { staff: true, userIds: [user.id], managersOf: user.companyId };
}

export function mayListUsers(viewer: Viewer): boolean {
  return isStaff(viewer) || viewer.role === 'manager';
}

/** Create, change, deactivate, delete, reset a password. */
export function mayAdministerUsers(viewer: Viewer): boolean {
  return viewer.role === 'admin';
}

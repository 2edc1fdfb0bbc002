import { isStaff, type Viewer, type Visibility } from '../common/visibility.js';

/** Staff see every company, managers their own. */
export function companyVisibility(company: { id: string }): Visibility {
  return { staff: true, userIds: [], managersOf: company.id };
}

export function mayListCompanies(viewer: Viewer): boolean {
  return isStaff(viewer) || viewer.role === 'manager';
}

export function mayWriteCompanies(viewer: Viewer): boolean {
  return isStaff(viewer);
}

export function mayDeleteCompanies(viewer: Viewer): boolean {
  return viewer.role === 'admin';
}

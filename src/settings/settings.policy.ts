import { NOBODY, type Viewer, type Visibility } from '../common/visibility.js';

/** Admins alone; agents are staff, but have no part in it. */
export const SETTINGS_VISIBILITY: Visibility = { ...NOBODY, admins: true };

export function mayChangeSettings(viewer: Viewer): boolean {
  return viewer.role === 'admin';
}

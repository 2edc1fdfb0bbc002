import { NOBODY, type Viewer, type Visibility } from '../common/visibility.js';

/** Only admins; agents are staff, but have no access. */
export const SETTINGS_VISIBILITY: Visibility = { ...NOBODY, admins: true };

export function mayChangeSettings(viewer: Viewer): boolean {
  return viewer.role === 'admin';
}

import { isStaff, STAFF_ONLY, type Viewer, type Visibility } from '../common/visibility.js';

/** Only staff may see the list, even if others work with the things on it. */
export const ASSET_VISIBILITY: Visibility = STAFF_ONLY;

export function mayWorkWithAssets(viewer: Viewer): boolean {
  return isStaff(viewer);
}

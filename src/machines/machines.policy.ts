import { isStaff, STAFF_ONLY, type Viewer, type Visibility } from '../common/visibility.js';

/** Only staff may see, approve and deny machines. */
export const MACHINE_VISIBILITY: Visibility = STAFF_ONLY;

export function mayWorkWithMachines(viewer: Viewer): boolean {
  return isStaff(viewer);
}

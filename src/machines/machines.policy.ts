import { isStaff, STAFF_ONLY, type Viewer, type Visibility } from '../common/visibility.js';

/** Staff alone see which machines ask to be let in, and let them in. */
export const MACHINE_VISIBILITY: Visibility = STAFF_ONLY;

export function mayWorkWithMachines(viewer: Viewer): boolean {
  return isStaff(viewer);
}

import { isStaff, STAFF_ONLY, type Viewer, type Visibility } from '../common/visibility.js';

/** Only staff may trigger, see and resolve alerts. */
export const ALERT_VISIBILITY: Visibility = STAFF_ONLY;

export function mayWorkWithAlerts(viewer: Viewer): boolean {
  return isStaff(viewer);
}

import type { Viewer } from '../../common/visibility.js';
import type { Bin } from './bin.entity.js';

/** Only its owner sees a bin and its requests. Admins do not either: it may hold anyone's payloads. */
export function maySeeBin(viewer: Pick<Viewer, 'id'>, bin: Pick<Bin, 'userId'>): boolean {
  return bin.userId === viewer.id;
}

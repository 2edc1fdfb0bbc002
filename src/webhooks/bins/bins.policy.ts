import type { Viewer } from '../../common/visibility.js';
import type { Bin } from './bin.entity.js';

/** A bin and what it took are its owner's alone, also where the viewer is an admin: it may hold anybody's payloads. */
export function maySeeBin(viewer: Pick<Viewer, 'id'>, bin: Pick<Bin, 'userId'>): boolean {
  return bin.userId === viewer.id;
}

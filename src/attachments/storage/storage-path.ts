import { isUuid } from '../../common/ids.js';

/**
 * `<last two characters of the key>/<key>`, for the first ones of a UUIDv7 are the time. The same in every store, so that
 * files can be copied from one to another as they lie.
 */
export function storagePath(key: string): string {
  // Keys are ours; a bug that lets another through must not become a path.
  if (!isUuid(key)) throw new Error('a storage key must be a UUID');
  return `${key.slice(-2)}/${key}`;
}

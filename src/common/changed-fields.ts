import { isDeepStrictEqual } from 'node:util';

/**
 * Sets what is given; undefined: not to be changed.
 *
 * @returns whether anything is different now: without a change nothing should be written
 */
export function assignChanges<T extends object>(target: T, changes: Partial<T>): boolean {
  const different = Object.entries(changes).filter(
    ([key, value]) => value !== undefined && !isDeepStrictEqual(value, target[key as keyof T]),
  );
  Object.assign(target, Object.fromEntries(different));
  return different.length > 0;
}

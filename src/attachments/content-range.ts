import { RangeNotSatisfiable } from './attachment-errors.js';
import type { ByteRange } from './storage/file-store.js';

/**
 * The single range of a `Range` header (RFC 9110, section 14). Several ranges, other units and malformed ones are
 * answered with the whole file, as the standard allows.
 *
 * @returns undefined: the whole file
 * @throws RangeNotSatisfiable
 */
export function requestedRange(header: string | undefined, size: number): ByteRange | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/i.exec(header?.replace(/[ \t]/g, '') ?? '');
  const [first, last] = [match?.[1] ?? '', match?.[2] ?? ''];
  if (first === '' && last === '') return undefined;
  if (first === '') return suffix(Number(last), size);
  const start = Number(first);
  if (last !== '' && Number(last) < start) return undefined;
  if (start >= size) throw new RangeNotSatisfiable(size);
  return { start, end: last === '' ? size - 1 : Math.min(Number(last), size - 1) };
}

/** `-500`: the last 500 bytes. */
function suffix(length: number, size: number): ByteRange {
  if (length === 0) throw new RangeNotSatisfiable(size);
  return { start: Math.max(0, size - length), end: size - 1 };
}

/** @param header a list of entity tags, or `*` */
export function namesTag(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((entry) => {
    const name = entry.trim().replace(/^W\//, '');
    return name === '*' || name === tag;
  });
}

/** Keeps only the newest entries: a page may stay open for days. */
const MAX_MOMENTS = 200;
const moments = new Map<string, number>();

/** By the page's monotonic clock. */
export function now(): number {
  return performance.now();
}

/** The first moment noted for a key counts: the same push may come twice. */
export function note(key: string, at = now()): void {
  if (moments.has(key)) return;
  moments.set(key, at);
  const [oldest] = moments.keys();
  if (moments.size > MAX_MOMENTS && oldest !== undefined) moments.delete(oldest);
}

/** @returns milliseconds; undefined when this page did not see both, as after a reload */
export function elapsed(from: string, to: string): number | undefined {
  const [start, end] = [moments.get(from), moments.get(to)];
  return start === undefined || end === undefined ? undefined : Math.max(0, end - start);
}

/**
 * Upper bounds of the buckets, in milliseconds: each a quarter above the previous one. The last bucket has no bound.
 */
const BOUNDS: readonly number[] = boundsUpTo(60_000);

export const BUCKETS = BOUNDS.length + 1;

function boundsUpTo(maxMs: number): number[] {
  const bounds = [1];
  for (let bound = 1; bound < maxMs;) {
    bound = Math.ceil(bound * 1.25);
    bounds.push(bound);
  }
  return bounds;
}

export function bucketOf(durationMs: number): number {
  const bucket = BOUNDS.findIndex((bound) => durationMs <= bound);
  return bucket < 0 ? BOUNDS.length : bucket;
}

/**
 * @param counts by bucket
 * @param share 0.95: the duration that 95 % do not exceed
 * @returns milliseconds, interpolated within the bucket, so off by a quarter at most; null: no durations
 */
export function percentileOf(counts: readonly number[], share: number): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const rank = share * total;
  let below = 0;
  for (const [bucket, count] of counts.entries()) {
    if (count > 0 && below + count >= rank) {
      const from = BOUNDS[bucket - 1] ?? 0;
      const to = BOUNDS[bucket] ?? from;
      return Math.round(from + ((to - from) * (rank - below)) / count);
    }
    below += count;
  }
  return null;
}

import type { ThrottlerStorage } from '@nestjs/throttler';
import { RateCounter } from './rate-counter.js';

type Record = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/** Counts in this process only. */
export class MemoryThrottlerStorage implements ThrottlerStorage {
  private readonly counters = new Map<number, RateCounter>();

  increment(key: string, ttlMs: number, limit: number): Promise<Record> {
    const { count, resetsInMs } = this.counter(ttlMs).add(key);
    const secondsLeft = Math.max(1, Math.ceil(resetsInMs / 1000));
    return Promise.resolve({
      totalHits: count,
      timeToExpire: secondsLeft,
      isBlocked: count > limit,
      timeToBlockExpire: secondsLeft,
    });
  }

  private counter(ttlMs: number): RateCounter {
    let counter = this.counters.get(ttlMs);
    if (counter === undefined) this.counters.set(ttlMs, (counter = new RateCounter(ttlMs)));
    return counter;
  }
}

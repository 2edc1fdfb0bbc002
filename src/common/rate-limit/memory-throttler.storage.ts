import type { ThrottlerStorage } from '@nestjs/throttler';
import { RateLimiterMemory } from 'rate-limiter-flexible';

type Record = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/** Counts in this process alone. */
export class MemoryThrottlerStorage implements ThrottlerStorage {
  private readonly limiters = new Map<number, RateLimiterMemory>();

  async increment(key: string, ttlMs: number, limit: number): Promise<Record> {
    // `penalty` counts and never throws: whether it was too much is told by the number.
    const count = await this.limiter(ttlMs).penalty(key);
    const secondsLeft = Math.max(1, Math.ceil(count.msBeforeNext / 1000));
    return {
      totalHits: count.consumedPoints,
      timeToExpire: secondsLeft,
      isBlocked: count.consumedPoints > limit,
      timeToBlockExpire: secondsLeft,
    };
  }

  private limiter(ttlMs: number): RateLimiterMemory {
    let limiter = this.limiters.get(ttlMs);
    if (limiter === undefined) {
      limiter = new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration: ttlMs / 1000 });
      this.limiters.set(ttlMs, limiter);
    }
    return limiter;
  }
}

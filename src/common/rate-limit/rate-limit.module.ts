import { Module, type ExecutionContext } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { ThrottlerModule, type ThrottlerStorage } from '@nestjs/throttler';
import { AppConfig } from '../config.js';
import { HeavyRouteInterceptor } from './heavy-route.js';
import { LargeReadInterceptor } from './large-read.js';
import { isByApiKey, isSignInLimited } from './rate-limit.guard.js';
import { SharedCounters, type SharedCounter } from './shared-counters.js';

const MINUTE_MS = 60_000;

type Record = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/** Requests of callers, over all processes when there is Redis. */
class SharedThrottlerStorage implements ThrottlerStorage {
  private readonly counters = new Map<number, SharedCounter>();

  constructor(private readonly shared: SharedCounters) {}

  async increment(key: string, ttlMs: number, limit: number): Promise<Record> {
    const { count, resetsInMs } = await this.counter(ttlMs).add(key);
    const secondsLeft = Math.max(1, Math.ceil(resetsInMs / 1000));
    return { totalHits: count, timeToExpire: secondsLeft, isBlocked: count > limit, timeToBlockExpire: secondsLeft };
  }

  private counter(ttlMs: number): SharedCounter {
    let counter = this.counters.get(ttlMs);
    if (counter === undefined) this.counters.set(ttlMs, (counter = this.shared.counter(ttlMs)));
    return counter;
  }
}

@Module({
  imports: [
    ThrottlerModule.forRootAsync({
      inject: [AppConfig, SharedCounters],
      useFactory: ({ rateLimits }: AppConfig, shared: SharedCounters) => {
        const limit = (context: ExecutionContext) => {
          if (isSignInLimited(context)) return rateLimits.perLoginAddress;
          return isByApiKey(context) ? rateLimits.perApiKey : rateLimits.perCaller;
        };
        return {
          // Only the throttler named `default` sends a plain `Retry-After`.
          throttlers: [{ name: 'default', ttl: MINUTE_MS, limit, skipIf: (context) => limit(context) === 0 }],
          storage: new SharedThrottlerStorage(shared),
        };
      },
    }),
  ],
  providers: [
    { provide: APP_INTERCEPTOR, useClass: HeavyRouteInterceptor },
    { provide: APP_INTERCEPTOR, useClass: LargeReadInterceptor },
  ],
  exports: [ThrottlerModule],
})
export class RateLimitModule {}

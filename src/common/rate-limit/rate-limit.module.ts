import { Module, type ExecutionContext } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { ThrottlerModule } from '@nestjs/throttler';
import { AppConfig } from '../config.js';
import { HeavyRouteInterceptor } from './heavy-route.js';
import { LargeReadInterceptor } from './large-read.js';
import { MemoryThrottlerStorage } from './memory-throttler.storage.js';
import { isByApiKey, isSignInLimited } from './rate-limit.guard.js';

const MINUTE_MS = 60_000;

@Module({
  imports: [
    ThrottlerModule.forRootAsync({
      inject: [AppConfig],
      useFactory: ({ rateLimits }: AppConfig) => {
        const limit = (context: ExecutionContext) => {
          if (isSignInLimited(context)) return rateLimits.perLoginAddress;
          return isByApiKey(context) ? rateLimits.perApiKey : rateLimits.perCaller;
        };
        return {
          // Only the throttler named `default` sends a plain `Retry-After`.
          throttlers: [{ name: 'default', ttl: MINUTE_MS, limit, skipIf: (context) => limit(context) === 0 }],
          storage: new MemoryThrottlerStorage(),
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

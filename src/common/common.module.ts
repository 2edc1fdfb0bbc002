import { Global, Module, type DynamicModule } from '@nestjs/common';
import { AppConfig } from './config.js';
import { HopStamps } from './hop-stamps.js';
import { InputChecks } from './http/input-checks.js';
import { InputInspection } from './http/input-inspection.js';
import { AppLogger } from './logger.js';
import { Metrics } from './metrics.js';
import { PersonLimits } from './rate-limit/person-limits.js';
import { SharedCounters } from './rate-limit/shared-counters.js';
import { Readiness } from './readiness.js';
import { RedisLink } from './redis/redis-link.js';

/** What every module may use: configuration, log, metrics, readiness, input checks and limits per person. */
@Global()
@Module({})
export class CommonModule {
  static forRoot(config: AppConfig, logger: AppLogger): DynamicModule {
    return {
      module: CommonModule,
      providers: [
        { provide: AppConfig, useValue: config },
        { provide: AppLogger, useValue: logger },
        { provide: HopStamps, useFactory: () => HopStamps.load(config) },
        InputChecks,
        InputInspection,
        PersonLimits,
        SharedCounters,
        Metrics,
        Readiness,
        {
          provide: RedisLink,
          useFactory: (metrics: Metrics, readiness: Readiness) =>
            RedisLink.load(config, logger, { metrics, readiness }),
          inject: [Metrics, Readiness],
        },
      ],
      exports: [
        AppConfig,
        AppLogger,
        HopStamps,
        InputChecks,
        InputInspection,
        PersonLimits,
        Metrics,
        Readiness,
        RedisLink,
        SharedCounters,
      ],
    };
  }
}

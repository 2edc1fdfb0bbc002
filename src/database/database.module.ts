import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AppConfig } from '../common/config.js';
import { ClockGuard } from './clock-guard.js';
import { DatabaseHosts } from './database-hosts.js';
import { mainPool } from './database-options.js';
import { HeavyReads } from './heavy-reads.js';
import { PoolMetrics } from './pool-metrics.js';
import { PoolerCheck } from './pooler-check.js';
import { ServerProcesses } from './server-processes.js';
import { SingleInsert } from './single-insert.js';

/** The pools that REST uses. Dispatcher, tail and delivery worker have sessions of their own (`bookkeeping-session.ts`). */
@Module({})
export class DatabaseModule {
  static forRoot(): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      imports: [
        TypeOrmModule.forRootAsync({
          inject: [AppConfig],
          useFactory: (config: AppConfig) => ({
            type: 'postgres' as const,
            // TypeORM reads the database's name from it; connections are made as `extra` says.
            url: new DatabaseHosts(config.databaseUrl ?? '').firstUrl,
            autoLoadEntities: true,
            synchronize: false,
            applicationName: 'carillon',
            retryAttempts: 3,
            extra: mainPool(config),
          }),
        }),
      ],
      providers: [ClockGuard, HeavyReads, PoolMetrics, PoolerCheck, ServerProcesses, SingleInsert],
      exports: [ClockGuard, HeavyReads, ServerProcesses, SingleInsert],
    };
  }
}

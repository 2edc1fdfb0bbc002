import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AppConfig } from '../common/config.js';
import { PreparingClient } from './preparing-client.js';

/** The pool that REST uses. Dispatcher, tail and delivery worker have sessions of their own (`bookkeeping-session.ts`). */
@Module({})
export class DatabaseModule {
  static forRoot(): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRootAsync({
          inject: [AppConfig],
          useFactory: (config: AppConfig) => ({
            type: 'postgres' as const,
            url: config.databaseUrl,
            autoLoadEntities: true,
            synchronize: false,
            applicationName: 'carillon',
            retryAttempts: 3,
            extra: { Client: PreparingClient, max: config.databasePoolSize },
          }),
        }),
      ],
    };
  }
}

import { Module, type DynamicModule } from '@nestjs/common';
import { EventEmitterModule } from '@nestjs/event-emitter';
import { ScheduleModule } from '@nestjs/schedule';
import { AuthModule } from './auth/auth.module.js';
import { CommentsModule } from './comments/comments.module.js';
import { CommonModule } from './common/common.module.js';
import type { AppConfig } from './common/config.js';
import type { AppLogger } from './common/logger.js';
import { CompaniesModule } from './companies/companies.module.js';
import { DatabaseModule } from './database/database.module.js';
import { EventsModule } from './events/events.module.js';
import { OpsModule } from './ops/ops.module.js';
import { RealtimeModule } from './realtime/realtime.module.js';
import { TicketsModule } from './tickets/tickets.module.js';

/**
 * The composition root. The order of the last four is the order in which event consumers are called: notifications are
 * stored before webhooks look at them, and sockets come last.
 */
@Module({})
export class AppModule {
  static forRoot(config: AppConfig, logger: AppLogger): DynamicModule {
    return {
      module: AppModule,
      imports: [
        CommonModule.forRoot(config, logger),
        DatabaseModule.forRoot(),
        EventEmitterModule.forRoot(),
        ScheduleModule.forRoot(),
        OpsModule,
        CompaniesModule,
        AuthModule,
        TicketsModule,
        CommentsModule,
        EventsModule,
        RealtimeModule,
      ],
    };
  }
}

import { Module, type DynamicModule } from '@nestjs/common';
import { EventEmitterModule } from '@nestjs/event-emitter';
import { ScheduleModule } from '@nestjs/schedule';
import { AlertsModule } from './alerts/alerts.module.js';
import { AssetsModule } from './assets/assets.module.js';
import { AttachmentsModule } from './attachments/attachments.module.js';
import { AuthModule } from './auth/auth.module.js';
import { CommentsModule } from './comments/comments.module.js';
import { CommonModule } from './common/common.module.js';
import { AppConfig } from './common/config.js';
import type { AppLogger } from './common/logger.js';
import { CompaniesModule } from './companies/companies.module.js';
import { DatabaseModule } from './database/database.module.js';
import { DiscordModule } from './discord/discord.module.js';
import type { EventConsumer } from './events/event-consumer.js';
import { EventConsumers } from './events/event-consumers.js';
import { EventsModule } from './events/events.module.js';
import { KbModule } from './kb/kb.module.js';
import { MachinesModule } from './machines/machines.module.js';
import { NotificationsConsumer } from './notifications/notifications.consumer.js';
import { NotificationsModule } from './notifications/notifications.module.js';
import { OpsModule } from './ops/ops.module.js';
import { LogMovesConsumer } from './realtime/log-moves.consumer.js';
import { PresenceConsumer } from './realtime/presence.consumer.js';
import { RealtimeConsumer } from './realtime/realtime.consumer.js';
import { RecentEvents } from './realtime/recent-events.js';
import { RealtimeModule } from './realtime/realtime.module.js';
import { SettingsModule } from './settings/settings.module.js';
import { SearchModule } from './search/search.module.js';
import { SubjectsModule } from './subjects/subjects.module.js';
import { TicketsModule } from './tickets/tickets.module.js';
import { WebhooksConsumer } from './webhooks/worker/webhooks.consumer.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';

/** The composition root: the modules, and the event consumers in order. */
@Module({})
export class AppModule {
  constructor(
    consumers: EventConsumers,
    notifications: NotificationsConsumer,
    webhooks: WebhooksConsumer,
    recent: RecentEvents,
    realtime: RealtimeConsumer,
    presence: PresenceConsumer,
    logMoves: LogMovesConsumer,
    { roles }: AppConfig,
  ) {
    // A process without sockets only writes for those of others, in its dispatches.
    const storing: EventConsumer = { name: realtime.name, prepare: (batch) => realtime.prepare(batch) };
    const pushing = roles.has('sockets') ? [recent, realtime, presence, logMoves] : [storing];
    // Order matters: webhooks read the notifications that were stored before them, and presence needs the sockets' new
    // rights.
    for (const consumer of [notifications, webhooks, ...pushing]) consumers.register(consumer);
  }

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
        AttachmentsModule,
        KbModule,
        AssetsModule,
        MachinesModule,
        AlertsModule,
        SettingsModule,
        EventsModule,
        RealtimeModule,
        NotificationsModule,
        WebhooksModule,
        DiscordModule,
        SubjectsModule,
        SearchModule,
      ],
    };
  }
}

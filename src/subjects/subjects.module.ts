import { Module } from '@nestjs/common';
import { AlertsModule } from '../alerts/alerts.module.js';
import { AttachmentsModule } from '../attachments/attachments.module.js';
import { CommentsModule } from '../comments/comments.module.js';
import { EventsModule } from '../events/events.module.js';
import { MachinesModule } from '../machines/machines.module.js';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { SettingsModule } from '../settings/settings.module.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { UsersModule } from '../users/users.module.js';
import { WebhooksModule } from '../webhooks/webhooks.module.js';
import { ErasureRecord } from './erasure-record.js';
import { SubjectsController } from './subjects.controller.js';
import { SubjectsService } from './subjects.service.js';

@Module({
  imports: [
    AlertsModule,
    AttachmentsModule,
    CommentsModule,
    EventsModule,
    MachinesModule,
    NotificationsModule,
    SettingsModule,
    TicketsModule,
    UsersModule,
    WebhooksModule,
  ],
  controllers: [SubjectsController],
  providers: [ErasureRecord, SubjectsService],
})
export class SubjectsModule {}

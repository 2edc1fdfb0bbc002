import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module.js';
import { RealtimeModule } from '../realtime/realtime.module.js';
import { InboxChangesService } from './inbox-changes.service.js';
import { InboxMessages } from './inbox-messages.js';
import { InboxController } from './inbox.controller.js';
import { InboxService } from './inbox.service.js';
import { NotificationErasure } from './notification-erasure.js';
import { NotificationLookup } from './notification-lookup.js';
import { NotificationMetrics } from './notification-metrics.js';
import { NotificationsConsumer } from './notifications.consumer.js';
import { PersonalStream } from './personal.stream.js';
import { PreferencesController } from './preferences.controller.js';
import { PreferencesService } from './preferences.service.js';
import { RecipientTrace } from './recipient-trace.js';
import { TestNotificationController } from './test-notification.controller.js';
import { UnreadCounts } from './unread-counts.js';

@Module({
  imports: [EventsModule, RealtimeModule],
  controllers: [TestNotificationController, InboxController, PreferencesController],
  providers: [
    NotificationErasure,
    NotificationLookup,
    NotificationMetrics,
    NotificationsConsumer,
    PersonalStream,
    InboxService,
    InboxChangesService,
    InboxMessages,
    PreferencesService,
    RecipientTrace,
    UnreadCounts,
  ],
  exports: [NotificationErasure, NotificationsConsumer],
})
export class NotificationsModule {}

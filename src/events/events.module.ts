import { Module, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { AppConfig } from '../common/config.js';
import { RedisCarrier } from './carrier/redis-carrier.js';
import { ChannelFacts } from './channel-facts.js';
import { DispatchCall } from './dispatch/dispatch-call.js';
import { DispatchHealth } from './dispatch/dispatch-health.js';
import { DispatchMetrics } from './dispatch/dispatch-metrics.js';
import { DispatchRecovery } from './dispatch/dispatch-recovery.js';
import { DispatchSession } from './dispatch/dispatch-session.js';
import { EntityRooms } from './entity-rooms.js';
import { EventConsumers } from './event-consumers.js';
import { EventDispatcher } from './event-dispatcher.js';
import { EventErasure } from './event-erasure.js';
import { EventLog } from './event-log.js';
import { EventRecorder } from './event-recorder.js';
import { EventRetention } from './event-retention.js';
import { EventsController } from './events.controller.js';
import { EventsService } from './events.service.js';
import { EventOutcomes } from './intake/event-outcomes.js';
import { EventIntakeController } from './intake/intake.controller.js';
import { IntakeService } from './intake/intake.service.js';
import { LiveFeed } from './live-feed.js';
import { LogHistory } from './log-history.js';
import { LogMemory } from './log-memory.js';
import { LogTail } from './log-tail.js';
import { NewestEventsService } from './newest-events.service.js';
import { QuarantineController } from './quarantine/quarantine.controller.js';
import { QuarantineService } from './quarantine/quarantine.service.js';
import { EventTraces } from './trace/event-traces.js';
import { TicketHistoryController } from './ticket-history.controller.js';
import { TicketHistoryService } from './ticket-history.service.js';

@Module({
  controllers: [QuarantineController, EventsController, EventIntakeController, TicketHistoryController],
  providers: [
    ChannelFacts,
    EntityRooms,
    EventRecorder,
    EventConsumers,
    RedisCarrier,
    DispatchCall,
    DispatchHealth,
    DispatchMetrics,
    DispatchRecovery,
    DispatchSession,
    EventDispatcher,
    QuarantineService,
    EventLog,
    LiveFeed,
    LogHistory,
    LogMemory,
    LogTail,
    EventErasure,
    EventRetention,
    EventsService,
    NewestEventsService,
    IntakeService,
    EventOutcomes,
    EventTraces,
    TicketHistoryService,
  ],
  exports: [
    ChannelFacts,
    EntityRooms,
    EventRecorder,
    EventConsumers,
    EventDispatcher,
    EventErasure,
    EventLog,
    EventOutcomes,
    EventRetention,
    EventTraces,
    LiveFeed,
    LogTail,
    NewestEventsService,
  ],
})
export class EventsModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly config: AppConfig,
    private readonly dispatcher: EventDispatcher,
    private readonly tail: LogTail,
    metrics: DispatchMetrics,
  ) {
    metrics.watchTail(() => tail.lag);
  }

  /** The tail first: events dispatched before it runs would reach no one. */
  async onApplicationBootstrap(): Promise<void> {
    await this.tail.start();
    if (this.config.roles.has('dispatch')) await this.dispatcher.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.dispatcher.stop();
    await this.tail.stop();
  }
}

import { Module, type OnApplicationShutdown } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AppConfig } from '../common/config.js';
import { EventsModule } from '../events/events.module.js';
import { AllowedNetworks } from './address-policy.js';
import { Bin } from './bins/bin.entity.js';
import { BinCleanup } from './bins/bin-cleanup.js';
import { BinReceiver } from './bins/bin-receiver.service.js';
import { BinRequests } from './bins/bin-requests.js';
import { BinSignatures } from './bins/bin-signatures.js';
import { BinsController } from './bins/bins.controller.js';
import { BinsService } from './bins/bins.service.js';
import { BuiltInEndpoints } from './built-in-endpoints.js';
import { ChatPace } from './delivery/chat-pace.js';
import { DeliveryFeed } from './delivery/delivery-feed.js';
import { DeliveryQueue } from './delivery/delivery-queue.js';
import { DeliveryResults } from './delivery/delivery-results.js';
import { DeliverySender } from './delivery/delivery-sender.js';
import { DeliveryWriter } from './delivery/delivery-writer.js';
import { DeliveryWorker } from './delivery/delivery-worker.js';
import { EndpointHealth } from './delivery/endpoint-health.js';
import { EndpointTargets } from './delivery/endpoint-targets.js';
import { EndpointTransitions } from './delivery/endpoint-transitions.js';
import { Lanes } from './delivery/lanes.js';
import { QueuedEvents } from './delivery/queued-events.js';
import { ResultRecorder } from './delivery/result-recorder.js';
import { SendPump } from './delivery/send-pump.js';
import { UnreadableLanes } from './delivery/unreadable-lanes.js';
import { DeliveriesController } from './deliveries.controller.js';
import { DeliveryListController } from './delivery-list.controller.js';
import { DeliveryList } from './delivery-list.service.js';
import { DeliveryOutcomes } from './delivery-outcomes.js';
import { DeliveryErasure } from './delivery-erasure.js';
import { DeliveriesService } from './deliveries.service.js';
import { DeliveryFigures } from './delivery-figures.service.js';
import { DeliveryQueueController } from './delivery-queue.controller.js';
import { DeliveryRetries } from './delivery-retries.service.js';
import { EndpointChanges } from './endpoint-changes.js';
import { EndpointHeaders } from './endpoint-headers.js';
import { SecretRotation } from './endpoint-secret-rotation.service.js';
import { EndpointSecrets } from './endpoint-secrets.js';
import { EndpointsController } from './endpoints.controller.js';
import { EndpointsService } from './endpoints.service.js';
import { GuardedHttp } from './guarded-http.js';
import { EndpointFigures } from './health/endpoint-figures.service.js';
import { EndpointHours } from './health/endpoint-hours.js';
import { EndpointTests } from './insight/endpoint-tests.service.js';
import { EndpointTrace } from './insight/endpoint-trace.js';
import { Explanations } from './insight/explanations.service.js';
import { InsightController } from './insight/insight.controller.js';
import { Previews } from './insight/previews.service.js';
import { DeliveryBodies } from './formats/delivery-bodies.js';
import { FilterDecisions } from './filtering/filter-decisions.js';
import { FilterEffects } from './filtering/filter-effects.js';
import { FilterLags } from './filtering/filter-lags.js';
import { FilterStage } from './filtering/filter-stage.js';
import { PayloadFilters } from './matching/payload-filter.js';
import { ProgramChecks } from './programs/program-checks.js';
import { ProgramPool } from './programs/program-pool.js';
import { ProgramStrikes } from './programs/program-strikes.js';
import { internalOrigin, type ListeningServer } from './internal-origin.js';
import { LegacyWebhooksController } from './legacy/legacy-webhooks.controller.js';
import { NotificationReceiverController } from './notification-receiver.controller.js';
import { NotificationReceiver } from './notification-receiver.service.js';
import { OwnAddress } from './own-address.js';
import { PersonalWebhookController } from './personal-webhook.controller.js';
import { PersonalWebhookService } from './personal-webhook.service.js';
import { Recoveries } from './recovery/recoveries.service.js';
import { RecoveryRunner } from './recovery/recovery-runner.js';
import { ResendController } from './recovery/resend.controller.js';
import { Resends } from './recovery/resends.service.js';
import { RecoveryController } from './recovery/recovery.controller.js';
import { SecretBox } from './secret-box.js';
import { SecretResealing } from './secret-resealing.js';
import { WebhookEndpoint } from './webhook-endpoint.entity.js';
import { WebhooksConsumer } from './webhooks.consumer.js';
import { WebhookUrlRules } from './webhook-url-rules.js';

@Module({
  imports: [EventsModule, TypeOrmModule.forFeature([WebhookEndpoint, Bin])],
  controllers: [
    PersonalWebhookController,
    NotificationReceiverController,
    DeliveryQueueController,
    InsightController,
    EndpointsController,
    DeliveriesController,
    DeliveryListController,
    LegacyWebhooksController,
    RecoveryController,
    BinsController,
    ResendController,
  ],
  providers: [
    { provide: SecretBox, inject: [AppConfig], useFactory: (config: AppConfig) => SecretBox.load(config) },
    {
      provide: AllowedNetworks,
      inject: [AppConfig],
      useFactory: ({ webhook }: AppConfig) => AllowedNetworks.parse(webhook.allowedNetworks),
    },
    {
      provide: GuardedHttp,
      inject: [AppConfig, AllowedNetworks, HttpAdapterHost],
      useFactory: ({ webhook }: AppConfig, allowed: AllowedNetworks, { httpAdapter }: HttpAdapterHost) =>
        new GuardedHttp({
          allowed,
          dnsServers: webhook.dnsServers,
          internalOrigin: () => internalOrigin(httpAdapter.getHttpServer() as ListeningServer),
        }),
    },
    {
      provide: OwnAddress,
      inject: [AppConfig, HttpAdapterHost],
      useFactory: ({ publicUrl }: AppConfig, { httpAdapter }: HttpAdapterHost) =>
        new OwnAddress(publicUrl, () => internalOrigin(httpAdapter.getHttpServer() as ListeningServer)),
    },
    BuiltInEndpoints,
    ProgramPool,
    ProgramChecks,
    ProgramStrikes,
    PayloadFilters,
    FilterDecisions,
    FilterEffects,
    DeliveryWriter,
    FilterLags,
    FilterStage,
    DeliveryBodies,
    ChatPace,
    DeliveryFeed,
    DeliveryQueue,
    DeliveryResults,
    DeliverySender,
    DeliveryWorker,
    EndpointHealth,
    EndpointHours,
    EndpointFigures,
    EndpointTargets,
    EndpointTransitions,
    QueuedEvents,
    ResultRecorder,
    SendPump,
    UnreadableLanes,
    Lanes,
    WebhooksConsumer,
    WebhookUrlRules,
    EndpointSecrets,
    EndpointHeaders,
    EndpointChanges,
    SecretRotation,
    SecretResealing,
    PersonalWebhookService,
    EndpointsService,
    DeliveriesService,
    DeliveryList,
    DeliveryErasure,
    DeliveryOutcomes,
    DeliveryRetries,
    DeliveryFigures,
    EndpointTests,
    EndpointTrace,
    Previews,
    Explanations,
    Recoveries,
    RecoveryRunner,
    Resends,
    NotificationReceiver,
    BinCleanup,
    BinReceiver,
    BinRequests,
    BinSignatures,
    BinsService,
  ],
  exports: [BinCleanup, BuiltInEndpoints, SecretBox, AllowedNetworks, DeliveryErasure, GuardedHttp, WebhooksConsumer],
})
export class WebhooksModule implements OnApplicationShutdown {
  constructor(private readonly http: GuardedHttp) {}

  onApplicationShutdown(): Promise<void> {
    return this.http.close();
  }
}

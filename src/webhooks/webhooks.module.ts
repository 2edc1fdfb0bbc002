import { Module, type OnApplicationShutdown } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AppConfig } from '../common/config.js';
import { EventsModule } from '../events/events.module.js';
import { DeliveriesController } from './deliveries/deliveries.controller.js';
import { DeliveriesService } from './deliveries/deliveries.service.js';
import { DeliveryErasure } from './deliveries/delivery-erasure.js';
import { DeliveryFeed } from './deliveries/delivery-feed.js';
import { DeliveryFiguresService } from './deliveries/delivery-figures.service.js';
import { DeliveryGauges } from './deliveries/delivery-gauges.js';
import { DeliveryListController } from './deliveries/delivery-list.controller.js';
import { DeliveryListService } from './deliveries/delivery-list.service.js';
import { DeliveryOutcomes } from './deliveries/delivery-outcomes.js';
import { DeliveryQueueController } from './deliveries/delivery-queue.controller.js';
import { DeliveryRetriesService } from './deliveries/delivery-retries.service.js';
import { BuiltInEndpoints } from './endpoints/built-in-endpoints.js';
import { EndpointChanges } from './endpoints/endpoint-changes.js';
import { EndpointFiguresService } from './endpoints/endpoint-figures.service.js';
import { EndpointHeaders } from './endpoints/endpoint-headers.js';
import { EndpointSecretRotationService } from './endpoints/endpoint-secret-rotation.service.js';
import { EndpointSecrets } from './endpoints/endpoint-secrets.js';
import { EndpointsController } from './endpoints/endpoints.controller.js';
import { EndpointsService } from './endpoints/endpoints.service.js';
import { PersonalWebhookController } from './endpoints/personal-webhook.controller.js';
import { PersonalWebhookService } from './endpoints/personal-webhook.service.js';
import { WebhookEndpoint } from './endpoints/webhook-endpoint.entity.js';
import { FilterDecisions } from './filtering/filter-decisions.js';
import { FilterEffects } from './filtering/filter-effects.js';
import { FilterLags } from './filtering/filter-lags.js';
import { FilterStage } from './filtering/filter-stage.js';
import { DeliveryBodies } from './formats/delivery-bodies.js';
import { EndpointHealth } from './health/endpoint-health.js';
import { EndpointHours } from './health/endpoint-hours.js';
import { EndpointTransitions } from './health/endpoint-transitions.js';
import { AllowedNetworks } from './http/address-policy.js';
import { GuardedHttp } from './http/guarded-http.js';
import { internalOrigin, OwnAddress, type ListeningServer } from './http/own-address.js';
import { WebhookUrlRules } from './http/webhook-url-rules.js';
import { EndpointHistoryService } from './insight/endpoint-history.service.js';
import { EndpointTestsService } from './insight/endpoint-tests.service.js';
import { EndpointTrace } from './insight/endpoint-trace.js';
import { ExplanationsService } from './insight/explanations.service.js';
import { InsightController } from './insight/insight.controller.js';
import { PreviewsService } from './insight/previews.service.js';
import { RecentPreviewsService } from './insight/recent-previews.service.js';
import { LegacyWebhooksController } from './legacy/legacy-webhooks.controller.js';
import { PayloadFilters } from './programs/payload-filter.js';
import { ProgramChecks } from './programs/program-checks.js';
import { ProgramPool } from './programs/program-pool.js';
import { ProgramStrikes } from './programs/program-strikes.js';
import { DeliveryQueue } from './queue/delivery-queue.js';
import { WorkSignal } from './queue/work-signal.js';
import { BinCleanup } from './receiver/bin-cleanup.js';
import { BinReceiverService } from './receiver/bin-receiver.service.js';
import { BinRequests } from './receiver/bin-requests.js';
import { BinSignatures } from './receiver/bin-signatures.js';
import { Bin } from './receiver/bin.entity.js';
import { BinsController } from './receiver/bins.controller.js';
import { BinsService } from './receiver/bins.service.js';
import { NotificationReceiverController } from './receiver/notification-receiver.controller.js';
import { NotificationReceiverService } from './receiver/notification-receiver.service.js';
import { RecoveriesService } from './recovery/recoveries.service.js';
import { RecoveryFeed } from './recovery/recovery-feed.js';
import { RecoveryRunner } from './recovery/recovery-runner.js';
import { RecoveryController } from './recovery/recovery.controller.js';
import { ResendController } from './recovery/resend.controller.js';
import { ResendsService } from './recovery/resends.service.js';
import { SecretBox } from './signing/secret-box.js';
import { SecretResealing } from './signing/secret-resealing.js';
import { ChatPace } from './worker/chat-pace.js';
import { DeliveryMetrics } from './worker/delivery-metrics.js';
import { DeliveryResults } from './worker/delivery-results.js';
import { DeliverySender } from './worker/delivery-sender.js';
import { DeliveryWorker } from './worker/delivery-worker.js';
import { DeliveryWriter } from './worker/delivery-writer.js';
import { EndpointTargets } from './worker/endpoint-targets.js';
import { LaneShare } from './worker/lane-share.js';
import { Lanes } from './worker/lanes.js';
import { QueuedEvents } from './worker/queued-events.js';
import { SendScheduler } from './worker/send-scheduler.js';
import { UnreadableLanes } from './worker/unreadable-lanes.js';
import { WebhooksConsumer } from './worker/webhooks.consumer.js';

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
      useFactory: (config: AppConfig, allowed: AllowedNetworks, { httpAdapter }: HttpAdapterHost) =>
        new GuardedHttp({
          allowed,
          dnsServers: config.webhook.dnsServers,
          // What a process without REST cannot serve itself, others do.
          internalOrigin: () =>
            config.roles.has('api')
              ? internalOrigin(httpAdapter.getHttpServer() as ListeningServer)
              : new URL(config.publicUrl).origin,
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
    WorkSignal,
    DeliveryMetrics,
    DeliveryResults,
    DeliverySender,
    DeliveryWorker,
    EndpointHealth,
    EndpointHours,
    EndpointFiguresService,
    EndpointHistoryService,
    EndpointTargets,
    EndpointTransitions,
    QueuedEvents,
    SendScheduler,
    UnreadableLanes,
    LaneShare,
    Lanes,
    WebhooksConsumer,
    WebhookUrlRules,
    EndpointSecrets,
    EndpointHeaders,
    EndpointChanges,
    EndpointSecretRotationService,
    SecretResealing,
    PersonalWebhookService,
    EndpointsService,
    DeliveriesService,
    DeliveryListService,
    DeliveryErasure,
    DeliveryOutcomes,
    DeliveryRetriesService,
    DeliveryFiguresService,
    DeliveryGauges,
    EndpointTestsService,
    EndpointTrace,
    PreviewsService,
    RecentPreviewsService,
    ExplanationsService,
    RecoveriesService,
    RecoveryFeed,
    RecoveryRunner,
    ResendsService,
    NotificationReceiverService,
    BinCleanup,
    BinReceiverService,
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

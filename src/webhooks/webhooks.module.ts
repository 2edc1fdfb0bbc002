import { Module, type OnApplicationShutdown } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AppConfig } from '../common/config.js';
import { AllowedNetworks } from './address-policy.js';
import { GuardedHttp } from './guarded-http.js';
import { internalOrigin, type ListeningServer } from './internal-origin.js';
import { SecretBox } from './secret-box.js';
import { WebhookEndpoint } from './webhook-endpoint.entity.js';

@Module({
  imports: [TypeOrmModule.forFeature([WebhookEndpoint])],
  providers: [
    { provide: SecretBox, inject: [AppConfig], useFactory: (config: AppConfig) => SecretBox.load(config) },
    {
      provide: AllowedNetworks,
      inject: [AppConfig],
      useFactory: ({ webhook }: AppConfig) => AllowedNetworks.parse(webhook.allowedNetworks),
    },
    {
      provide: GuardedHttp,
      inject: [AllowedNetworks, HttpAdapterHost],
      useFactory: (allowed: AllowedNetworks, { httpAdapter }: HttpAdapterHost) =>
        new GuardedHttp({
          allowed,
          internalOrigin: () => internalOrigin(httpAdapter.getHttpServer() as ListeningServer),
        }),
    },
  ],
  exports: [SecretBox, AllowedNetworks, GuardedHttp],
})
export class WebhooksModule implements OnApplicationShutdown {
  constructor(private readonly http: GuardedHttp) {}

  onApplicationShutdown(): Promise<void> {
    return this.http.close();
  }
}

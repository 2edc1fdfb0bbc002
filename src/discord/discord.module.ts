import { Module } from '@nestjs/common';
import { AppConfig } from '../common/config.js';
import { MachinesModule } from '../machines/machines.module.js';
import { WebhooksModule } from '../webhooks/webhooks.module.js';
import { DiscordChannels } from './discord-channels.js';
import { InteractionSignature } from './interaction-signature.js';
import { InteractionsController } from './interactions.controller.js';
import { MachineDecisionsService } from './machine-decisions.service.js';

@Module({
  imports: [WebhooksModule, MachinesModule],
  controllers: [InteractionsController],
  providers: [
    DiscordChannels,
    MachineDecisionsService,
    {
      provide: InteractionSignature,
      inject: [AppConfig],
      useFactory: ({ discord }: AppConfig) => new InteractionSignature(discord.publicKey),
    },
  ],
})
export class DiscordModule {}

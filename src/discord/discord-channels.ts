import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { AppConfig } from '../common/config.js';
import { VERSION } from '../common/version.js';
import { BuiltInEndpoints } from '../webhooks/endpoints/built-in-endpoints.js';
import { eventsByChannel } from './channel-events.js';
import { isUrl } from '../common/urls.js';

/**
 * Channels that the bot posts to. Each is a built-in webhook endpoint, so its messages are as durable as any delivery
 * and keep to Discord's limits. They are updated from the configuration at every start.
 */
@Injectable()
export class DiscordChannels implements OnApplicationBootstrap {
  constructor(
    private readonly config: AppConfig,
    private readonly endpoints: BuiltInEndpoints,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { apiBase, botToken = '', channels } = this.config.discord;
    const headers = { authorization: `Bot ${botToken}`, 'user-agent': userAgent(this.config.publicUrl) };
    await this.endpoints.replace(
      [...eventsByChannel(channels)].map(([id, events]) => ({
        name: `Discord channel ${id}`,
        url: `${apiBase}/channels/${id}/messages`,
        events,
        payloadFormat: 'discord_bot' as const,
        headers,
      })),
    );
  }
}

/** Discord blocks bots without a name of this form. */
function userAgent(publicUrl: string): string {
  const home = isUrl(publicUrl) ? new URL(publicUrl).href : 'http://localhost/';
  return `DiscordBot (${home}, ${VERSION})`;
}

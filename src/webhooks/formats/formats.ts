import { cloudeventsFormat } from './cloudevents.format.js';
import type { DeliveryFormat } from './delivery-format.js';
import { discordBotFormat } from './discord-bot.format.js';
import { discordFormat } from './discord.format.js';
import { notificationFormat } from './notification.format.js';
import { slackFormat } from './slack.format.js';
import { standardFormat } from './standard.format.js';
import { templateFormat } from './template.format.js';
import { xtsystemsFormat } from './xtsystems.format.js';

/** Every format by its name; a new one is one file and one entry. */
export const FORMATS: ReadonlyMap<string, DeliveryFormat> = new Map(
  [
    notificationFormat,
    standardFormat,
    xtsystemsFormat,
    cloudeventsFormat,
    discordFormat,
    discordBotFormat,
    slackFormat,
    templateFormat,
  ].map((format) => [format.name, format]),
);

import { cloudeventsFormat } from './cloudevents.format.js';
import type { DeliveryFormat } from './delivery-format.js';
import { discordBotFormat } from './discord-bot.format.js';
import { discordFormat } from './discord.format.js';
import { notificationFormat } from './notification.format.js';
import { slackFormat } from './slack.format.js';
import { standardFormat } from './standard.format.js';
import { templateFormat } from './template.format.js';
import { xtsystemsFormat } from './xtsystems.format.js';

/** A new format is one file and one entry. */
const ALL = [
  notificationFormat,
  standardFormat,
  xtsystemsFormat,
  cloudeventsFormat,
  discordFormat,
  slackFormat,
  templateFormat,
  discordBotFormat,
] as const;

type AnyFormat = (typeof ALL)[number];

export type StoredFormat = AnyFormat['name'];
/** Those that an endpoint may ask for. */
export type PayloadFormat = Exclude<AnyFormat, { readonly isOffered: false }>['name'];

export const STORED_FORMATS: readonly StoredFormat[] = ALL.map(({ name }) => name);
export const PAYLOAD_FORMATS = ALL.filter(({ isOffered }) => isOffered).map(({ name }) => name as PayloadFormat);

export const FORMATS: ReadonlyMap<string, DeliveryFormat> = new Map(ALL.map((format) => [format.name, format]));

/** The format of a chat service that receives at this host, else `standard`. */
export function formatForHost(host: string): PayloadFormat {
  const known = [...FORMATS.values()].find(({ hosts, isOffered }) => isOffered && hosts?.test(host) === true);
  return (known?.name as PayloadFormat | undefined) ?? 'standard';
}

/** As which further types an event is known to receivers of some format. */
export function otherTypesOf(type: string): string[] {
  return [...FORMATS.values()].flatMap(({ alsoAs }) => alsoAs[type] ?? []);
}

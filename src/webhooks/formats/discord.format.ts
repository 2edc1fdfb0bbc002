import { chatMessage, cut, type ChatMessage } from './chat-message.js';
import { defineFormat, type FormatContext, type FormatSource } from './delivery-format.js';

/** Discord's limits for an embed, in characters. */
const TITLE = 256;
const DESCRIPTION = 4_096;
const FIELDS = 25;
const FIELD_NAME = 256;
const FIELD_VALUE = 1_024;
const FOOTER = 2_048;
const ALL = 6_000;

export interface DiscordEmbed {
  readonly title?: string;
  readonly description?: string;
  readonly url?: string;
  readonly color: number;
  readonly fields?: readonly { readonly name: string; readonly value: string; readonly inline: boolean }[];
  readonly footer?: { readonly text: string };
  readonly timestamp: string;
}

/**
 * An embed in the category's colour, for an incoming webhook of Discord. It never pings anyone, whatever people wrote.
 */
export const discordFormat = defineFormat({
  name: 'discord',
  isChat: true,
  hosts: /^([\w-]+\.)?discord(app)?\.com$/,
  body(source: FormatSource, context: FormatContext): string {
    const embed = discordEmbed(chatMessage(source, context));
    return JSON.stringify({ embeds: [embed], allowed_mentions: { parse: [] } });
  },
});

/** Cut to every limit; the least important goes first: fields, then the description. */
export function discordEmbed(message: ChatMessage): DiscordEmbed {
  const title = cut(message.title, TITLE);
  const footer = cut(message.footer, FOOTER);
  let left = ALL - title.length - footer.length;
  const description = cut(message.text, Math.min(DESCRIPTION, left));
  left -= description.length;
  const fields = [];
  for (const field of message.fields.slice(0, FIELDS)) {
    const name = cut(field.name, FIELD_NAME);
    const value = cut(field.value, FIELD_VALUE);
    // Discord refuses an empty field, and the whole message for a field that is too long.
    if (name === '' || value === '' || name.length + value.length > left) continue;
    left -= name.length + value.length;
    fields.push({ name, value, inline: value.length <= 40 });
  }
  return {
    ...(title !== '' && { title }),
    ...(description !== '' && { description }),
    ...(message.url !== null && { url: message.url }),
    color: message.color,
    ...(fields.length > 0 && { fields }),
    ...(footer !== '' && { footer: { text: footer } }),
    timestamp: message.time.toISOString(),
  };
}

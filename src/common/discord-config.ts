import type { Environment } from './environment.js';
import { isUrl } from './urls.js';

/** Ids become parts of request paths. They are numbers on Discord; a stand-in for Discord may use other names. */
const ID = /^[\w-]{1,64}$/;
/** `ticket.created` or `ticket_created`. */
const EVENT = /^[a-z][a-z0-9]*([._][a-z0-9]+)+$/;
const PUBLIC_KEY = /^[0-9a-f]{64}$/i;

export interface DiscordConfig {
  /** Without a trailing slash. */
  readonly apiBase: string;
  readonly botToken: string | undefined;
  /** 64 hexadecimal digits: the key that verifies Discord's interactions. Unset: interactions are refused. */
  readonly publicKey: string | undefined;
  /** Channel ids by event name, spelt with `.` or `_`, or by `default`. */
  readonly channels: Readonly<Record<string, readonly string[]>>;
  /** Ids of users and roles that may approve or deny machines. */
  readonly approvers: readonly string[];
}

export function discordConfig(env: Environment): DiscordConfig {
  const botToken = env.optional('DISCORD_BOT_TOKEN')?.trim();
  const channels = channelsOf(env);
  if (botToken === undefined && Object.keys(channels).length > 0) {
    env.problems.push('DISCORD_BOT_TOKEN must be set when DISCORD_WEBHOOK_CHANNELS is: the bot posts there.');
  }
  if (botToken !== undefined && !/^[\x21-\x7e]+$/.test(botToken)) {
    env.problems.push('DISCORD_BOT_TOKEN must not contain whitespace or control characters.');
  }
  const approvers = env.list('DISCORD_APPROVERS', []);
  if (!approvers.every((id) => ID.test(id))) {
    env.problems.push('DISCORD_APPROVERS must be a comma list of ids of Discord users or roles.');
  }
  return { apiBase: apiBaseOf(env), botToken, publicKey: publicKeyOf(env), channels, approvers };
}

function apiBaseOf(env: Environment): string {
  const text = env.optional('DISCORD_API_BASE') ?? 'https://discord.com/api/v10';
  if (!isUrl(text) || !/^https?:$/.test(new URL(text).protocol)) {
    env.problems.push(`DISCORD_API_BASE must be an http(s) URL, not "${text}".`);
  }
  return text.replace(/\/+$/, '');
}

function publicKeyOf(env: Environment): string | undefined {
  const key = env.optional('DISCORD_PUBLIC_KEY')?.trim();
  if (key !== undefined && !PUBLIC_KEY.test(key)) {
    env.problems.push("DISCORD_PUBLIC_KEY must be the application's public key: 64 hexadecimal digits.");
  }
  return key;
}

function channelsOf(env: Environment): DiscordConfig['channels'] {
  const text = env.optional('DISCORD_WEBHOOK_CHANNELS');
  if (text === undefined) return {};
  const channels = parsed(text);
  if (isChannels(channels)) return channels;
  env.problems.push(
    'DISCORD_WEBHOOK_CHANNELS must be a JSON object of channel ids by event name or "default", such as ' +
      '{"machine_registered":["123456789012345678"],"default":["123456789012345678"]}.',
  );
  return {};
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isChannels(value: unknown): value is DiscordConfig['channels'] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(
    ([name, ids]: [string, unknown]) =>
      (name === 'default' || EVENT.test(name)) &&
      Array.isArray(ids) &&
      ids.every((id: unknown) => typeof id === 'string' && ID.test(id)),
  );
}

import type { APIInteractionResponse } from 'discord-api-types/v10';
import type { Machine } from '../machines/machine.entity.js';
import { presentable } from '../webhooks/formats/chat-message.js';
import { discordEmbed } from '../webhooks/formats/discord.format.js';

/** Discord's numbers of response types. */
const PONG = 1;
const MESSAGE = 4;
const UPDATE = 7;
/** Visible only to the person who clicked. */
const EPHEMERAL = 64;

const GREEN = 3_066_993;
const RED = 15_158_332;
const NOBODY_IS_PINGED = { parse: [] };

export function pong(): APIInteractionResponse {
  return { type: PONG };
}

/** Visible only to the person who clicked. */
export function whisper(content: string): APIInteractionResponse {
  return { type: MESSAGE, data: { content, flags: EPHEMERAL, allowed_mentions: NOBODY_IS_PINGED } };
}

/** Replaces the message with the buttons. */
export function decidedMessage(machine: Machine, publicUrl: string): APIInteractionResponse {
  const isApproved = machine.status === 'approved';
  const verb = isApproved ? 'Approved' : 'Denied';
  const message = presentable({
    title: `Machine ${machine.status}: ${machine.hostname}`,
    text: `${verb} via Discord by ${machine.decidedBy ?? 'an unknown person'}`,
    color: isApproved ? GREEN : RED,
    fields: [
      { name: 'Ip address', value: machine.ipAddress },
      { name: 'Operating system', value: machine.operatingSystem },
      { name: 'Registered by', value: machine.registeredBy },
    ],
    footer: `${isApproved ? 'machine.approved' : 'machine.denied'} by ${machine.decidedBy ?? 'an unknown person'}`,
    url: publicUrl,
    time: machine.decidedAt ?? machine.updatedAt,
  });
  const { fields = [], ...embed } = discordEmbed(message);
  const embeds = [{ ...embed, fields: [...fields] }];
  return { type: UPDATE, data: { embeds, components: [], allowed_mentions: NOBODY_IS_PINGED } };
}

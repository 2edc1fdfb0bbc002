import { isDeskEvent } from '../../events/desk-events.js';
import { defineFormat, type FormatSource } from './delivery-format.js';
import { discordFormat } from './discord.format.js';

/** Discord's numbers: a row of components, a button, and its colours. */
const ROW = 1;
const BUTTON = 2;
const GREEN = 3;
const RED = 4;

/** The prefix of a button's id on a machine's message; the machine's id follows. */
export const APPROVE_MACHINE = 'approve_machine_';
export const DENY_MACHINE = 'deny_machine_';

/** The message of a channel's webhook, posted by the bot, because only the bot may add buttons. */
export const discordBotFormat = defineFormat({
  name: 'discord_bot',
  isOffered: false,
  isChat: true,
  body(source, context) {
    const text = discordFormat.body(source, context);
    const components = componentsOf(source);
    return components.length === 0 ? text : `${text.slice(0, -1)},"components":${JSON.stringify(components)}}`;
  },
});

/** Another service may report machines of its own, which cannot be approved here. */
function componentsOf({ event, type }: FormatSource): object[] {
  if (!isDeskEvent({ type, source: event.source }, 'machine.registered') || event.entityId === null) return [];
  return [
    {
      type: ROW,
      components: [
        { type: BUTTON, style: GREEN, label: 'Approve', custom_id: `${APPROVE_MACHINE}${event.entityId}` },
        { type: BUTTON, style: RED, label: 'Deny', custom_id: `${DENY_MACHINE}${event.entityId}` },
      ],
    },
  ];
}

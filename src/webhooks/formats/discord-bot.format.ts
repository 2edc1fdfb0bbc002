import { isDeskEvent } from '../../events/desk-events.js';
import { JSON_CONTENT_TYPE, type DeliveryFormat, type FormatSource } from './delivery-format.js';
import { discordFormat } from './discord.format.js';

/** Discord's numbers: a row of components, a button, and its colours. */
const ROW = 1;
const BUTTON = 2;
const GREEN = 3;
const RED = 4;

/** What a button on a machine's message says when it is clicked: the machine's id follows. */
export const APPROVE_MACHINE = 'approve_machine_';
export const DENY_MACHINE = 'deny_machine_';

/** The message of a channel's webhook, posted by the bot: it alone may put buttons under it. */
export const discordBotFormat: DeliveryFormat = {
  name: 'discord_bot',
  contentType: JSON_CONTENT_TYPE,
  families: [],
  body(source, context) {
    const text = discordFormat.body(source, context);
    const components = componentsOf(source);
    return components.length === 0 ? text : `${text.slice(0, -1)},"components":${JSON.stringify(components)}}`;
  },
};

/** Another service may tell of machines of its own; nobody can approve those here. */
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

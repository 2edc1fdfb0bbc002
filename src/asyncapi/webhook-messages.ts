import { EXAMPLE_ID, EXAMPLE_OTHER_ID, EXAMPLE_TIME } from '../common/http/answer-fields.js';
import { ACTOR_TYPES } from '../common/request-context.js';
import { findDefinition, publicDefinitions } from '../events/catalogue/catalogue.js';
import type { EventDefinition } from '../events/catalogue/event-definition.js';
import { idSchema, timeSchema } from '../events/catalogue/schema.js';
import { FORMATS, type PayloadFormat } from '../webhooks/formats/formats.js';
import { fields, ref, TEXT, type JsonSchema, type Message } from './message.js';
import { ENVELOPE_EXAMPLE } from './server-messages.js';
import { exampleHeaders } from './webhook-headers.js';

const ACTOR_EXAMPLE = { id: EXAMPLE_OTHER_ID, name: 'Grace Hopper', type: 'user' };
const ENTITY = { type: 'object', description: 'As in the format `standard` of the same type.' };
const TICKET = findDefinition('ticket.created')?.example ?? {};

/** A type that is in no catalogue, or a known one that another service sent. */
export const OTHER_TYPE = 'any.other';

/** In the format `standard`, by event type; `OTHER_TYPE` for the events of other services under any name. */
export function standardMessages(): Record<string, Message> {
  const known = publicDefinitions().map((definition) => [definition.type, standard(definition)] as const);
  return { ...Object.fromEntries(known), [OTHER_TYPE]: OTHER };
}

/** One message for each format but `standard`. */
export function formatMessages(): Record<Exclude<PayloadFormat, 'standard'>, Message> {
  return {
    notification: described('notification', NOTIFICATION),
    xtsystems: described('xtsystems', XTSYSTEMS),
    cloudevents: described('cloudevents', CLOUDEVENTS),
    discord: described('discord', DISCORD),
    slack: described('slack', SLACK),
    template: described('template', TEMPLATE),
  };
}

function standard({ type, description, example }: EventDefinition): Message {
  return described('standard', {
    summary: description,
    payload: standardPayload({ const: type }, ref(type)),
    example: standardExample(type, example),
    type,
  });
}

function standardPayload(type: JsonSchema, data: JsonSchema): JsonSchema {
  return fields(
    {
      id: { ...idSchema(), description: 'Of the event: the same as `webhook-id`.' },
      type,
      timestamp: timeSchema(),
      created: { ...timeSchema(), description: 'The same as `timestamp`.' },
      sequence: { type: 'integer', minimum: 0, description: 'Its position in the log: tells whether it came late.' },
      actor: ref('EventActor'),
      data,
    },
    { company_id: idSchema(), user_id: idSchema() },
  );
}

function standardExample(type: string, data: object): object {
  const times = { timestamp: EXAMPLE_TIME, created: EXAMPLE_TIME };
  return { id: EXAMPLE_ID, type, ...times, sequence: 4_711, actor: ACTOR_EXAMPLE, data };
}

interface Described extends Message {
  /** The event type of the example; the default is `ticket.created`. */
  readonly type?: string;
}

function described(format: PayloadFormat, { type = 'ticket.created', ...message }: Described): Message {
  const { contentType = '', families = [] } = FORMATS.get(format) ?? {};
  const body = JSON.stringify(message.example);
  return {
    ...message,
    contentType,
    headers: ref('WebhookHeaders'),
    exampleHeaders: exampleHeaders({ id: EXAMPLE_ID, type, body, contentType, families }),
  };
}

const OTHER: Message = described('standard', {
  summary: 'An event of another service under any name, also one that the desk uses.',
  payload: standardPayload(TEXT, { type: 'object' }),
  example: standardExample('invoice.sent', { id: 'inv-7' }),
  type: 'invoice.sent',
});

const NOTIFICATION: Message = {
  summary: 'A notification of one person, to the URL of `PUT /api/users/me/webhook`.',
  payload: fields({
    event: { const: 'notification.created' },
    notification: ref('NotificationEnvelope'),
    data: { type: ['object', 'null'], description: 'Of the event. The same bytes as on the socket.' },
  }),
  example: { event: 'notification.created', notification: ENVELOPE_EXAMPLE, data: TICKET },
};

const XTSYSTEMS: Message = {
  summary: 'An event, for clients of XTSystems.',
  payload: fields({
    event_type: TEXT,
    data: {
      ...ENTITY,
      description: `${ENTITY.description} A ticket also has \`created_by\`, \`updated_by\`, \`company_name\` and \`notes\`.`,
    },
    company_id: idSchema('nullable'),
    timestamp: { type: 'integer', description: 'Of the event, in Unix seconds.' },
  }),
  example: { event_type: 'ticket.created', data: TICKET, company_id: null, timestamp: 1_769_851_800 },
};

const CLOUDEVENTS: Message = {
  summary: 'An event, as CloudEvents 1.0 in structured JSON.',
  payload: fields(
    {
      specversion: { const: '1.0' },
      id: idSchema(),
      source: { type: 'string', description: '`PUBLIC_URL` of the server.' },
      type: TEXT,
      time: timeSchema(),
      datacontenttype: { const: 'application/json' },
      sequence: { type: 'string', pattern: String.raw`^\d{16,}$`, description: 'The position in the log, padded.' },
      actorname: TEXT,
      actortype: { enum: [...ACTOR_TYPES] },
      data: ENTITY,
    },
    {
      subject: TEXT,
      actorid: TEXT,
      companyid: idSchema(),
      userid: idSchema(),
    },
  ),
  example: {
    specversion: '1.0',
    id: EXAMPLE_ID,
    source: 'https://desk.example.com',
    type: 'ticket.created',
    time: EXAMPLE_TIME,
    datacontenttype: 'application/json',
    sequence: '0000000000004711',
    actorname: 'Grace Hopper',
    actortype: 'user',
    data: TICKET,
  },
};

const EMBED = fields(
  { color: { type: 'integer', minimum: 0, maximum: 0xff_ff_ff }, timestamp: timeSchema() },
  {
    title: { type: 'string', maxLength: 256 },
    description: { type: 'string', maxLength: 4_096 },
    url: TEXT,
    fields: {
      type: 'array',
      maxItems: 25,
      items: fields({ name: TEXT, value: TEXT, inline: { type: 'boolean' } }),
    },
    footer: fields({ text: TEXT }),
  },
);

const DISCORD: Message = {
  summary: 'An embed for an incoming webhook of Discord.',
  payload: fields(
    {
      embeds: { type: 'array', minItems: 1, maxItems: 1, items: EMBED },
      allowed_mentions: { const: { parse: [] }, description: 'It never pings anyone.' },
    },
    { components: { type: 'array', description: 'Buttons, in the channels of the bot alone.' } },
  ),
  example: {
    embeds: [{ title: 'Ticket #42 created', color: 65_535, timestamp: EXAMPLE_TIME }],
    allowed_mentions: { parse: [] },
  },
};

const SLACK: Message = {
  summary: 'Block Kit for an incoming webhook of Slack.',
  payload: fields({
    text: TEXT,
    attachments: {
      type: 'array',
      minItems: 1,
      maxItems: 1,
      items: fields({
        color: { type: 'string', pattern: '^#[0-9a-f]{6}$' },
        blocks: { type: 'array', items: { type: 'object', required: ['type'], properties: { type: TEXT } } },
      }),
    },
  }),
  example: {
    text: 'Ticket #42 created',
    attachments: [
      {
        color: '#00ffff',
        blocks: [{ type: 'header', text: { type: 'plain_text', text: 'Ticket #42 created', emoji: false } }],
      },
    ],
  },
};

const TEMPLATE: Message = {
  summary: "What the endpoint's own template writes.",
  payload: { description: 'Anything that its template writes.', additionalProperties: true },
  example: { text: 'The printer is on fire' },
};

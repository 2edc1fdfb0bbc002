import { NO_SUBJECT, type EventDefinition, type Push } from './event-definition.js';
import { EXAMPLE_ID, EXAMPLE_TIME } from '../../common/http/answer-fields.js';
import { idSchema, objectSchema, timeSchema } from './schema.js';

const PUSH: Push = { room: 'webhooks', joinableBy: 'everyone', message: 'webhook.update', answer: null };
const ON_ENDPOINT = { ...NO_SUBJECT, origin: 'system', subject: 'endpoint' } as const;

const HEALTH_FIELDS = {
  id: idSchema(),
  name: { type: 'string' },
  owner_type: { type: 'string', enum: ['user', 'company', 'system'] },
  active: { type: 'boolean' },
  failing_since: timeSchema('nullable'),
  failing_reason: { type: ['string', 'null'] },
  disabled_reason: { type: ['string', 'null'] },
};
const health = objectSchema(HEALTH_FIELDS);
const healthExample = {
  id: EXAMPLE_ID,
  name: 'hooks.example.com',
  owner_type: 'user',
  active: true,
  failing_since: EXAMPLE_TIME,
  failing_reason: 'All attempts failed.',
  disabled_reason: null,
};

/** Events about Carillon's own work. No entity's life cycle makes them; code records them explicitly. */
export const OWN_EVENTS: readonly EventDefinition[] = [
  {
    type: 'webhook.test',
    ...NO_SUBJECT,
    origin: 'system',
    category: 'SYSTEM',
    description: 'A user requested a test notification.',
    triggers: [],
    audiences: ['webhook_test'],
    push: null,
    schema: objectSchema({
      message: { type: 'string' },
      timestamp: timeSchema(),
      webhook_id: idSchema('nullable'),
    }),
    example: { message: 'This is a test.', timestamp: EXAMPLE_TIME, webhook_id: EXAMPLE_ID },
  },
  ...(
    [
      ['webhook.failing', 'All attempts at an endpoint have failed for half of the time after which it is disabled.'],
      [
        'webhook.disabled',
        'An endpoint was disabled: it failed for too long, or its receiver is gone. It gets nothing until it is enabled.',
      ],
      ['webhook.recovered', 'A failing endpoint accepts deliveries again.'],
    ] as const
  ).map(([type, description]): EventDefinition => ({
    type,
    ...ON_ENDPOINT,
    category: 'SYSTEM',
    description,
    triggers: [],
    audiences: [],
    push: PUSH,
    schema: health,
    example: healthExample,
  })),
  {
    type: 'webhook.manager_left',
    ...ON_ENDPOINT,
    category: 'SYSTEM',
    description:
      'The manager who created this endpoint of a company no longer manages the company. The endpoint keeps sending.',
    triggers: [],
    audiences: [],
    push: PUSH,
    schema: objectSchema({ ...HEALTH_FIELDS, created_by: idSchema() }),
    example: { ...healthExample, owner_type: 'company', failing_since: null, created_by: EXAMPLE_ID },
  },
  {
    type: 'system.event_quarantined',
    ...NO_SUBJECT,
    needsAdmins: 'always',
    origin: 'system',
    category: 'SYSTEM',
    description: 'An event could not be processed and was set aside: see GET /api/events/quarantine.',
    triggers: [],
    audiences: ['event_quarantined'],
    push: null,
    schema: objectSchema({
      event_id: idSchema(),
      event_type: { type: 'string' },
      error: { type: 'string' },
      sqlstate: { type: ['string', 'null'] },
      consumer: { type: ['string', 'null'] },
      tries: { type: 'integer' },
    }),
    example: {
      event_id: EXAMPLE_ID,
      event_type: 'ticket.created',
      error: 'error: invalid input syntax for type uuid: "…"',
      sqlstate: '22P02',
      consumer: 'notifications',
      tries: 1,
    },
  },
  {
    type: 'inbox.changed',
    ...NO_SUBJECT,
    origin: 'log',
    category: 'SYSTEM',
    description: 'Notifications of one person were read, archived or deleted.',
    triggers: [],
    audiences: [],
    push: null,
    schema: objectSchema({ ids: { type: 'array', items: idSchema() }, delta: { type: 'integer' } }),
    example: { ids: [EXAMPLE_ID], read_at: EXAMPLE_TIME, delta: -1 },
  },
  {
    type: 'fan_out.continued',
    ...NO_SUBJECT,
    origin: 'log',
    category: 'SYSTEM',
    description: 'Notifies the next part of a large audience of an earlier event.',
    triggers: [],
    audiences: [],
    push: null,
    schema: objectSchema({ event_id: idSchema(), after: idSchema() }),
    example: { event_id: EXAMPLE_ID, after: EXAMPLE_ID },
  },
];

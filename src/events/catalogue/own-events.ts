import { NO_SUBJECT, type EventDefinition } from './event-definition.js';
import { EXAMPLE_ID, EXAMPLE_TIME, idSchema, objectSchema, timeSchema } from './schema.js';

const PUSH = { message: 'webhook.update', room: 'webhooks' } as const;
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

/** What Carillon itself tells: no entity's life cycle stands behind these, they are recorded by hand. */
export const OWN_EVENTS: readonly EventDefinition[] = [
  {
    type: 'webhook.test',
    ...NO_SUBJECT,
    origin: 'system',
    category: 'SYSTEM',
    description: 'Somebody tries the own channels.',
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
        'An endpoint gets nothing more until somebody enables it: it failed for too long, or is gone.',
      ],
      ['webhook.recovered', 'An endpoint that had been failing takes deliveries again.'],
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
    description: 'The manager who made this endpoint of a company is not a manager there any more; it goes on sending.',
    triggers: [],
    audiences: [],
    push: PUSH,
    schema: objectSchema({ ...HEALTH_FIELDS, created_by: idSchema() }),
    example: { ...healthExample, owner_type: 'company', failing_since: null, created_by: EXAMPLE_ID },
  },
  {
    type: 'system.event_quarantined',
    ...NO_SUBJECT,
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
    description: 'The next part of an audience too large for one transaction is told of an earlier event.',
    triggers: [],
    audiences: [],
    push: null,
    schema: objectSchema({ event_id: idSchema(), after: idSchema() }),
    example: { event_id: EXAMPLE_ID, after: EXAMPLE_ID },
  },
];

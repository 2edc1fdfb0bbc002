import type { EventDefinition } from './event-definition.js';
import { EXAMPLE_ID, EXAMPLE_TIME, idSchema, objectSchema, timeSchema } from './schema.js';

/** What Carillon itself tells: no entity's life cycle stands behind these, they are recorded by hand. */
export const OWN_EVENTS: readonly EventDefinition[] = [
  {
    type: 'webhook.test',
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
  {
    type: 'inbox.changed',
    category: 'SYSTEM',
    description: 'Notifications of one person were read, archived or deleted.',
    triggers: [],
    audiences: [],
    push: null,
    isHidden: true,
    schema: objectSchema({ ids: { type: 'array', items: idSchema() }, delta: { type: 'integer' } }),
    example: { ids: [EXAMPLE_ID], read_at: EXAMPLE_TIME, delta: -1 },
  },
];

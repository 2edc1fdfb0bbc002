import { DEFAULT_PRIORITIES, Settings, settingsView } from '../../settings/settings.entity.js';
import { SETTINGS_VISIBILITY } from '../../settings/settings.policy.js';
import { trigger, type EventDefinition } from './event-definition.js';
import { EXAMPLE_TIME, objectSchema, timeSchema } from './schema.js';

const ON_SETTINGS = { origin: 'desk', subject: 'settings', part: null, people: [], mayBeInternal: false } as const;

export const SETTINGS_EVENTS: readonly EventDefinition[] = [
  {
    type: 'system.settings_updated',
    ...ON_SETTINGS,
    revokesAccess: null,
    category: 'SYSTEM',
    description: 'An admin changed settings of the desk; `changed_fields` names them.',
    triggers: [
      trigger({
        entity: Settings,
        on: 'update',
        project: ({ entity, changes }) => ({
          entityId: entity.id,
          data: { ...settingsView(entity), changed_fields: Object.keys(changes) },
          orderingKey: entity.id,
          companyId: null,
          visibleTo: SETTINGS_VISIBILITY,
        }),
      }),
    ],
    audiences: [],
    push: null,
    schema: objectSchema({
      site_name: { type: 'string' },
      support_email: { type: ['string', 'null'] },
      default_ticket_priority: { type: 'string', enum: [...DEFAULT_PRIORITIES] },
      registration: { type: ['string', 'null'] },
      updated_by: { type: ['string', 'null'] },
      updated_at: timeSchema(),
      changed_fields: { type: 'array', items: { type: 'string' } },
    }),
    example: {
      site_name: 'Acme support',
      support_email: 'help@example.com',
      default_ticket_priority: 'normal',
      registration: null,
      updated_by: 'Grace',
      updated_at: EXAMPLE_TIME,
      changed_fields: ['site_name', 'support_email'],
    },
  },
];

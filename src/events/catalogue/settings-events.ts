import { SettingsAnswer } from '../../settings/settings.answers.js';
import { Settings, settingsView } from '../../settings/settings.entity.js';
import { SETTINGS_VISIBILITY } from '../../settings/settings.policy.js';
import { shapeOf } from './answer-shape.js';
import { ON_RECORD, trigger, type EventDefinition } from './event-definition.js';
import { withFields } from './schema.js';

const SETTINGS = { entity: Settings, compared: settingsView };

const settings = shapeOf(SettingsAnswer);

export const SETTINGS_EVENTS: readonly EventDefinition[] = [
  {
    type: 'system.settings_updated',
    ...ON_RECORD,
    revokesAccess: null,
    category: 'SYSTEM',
    description: 'An admin changed settings of the desk; `changed_fields` names them.',
    triggers: [
      trigger({
        ...SETTINGS,
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
    schema: withFields(settings.schema, { changed_fields: { type: 'array', items: { type: 'string' } } }),
    example: { ...settings.example, changed_fields: ['site_name', 'support_email'] },
  },
];

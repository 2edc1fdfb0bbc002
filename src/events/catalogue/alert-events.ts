import { Alert, ALERT_SEVERITIES, ALERT_STATUSES, alertView } from '../../alerts/alert.entity.js';
import { ALERT_VISIBILITY } from '../../alerts/alerts.policy.js';
import { trigger, type EntityChange, type EventDefinition, type Snapshot } from './event-definition.js';
import { EXAMPLE_ID, EXAMPLE_TIME, idSchema, objectSchema, timeSchema } from './schema.js';

const PUSH = { message: 'alert.update', room: 'alerts' } as const;
const ON_ALERT = { origin: 'desk', subject: 'alert', part: null, people: [], mayBeInternal: false } as const;

const example = {
  id: EXAMPLE_ID,
  message: 'The disk of backup-3 is nearly full.',
  alert_type: 'disk',
  severity: 'high',
  source: 'backup-3',
  details: { used_percent: 93 },
  status: 'active',
  resolved_by: null,
  resolved_at: null,
  version: 1,
  created_at: EXAMPLE_TIME,
  updated_at: EXAMPLE_TIME,
};

const schema = objectSchema({
  id: idSchema(),
  message: { type: 'string' },
  alert_type: { type: 'string' },
  severity: { type: 'string', enum: [...ALERT_SEVERITIES] },
  source: { type: ['string', 'null'] },
  details: { type: ['object', 'null'] },
  status: { type: 'string', enum: [...ALERT_STATUSES] },
  resolved_by: { type: ['string', 'null'] },
  resolved_at: timeSchema('nullable'),
  version: { type: 'integer' },
  created_at: timeSchema(),
  updated_at: timeSchema(),
});

export const ALERT_EVENTS: readonly EventDefinition[] = [
  {
    type: 'alert.triggered',
    ...ON_ALERT,
    revokesAccess: null,
    category: 'SECURITY',
    description: 'Something is wrong, and somebody has to look at it.',
    triggers: [trigger({ entity: Alert, on: 'insert', project: snapshot })],
    audiences: [],
    push: PUSH,
    schema,
    example,
  },
  {
    type: 'alert.resolved',
    ...ON_ALERT,
    revokesAccess: null,
    category: 'SECURITY',
    description: 'What an alert told of is over.',
    triggers: [
      trigger({
        entity: Alert,
        on: 'update',
        when: ({ changes }) => changes['status']?.[1] === 'resolved',
        project: snapshot,
      }),
    ],
    audiences: [],
    push: PUSH,
    schema,
    example: { ...example, version: 2, status: 'resolved', resolved_by: 'Grace', resolved_at: EXAMPLE_TIME },
  },
];

function snapshot({ entity }: EntityChange<Alert>): Snapshot {
  return {
    entityId: entity.id,
    data: alertView(entity),
    orderingKey: entity.id,
    companyId: null,
    visibleTo: ALERT_VISIBILITY,
  };
}

import { AlertAnswer } from '../../alerts/alerts.answers.js';
import { Alert, alertView } from '../../alerts/alert.entity.js';
import { ALERT_VISIBILITY } from '../../alerts/alerts.policy.js';
import { shapeOf } from './answer-shape.js';
import {
  ON_RECORD,
  trigger,
  type EntityChange,
  type EventDefinition,
  type Push,
  type Snapshot,
} from './event-definition.js';
import { EXAMPLE_TIME } from '../../common/http/answer-fields.js';

const ALERT = { entity: Alert, compared: alertView };
const PUSH: Push = { room: 'alerts', joinableBy: 'staff', message: 'alert.update', answer: AlertAnswer };

const { schema, example } = shapeOf(AlertAnswer);

export const ALERT_EVENTS: readonly EventDefinition[] = [
  {
    type: 'alert.triggered',
    ...ON_RECORD,
    revokesAccess: null,
    category: 'SECURITY',
    description: 'An alert was triggered.',
    triggers: [trigger({ ...ALERT, on: 'insert', project: snapshot })],
    audiences: [],
    push: PUSH,
    schema,
    example,
  },
  {
    type: 'alert.resolved',
    ...ON_RECORD,
    revokesAccess: null,
    category: 'SECURITY',
    description: 'An alert was resolved.',
    triggers: [
      trigger({
        ...ALERT,
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

import { MachineAnswer } from '../../machines/machines.answers.js';
import { Machine, machineView, type MachineDecision } from '../../machines/machine.entity.js';
import { MACHINE_VISIBILITY } from '../../machines/machines.policy.js';
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

const MACHINE = { entity: Machine, compared: machineView };
const PUSH: Push = { room: 'machines', joinableBy: 'staff', message: 'machine.update', answer: MachineAnswer };

const { schema, example } = shapeOf(MachineAnswer);

export const MACHINE_EVENTS: readonly EventDefinition[] = [
  {
    type: 'machine.registered',
    ...ON_RECORD,
    revokesAccess: null,
    category: 'VPS',
    description: 'A machine registered and waits for approval.',
    triggers: [trigger({ ...MACHINE, on: 'insert', project: snapshot })],
    audiences: [],
    push: PUSH,
    schema,
    example,
  },
  decided('approved', 'A machine was approved.'),
  decided('denied', 'A machine was denied.'),
];

function decided(decision: MachineDecision, description: string): EventDefinition {
  return {
    type: `machine.${decision}`,
    ...ON_RECORD,
    revokesAccess: null,
    category: 'VPS',
    description,
    triggers: [
      trigger({
        ...MACHINE,
        on: 'update',
        when: ({ changes }) => changes['status']?.[1] === decision,
        project: snapshot,
      }),
    ],
    audiences: [],
    push: PUSH,
    schema,
    example: { ...example, version: 2, status: decision, decided_by: 'Grace', decided_at: EXAMPLE_TIME },
  };
}

function snapshot({ entity }: EntityChange<Machine>): Snapshot {
  return {
    entityId: entity.id,
    data: machineView(entity),
    orderingKey: entity.id,
    companyId: entity.companyId ?? null,
    visibleTo: MACHINE_VISIBILITY,
  };
}

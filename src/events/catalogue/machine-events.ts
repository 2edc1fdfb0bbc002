import { Machine, MACHINE_STATUSES, machineView, type MachineDecision } from '../../machines/machine.entity.js';
import { MACHINE_VISIBILITY } from '../../machines/machines.policy.js';
import { trigger, type EntityChange, type EventDefinition, type Snapshot } from './event-definition.js';
import { EXAMPLE_ID, EXAMPLE_OTHER_ID, EXAMPLE_TIME, idSchema, objectSchema, timeSchema } from './schema.js';

const PUSH = { message: 'machine.update', room: 'machines' } as const;
const ON_MACHINE = { origin: 'desk', subject: 'machine', part: null, people: [], mayBeInternal: false } as const;

const example = {
  id: EXAMPLE_ID,
  hostname: 'desk-17.acme.local',
  ip_address: '10.0.4.17',
  operating_system: 'Debian 13',
  company_id: EXAMPLE_OTHER_ID,
  status: 'pending',
  registered_by: 'Roll-out',
  decided_by: null,
  decided_at: null,
  version: 1,
  created_at: EXAMPLE_TIME,
  updated_at: EXAMPLE_TIME,
};

const schema = objectSchema({
  id: idSchema(),
  hostname: { type: 'string' },
  ip_address: { type: 'string' },
  operating_system: { type: 'string' },
  company_id: idSchema('nullable'),
  status: { type: 'string', enum: [...MACHINE_STATUSES] },
  registered_by: { type: 'string' },
  decided_by: { type: ['string', 'null'] },
  decided_at: timeSchema('nullable'),
  version: { type: 'integer' },
  created_at: timeSchema(),
  updated_at: timeSchema(),
});

export const MACHINE_EVENTS: readonly EventDefinition[] = [
  {
    type: 'machine.registered',
    ...ON_MACHINE,
    revokesAccess: null,
    category: 'VPS',
    description: 'A machine asks to be let in; somebody has to approve or deny it.',
    triggers: [trigger({ entity: Machine, on: 'insert', project: snapshot })],
    audiences: [],
    push: PUSH,
    schema,
    example,
  },
  decided('approved', 'A machine was let in.'),
  decided('denied', 'A machine was turned away.'),
];

function decided(decision: MachineDecision, description: string): EventDefinition {
  return {
    type: `machine.${decision}`,
    ...ON_MACHINE,
    revokesAccess: null,
    category: 'VPS',
    description,
    triggers: [
      trigger({
        entity: Machine,
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

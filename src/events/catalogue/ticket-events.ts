import type { Visibility } from '../../common/visibility.js';
import { loadMutedBy, loadTicketAccess } from '../../tickets/ticket-access.js';
import { TicketWatcher } from '../../tickets/ticket-watcher.entity.js';
import { Ticket, TICKET_PRIORITIES, TICKET_STATUSES, ticketView } from '../../tickets/ticket.entity.js';
import { ticketVisibility } from '../../tickets/tickets.policy.js';
import { trigger, type EntityChange, type EventDefinition, type Snapshot } from './event-definition.js';
import { EXAMPLE_ID, EXAMPLE_OTHER_ID, EXAMPLE_TIME, idSchema, objectSchema, timeSchema } from './schema.js';

const PUSH = { message: 'ticket.update', room: 'tickets' } as const;
const ON_TICKET = {
  origin: 'desk',
  subject: 'ticket',
  part: null,
  people: ['requester_id', 'assignee_id'],
  mayBeInternal: false,
} as const;
const DONE = ['closed', 'resolved'];

const example = {
  id: EXAMPLE_ID,
  number: 42,
  title: 'The printer is on fire',
  description: 'Third floor, next to the lift.',
  status: 'open',
  priority: 'high',
  tags: ['printer'],
  requester_id: EXAMPLE_OTHER_ID,
  requester_name: 'Ada',
  assignee_id: null,
  assignee_name: null,
  company_id: null,
  version: 1,
  created_at: EXAMPLE_TIME,
  updated_at: EXAMPLE_TIME,
  resolved_at: null,
  closed_at: null,
};

const schema = objectSchema({
  id: idSchema(),
  number: { type: 'integer' },
  title: { type: 'string' },
  description: { type: 'string' },
  status: { type: 'string', enum: [...TICKET_STATUSES] },
  priority: { type: 'string', enum: [...TICKET_PRIORITIES] },
  tags: { type: 'array', items: { type: 'string' } },
  requester_id: idSchema(),
  requester_name: { type: ['string', 'null'] },
  assignee_id: idSchema('nullable'),
  assignee_name: { type: ['string', 'null'] },
  company_id: idSchema('nullable'),
  version: { type: 'integer' },
  created_at: timeSchema(),
  updated_at: timeSchema(),
  resolved_at: timeSchema('nullable'),
  closed_at: timeSchema('nullable'),
});

const deletedExample = {
  id: EXAMPLE_ID,
  number: 42,
  requester_id: EXAMPLE_OTHER_ID,
  assignee_id: null,
  company_id: null,
  deleted: true,
  deleted_at: EXAMPLE_TIME,
};

const deletedSchema = objectSchema({ id: idSchema(), deleted: { const: true } });

export const TICKET_EVENTS: readonly EventDefinition[] = [
  {
    type: 'ticket.created',
    ...ON_TICKET,
    revokesAccess: null,
    category: 'SUPPORT',
    description: 'Somebody opened a ticket.',
    triggers: [trigger({ entity: Ticket, on: 'insert', project: snapshot })],
    audiences: ['new_ticket'],
    push: PUSH,
    schema,
    example,
  },
  {
    type: 'ticket.updated',
    ...ON_TICKET,
    revokesAccess: 'to-subject',
    category: 'SUPPORT',
    description: 'Fields of a ticket changed; `changes` names them with their old and new values.',
    triggers: [trigger({ entity: Ticket, on: 'update', project: snapshot })],
    audiences: ['ticket_updated'],
    push: PUSH,
    schema,
    example: { ...example, version: 2, status: 'in_progress' },
  },
  {
    type: 'ticket.assigned',
    ...ON_TICKET,
    revokesAccess: null,
    category: 'SUPPORT',
    description: 'A ticket got an assignee, or another one. Follows its `ticket.updated`.',
    triggers: [
      trigger({
        entity: Ticket,
        on: 'update',
        when: ({ entity, changes }) => 'assignee_id' in changes && entity.assigneeId !== null,
        project: snapshot,
      }),
      trigger({ entity: Ticket, on: 'insert', when: ({ entity }) => Boolean(entity.assigneeId), project: snapshot }),
    ],
    audiences: ['ticket_assigned'],
    push: PUSH,
    schema,
    example: { ...example, version: 2, assignee_id: EXAMPLE_ID, assignee_name: 'Grace' },
  },
  {
    type: 'ticket.closed',
    ...ON_TICKET,
    revokesAccess: null,
    category: 'SUPPORT',
    description: 'A ticket became resolved or closed. Follows its `ticket.updated`.',
    triggers: [trigger({ entity: Ticket, on: 'update', when: becameDone, project: snapshot })],
    audiences: [],
    push: PUSH,
    schema,
    example: { ...example, version: 3, status: 'closed', closed_at: EXAMPLE_TIME },
  },
  {
    type: 'ticket.deleted',
    ...ON_TICKET,
    revokesAccess: 'to-subject',
    category: 'SUPPORT',
    description: 'A ticket is gone, with all that hung on it; or it is gone from the sight of the one who is told.',
    triggers: [
      trigger({
        entity: Ticket,
        on: 'remove',
        lookUp: async (ticket, sql) => {
          const access = (await loadTicketAccess(sql, [ticket.id])).get(ticket.id);
          const { id, requesterId, assigneeId, companyId } = ticket;
          const visibility = ticketVisibility(access ?? { id, requesterId, assigneeId, companyId, watcherIds: [] });
          return { ...visibility, mutedBy: await loadMutedBy(sql, id) };
        },
        project: removal,
      }),
      trigger({ entity: Ticket, on: 'update', when: mayHaveLostReaders, project: loss }),
      trigger({ entity: TicketWatcher, on: 'remove', project: watcherLoss }),
    ],
    audiences: ['ticket_deleted'],
    push: PUSH,
    schema: deletedSchema,
    example: deletedExample,
  },
];

function snapshot({ entity }: EntityChange<Ticket>): Snapshot {
  return {
    entityId: entity.id,
    data: ticketView(entity),
    orderingKey: entity.id,
    companyId: entity.companyId ?? null,
    withoutChanges: entity.isErasure === true,
  };
}

/** From resolved to closed nothing ends anew. */
function becameDone({ entity, changes }: EntityChange<Ticket>): boolean {
  const before = changes['status']?.[0];
  return typeof before === 'string' && DONE.includes(entity.status) && !DONE.includes(before);
}

function removal({ entity, found }: EntityChange<Ticket>): Snapshot {
  return {
    entityId: entity.id,
    data: {
      id: entity.id,
      number: entity.number,
      requester_id: entity.requesterId,
      assignee_id: entity.assigneeId,
      company_id: entity.companyId,
      deleted: true,
      deleted_at: new Date().toISOString(),
    },
    orderingKey: entity.id,
    companyId: entity.companyId,
    visibleTo: found,
  };
}

function mayHaveLostReaders({ changes }: EntityChange<Ticket>): boolean {
  return 'requester_id' in changes || (changes['company_id']?.[0] ?? null) !== null;
}

/** For those who could see it before and cannot now; whoever still may is left out when it is sent. */
function loss({ entity, changes }: EntityChange<Ticket>): Snapshot {
  const requester = changes['requester_id']?.[0];
  const company = changes['company_id']?.[0];
  return lostBy(entity.id, {
    staff: false,
    userIds: typeof requester === 'string' ? [requester] : [],
    managersOf: typeof company === 'string' ? company : null,
  });
}

function watcherLoss({ entity }: EntityChange<TicketWatcher>): Snapshot {
  return lostBy(entity.ticketId, { staff: false, userIds: [entity.userId], managersOf: null });
}

function lostBy(ticketId: string, visibleTo: Visibility): Snapshot {
  return {
    entityId: ticketId,
    data: { id: ticketId, deleted: true },
    orderingKey: ticketId,
    companyId: null,
    scope: 'lost',
    visibleTo,
    // What the ticket became by the same write is not theirs any more.
    withoutChanges: true,
  };
}

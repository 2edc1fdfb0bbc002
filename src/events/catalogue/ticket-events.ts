import { TicketAnswer } from '../../tickets/tickets.answers.js';
import type { Visibility } from '../../common/visibility.js';
import { loadMutedBy, loadTicketAccess } from '../../tickets/ticket-access.js';
import { TicketWatcher } from '../../tickets/ticket-watcher.entity.js';
import { Ticket, ticketView } from '../../tickets/ticket.entity.js';
import { ticketVisibility } from '../../tickets/tickets.policy.js';
import { shapeOf } from './answer-shape.js';
import { trigger, type EntityChange, type EventDefinition, type Push, type Snapshot } from './event-definition.js';
import { EXAMPLE_ID, EXAMPLE_OTHER_ID, EXAMPLE_TIME } from '../../common/http/answer-fields.js';
import { idSchema, objectSchema } from './schema.js';

const TICKET = { entity: Ticket, compared: ticketView };
const TICKET_WATCHER = { entity: TicketWatcher, compared: () => ({}) };
const PUSH: Push = { room: 'tickets', joinableBy: 'everyone', message: 'ticket.update', answer: TicketAnswer };
const ON_TICKET = {
  origin: 'desk',
  subject: 'ticket',
  part: null,
  people: ['requester_id', 'assignee_id'],
  mayBeInternal: false,
  isDeletion: false,
  needsAdmins: 'never',
} as const;
const DONE = ['closed', 'resolved'];

const { schema, example } = shapeOf(TicketAnswer);

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
    needsAdmins: 'always',
    revokesAccess: null,
    category: 'SUPPORT',
    description: 'A ticket was created.',
    triggers: [trigger({ ...TICKET, on: 'insert', project: snapshot })],
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
    description: 'A ticket was updated; `changes` names the fields with their old and new values.',
    triggers: [trigger({ ...TICKET, on: 'update', project: snapshot })],
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
    description: 'A ticket was assigned to a person. Follows its `ticket.updated`.',
    triggers: [
      trigger({
        ...TICKET,
        on: 'update',
        when: ({ entity, changes }) => 'assignee_id' in changes && entity.assigneeId !== null,
        project: snapshot,
      }),
      trigger({ ...TICKET, on: 'insert', when: ({ entity }) => Boolean(entity.assigneeId), project: snapshot }),
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
    description: 'A ticket was resolved or closed. Follows its `ticket.updated`.',
    triggers: [trigger({ ...TICKET, on: 'update', when: becameDone, project: snapshot })],
    audiences: [],
    push: PUSH,
    schema,
    example: { ...example, version: 3, status: 'closed', closed_at: EXAMPLE_TIME },
  },
  {
    type: 'ticket.deleted',
    ...ON_TICKET,
    isDeletion: true,
    revokesAccess: 'to-subject',
    category: 'SUPPORT',
    description:
      'A ticket was deleted with its comments and attachments. People who lose the right to see a ticket get this event too.',
    triggers: [
      trigger({
        ...TICKET,
        on: 'remove',
        lookUp: async (ticket, sql) => {
          const access = (await loadTicketAccess(sql, [ticket.id])).get(ticket.id);
          const { id, requesterId, assigneeId, companyId } = ticket;
          const visibility = ticketVisibility(access ?? { id, requesterId, assigneeId, companyId, watcherIds: [] });
          return { ...visibility, mutedBy: await loadMutedBy(sql, id) };
        },
        project: removal,
      }),
      trigger({ ...TICKET, on: 'update', when: mayHaveLostReaders, project: loss }),
      trigger({ ...TICKET_WATCHER, on: 'remove', project: watcherLoss }),
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

/** From resolved to closed nothing new ends. */
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

/** For people who could see it before and cannot now. Anyone who still may is left out when it is sent. */
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
    // Recipients who lost the ticket must not see its state after the same write.
    withoutChanges: true,
  };
}

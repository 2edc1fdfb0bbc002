import type { Channels, DeskModel, ModelEvent, ModelPerson, ModelTicket } from './desk-model.js';

const OPEN: Channels = { inbox: true, socket: true, webhook: true };

/** Person and notification type; of several for one person the first counts. */
type Claim = readonly [personId: string | null | undefined, type: string];

/** What of a notification a person has to be shown, and by which channels. */
export interface MustBeTold {
  readonly personId: string;
  readonly type: string;
  readonly channels: Channels;
}

/** The recipient table of the contract, written down once more: who must be told of an event just now, and who not. */
export function mustBeTold(model: DeskModel, event: ModelEvent): MustBeTold[] {
  if (event.scope === 'lost') return [];
  const told = new Map<string, MustBeTold>();
  for (const [personId, type] of claims(model, event)) {
    const person = model.people.find(({ id }) => id === personId);
    if (person === undefined || told.has(person.id) || !isWithinReach(model, event, person)) continue;
    told.set(person.id, { personId: person.id, type, channels: person.channels[type] ?? OPEN });
  }
  return [...told.values()].filter(({ channels }) => channels.inbox || channels.socket || channels.webhook);
}

function isWithinReach(model: DeskModel, event: ModelEvent, person: ModelPerson): boolean {
  if (!person.isActive || person.id === event.actorId) return false;
  return model.maySeeEvent(person, event) && !model.mutes.has(`${event.ticketId} ${person.id}`);
}

function claims(model: DeskModel, event: ModelEvent): Claim[] {
  const admins = model.people.filter(({ role }) => role === 'admin').map(({ id }) => id);
  const { type, data, before, after } = event;
  if (type === 'ticket.created') return admins.map((id) => [id, 'new_ticket']);
  if (type === 'ticket.assigned') return [[data.assignee_id, 'ticket_assigned']];
  if (type === 'ticket.updated') return ofUpdate(event);
  if (type === 'ticket.deleted') return peopleOf(before.ticket, 'ticket_deleted');
  if (type === 'comment.created') {
    const unassigned = after?.assigneeId === null ? admins : [];
    return [
      ...mentionsIn(data.content),
      [model.comment(data.parent_id)?.authorId, 'reply_to_comment'],
      ...peopleOf(after, 'comment_on_ticket'),
      ...unassigned.map((id): Claim => [id, 'comment_on_ticket']),
    ];
  }
  if (type === 'user.deactivated') return admins.map((id) => [id, 'user_deactivated']);
  return /^(comment|attachment)\./.test(type) ? peopleOf(after, type.replace('.', '_')) : [];
}

/** The new assignee is told that the ticket is his, and by that alone. */
function ofUpdate({ before, after, changes }: ModelEvent): Claim[] {
  const isReassigned = changes?.['assignee_id'] !== undefined;
  return [...peopleOf(after, 'ticket_updated'), [before.ticket?.assigneeId, 'ticket_updated'] as const].filter(
    ([personId]) => !isReassigned || personId !== after?.assigneeId,
  );
}

function peopleOf(ticket: ModelTicket | undefined, type: string): Claim[] {
  if (ticket === undefined) return [];
  return [ticket.assigneeId, ticket.requesterId, ...ticket.watcherIds].map((personId) => [personId, type]);
}

function mentionsIn(content: string): Claim[] {
  return [...content.matchAll(/@\[([0-9a-f-]{36})\]/g)].map(([, personId]) => [personId, 'mention']);
}

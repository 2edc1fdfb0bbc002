import type { Channels, DeskModel, ModelEvent, ModelPerson, ModelTicket } from './desk-model.js';

const OPEN: Channels = { inbox: true, socket: true, webhook: true };

/** Person and notification type; of several for one person the first counts. */
type Claim = readonly [personId: string | null | undefined, type: string];

/** The notification that a person must get, and on which channels. */
export interface ExpectedRecipient {
  readonly personId: string;
  readonly type: string;
  readonly channels: Channels;
}

/** The recipient table of the contract, implemented a second time: who must be notified of an event at this moment. */
export function expectedRecipients(model: DeskModel, event: ModelEvent): ExpectedRecipient[] {
  if (event.scope === 'lost') return [];
  const recipients = new Map<string, ExpectedRecipient>();
  for (const [personId, type] of claims(model, event)) {
    const person = model.people.find(({ id }) => id === personId);
    if (person === undefined || recipients.has(person.id) || !isWithinReach(model, event, person)) continue;
    recipients.set(person.id, { personId: person.id, type, channels: person.channels[type] ?? OPEN });
  }
  return [...recipients.values()].filter(({ channels }) => channels.inbox || channels.socket || channels.webhook);
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

/** The new assignee gets only the notification of the assignment. */
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

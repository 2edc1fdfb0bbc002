import { In, type EntityManager } from 'typeorm';
import { assignChanges } from '../common/changed-fields.js';
import { InvalidInput, type FieldError } from '../common/errors.js';
import { User } from '../users/user.entity.js';
import type { Ticket, TicketStatus } from './ticket.entity.js';
import type { UpdateTicketDto } from './tickets.dto.js';
import { mayBeAssigned } from './tickets.policy.js';

/** Undefined: unchanged. */
export interface TicketPeople {
  readonly requester?: User;
  readonly assignee?: User | null;
}

/**
 * @param current the present requester or assignee may stay, even if deactivated
 * @throws InvalidInput when a person does not exist, is inactive or, as assignee, is not staff
 */
export async function resolvePeople(
  manager: EntityManager,
  input: { requester_id?: string; assignee_id?: string | null },
  current?: Pick<Ticket, 'requesterId' | 'assigneeId'>,
): Promise<TicketPeople> {
  const requesterId = input.requester_id === current?.requesterId ? undefined : input.requester_id;
  const assigneeId = input.assignee_id === current?.assigneeId ? undefined : input.assignee_id;
  const ids = [requesterId, assigneeId].filter((id) => id !== undefined && id !== null);
  if (ids.length === 0) return { assignee: assigneeId === null ? null : undefined };
  const users = new Map((await manager.findBy(User, { id: In(ids) })).map((user) => [user.id, user]));
  const requester = requesterId === undefined ? undefined : users.get(requesterId);
  const assignee = typeof assigneeId === 'string' ? users.get(assigneeId) : assigneeId;
  const errors: FieldError[] = [];
  if (requesterId !== undefined && requester?.active !== true) {
    errors.push({ field: 'requester_id', message: 'must be an active user' });
  }
  if (typeof assigneeId === 'string' && !(assignee && mayBeAssigned(assignee))) {
    errors.push({ field: 'assignee_id', message: 'must be an active agent or admin' });
  }
  if (errors.length > 0) throw new InvalidInput(errors);
  return { requester, assignee };
}

/** @returns whether anything changed */
export function applyTicketChanges(ticket: Ticket, input: UpdateTicketDto, people: TicketPeople): boolean {
  const { title, description, priority, tags, status } = input;
  const { requester, assignee } = people;
  const isRestated = status !== undefined && status !== ticket.status;
  if (isRestated) setTicketStatus(ticket, status);
  const isChanged = assignChanges(ticket, {
    title,
    description,
    priority,
    tags,
    ...(requester && { requesterId: requester.id, requesterName: requester.name, companyId: requester.companyId }),
    ...(assignee !== undefined && { assigneeId: assignee?.id ?? null, assigneeName: assignee?.name ?? null }),
  });
  return isChanged || isRestated;
}

/** `resolved_at` and `closed_at` are when the ticket got that status; reopening clears both. */
export function setTicketStatus(ticket: Ticket, status: TicketStatus): void {
  if (ticket.status === status) return;
  const now = new Date();
  ticket.status = status;
  if (status === 'resolved') {
    ticket.resolvedAt = now;
    ticket.closedAt = null;
  } else if (status === 'closed') {
    ticket.closedAt = now;
  } else {
    ticket.resolvedAt = null;
    ticket.closedAt = null;
  }
}

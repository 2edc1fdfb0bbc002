import { isStaff, type Viewer, type Visibility } from '../common/visibility.js';
import type { TicketStatus } from './ticket.entity.js';

/** What decides who may do what with a ticket. */
export interface TicketAccess {
  readonly id: string;
  readonly requesterId: string;
  readonly assigneeId: string | null;
  readonly companyId: string | null;
  readonly watcherIds: readonly string[];
}

/** The fields of a ticket that callers may set, by the names of the public contract. */
export const TICKET_FIELDS = [
  'title',
  'description',
  'tags',
  'status',
  'priority',
  'assignee_id',
  'requester_id',
] as const;
export type TicketField = (typeof TICKET_FIELDS)[number];

const REQUESTER_EDITS: readonly TicketField[] = ['title', 'description', 'tags', 'status'];
const ANYONE_CREATES_WITH: readonly TicketField[] = ['title', 'description', 'tags', 'priority'];
const REQUESTER_STATUSES: readonly TicketStatus[] = ['open', 'closed'];

/** Its requester, its watchers, the managers of its company, and staff. */
export function ticketVisibility(access: TicketAccess): Visibility {
  return { staff: true, userIds: [access.requesterId, ...access.watcherIds], managersOf: access.companyId };
}

/** Watching alone gives sight and a voice, but no hand in the ticket itself. */
export function mayEditTicket(viewer: Viewer, access: TicketAccess): boolean {
  return isStaff(viewer) || standsForRequester(viewer, access);
}

export function mayEditTicketField(viewer: Viewer, access: TicketAccess, field: TicketField): boolean {
  return isStaff(viewer) || (standsForRequester(viewer, access) && REQUESTER_EDITS.includes(field));
}

export function maySetTicketStatus(viewer: Viewer, access: TicketAccess, status: TicketStatus): boolean {
  return mayEditTicketField(viewer, access, 'status') && (isStaff(viewer) || REQUESTER_STATUSES.includes(status));
}

export function mayCreateTicketWith(viewer: Viewer, field: TicketField): boolean {
  return isStaff(viewer) || ANYONE_CREATES_WITH.includes(field);
}

/** Agents delete no ticket. */
export function mayDeleteTicket(viewer: Viewer): boolean {
  return viewer.role === 'admin';
}

/** Everyone who sees a ticket decides for himself whether to watch it; staff decide for others too. */
export function mayChangeWatching(viewer: Viewer, userId: string): boolean {
  return viewer.id === userId || isStaff(viewer);
}

/** Whether a person may be in charge of tickets. */
export function mayBeAssigned(person: { role: Viewer['role']; active: boolean }): boolean {
  return person.active && isStaff(person);
}

/** A manager may do on every ticket of the own company what its requester may. */
function standsForRequester(viewer: Viewer, access: TicketAccess): boolean {
  if (viewer.id === access.requesterId) return true;
  return viewer.role === 'manager' && viewer.companyId !== null && viewer.companyId === access.companyId;
}

import { isStaff, type Viewer, type Visibility } from '../common/visibility.js';
import type { TicketStatus } from './ticket.entity.js';

/** The facts that decide who may do what with a ticket. */
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

/** Watchers may read and comment, not edit. */
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

/** Agents may not delete tickets. */
export function mayDeleteTicket(viewer: Viewer): boolean {
  return viewer.role === 'admin';
}

/** Everyone who sees a ticket may watch it; staff may also decide for others. */
export function mayChangeWatching(viewer: Viewer, userId: string): boolean {
  return viewer.id === userId || isStaff(viewer);
}

/** Whether a person may be assigned to tickets. */
export function mayBeAssigned(person: { role: Viewer['role']; active: boolean }): boolean {
  return person.active && isStaff(person);
}

/** On tickets of their company, managers may do what the requester may. */
function standsForRequester(viewer: Viewer, access: TicketAccess): boolean {
  if (viewer.id === access.requesterId) return true;
  return viewer.role === 'manager' && viewer.companyId !== null && viewer.companyId === access.companyId;
}

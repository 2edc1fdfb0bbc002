import type { Ticket } from '@carillon/client';

export const STATUSES = ['open', 'in_progress', 'pending', 'on_hold', 'resolved', 'closed'] as const;
export const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
export type Status = (typeof STATUSES)[number];
export type Priority = (typeof PRIORITIES)[number];

/** The search parameters of the page's address: `?status=open,pending&assignee=me&q=printer`. */
export interface TicketSearch {
  readonly status?: string;
  readonly priority?: string;
  /** `me`, `none` or an id. */
  readonly assignee?: string;
  readonly tag?: string;
  readonly q?: string;
}

/** The query parameters of `GET /api/tickets`. */
export interface TicketFilters {
  readonly status?: readonly Status[];
  readonly priority?: readonly Priority[];
  readonly assignee_id?: string;
  readonly tag?: string;
  readonly q?: string;
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Drops invalid filters, so that an edited link shows a list and no error. */
export function parseTicketSearch(search: Record<string, unknown>): TicketSearch {
  const status = listed(search['status'], STATUSES).join(',');
  const priority = listed(search['priority'], PRIORITIES).join(',');
  const assignee = text(search['assignee']);
  const tag = text(search['tag']).slice(0, 50);
  const q = text(search['q']).slice(0, 200);
  const isAssignee = assignee === 'me' || assignee === 'none' || ID.test(assignee);
  return {
    ...(status !== '' && { status }),
    ...(priority !== '' && { priority }),
    ...(isAssignee && { assignee }),
    ...(tag !== '' && { tag }),
    ...(q !== '' && { q }),
  };
}

export function filtersOf(search: TicketSearch, myId: string): TicketFilters {
  const { assignee, tag, q } = search;
  const status = listed(search.status, STATUSES);
  const priority = listed(search.priority, PRIORITIES);
  return {
    ...(status.length > 0 && { status }),
    ...(priority.length > 0 && { priority }),
    ...(assignee !== undefined && { assignee_id: assignee === 'me' ? myId : assignee }),
    ...(tag !== undefined && { tag }),
    ...(q !== undefined && { q }),
  };
}

/**
 * Whether a pushed ticket belongs to a list. Compares words as substrings: less exact than the server, but immediate.
 */
export function isMatch(ticket: Ticket, filters: TicketFilters): boolean {
  const { status, priority, assignee_id: assignee, tag, q } = filters;
  if (status !== undefined && !status.includes(ticket.status)) return false;
  if (priority !== undefined && !priority.includes(ticket.priority)) return false;
  if (assignee !== undefined && ticket.assignee_id !== (assignee === 'none' ? null : assignee)) return false;
  if (tag !== undefined && !ticket.tags.includes(tag)) return false;
  return q === undefined || hasWords(ticket, q);
}

function hasWords({ title, description, number }: Ticket, q: string): boolean {
  if (q.trim() === `#${number}` || q.trim() === `${number}`) return true;
  const whole = `${title}\n${description}`.toLowerCase();
  return q
    .toLowerCase()
    .split(/\s+/)
    .every((word) => whole.includes(word));
}

/** The router parses `?q=12` as a number. */
function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}

function listed<T extends string>(value: unknown, known: readonly T[]): T[] {
  const wanted = text(value).split(',');
  return known.filter((one) => wanted.includes(one));
}

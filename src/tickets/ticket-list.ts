import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { searchWords } from '../common/search-words.js';
import type { Viewer } from '../common/visibility.js';
import { ticketsVisibleTo } from './ticket-access.js';
import { Ticket } from './ticket.entity.js';
import type { TicketsQuery } from './tickets.dto.js';

const SEARCH = `ticket.search_vector @@ websearch_to_tsquery('simple', :words)`;

/** The visible tickets that match the filters, in no order. */
export function selectTickets(manager: EntityManager, viewer: Viewer, query: TicketsQuery): SelectQueryBuilder<Ticket> {
  const visible = ticketsVisibleTo(viewer, 'ticket');
  const select = manager.createQueryBuilder(Ticket, 'ticket').where(visible.sql, visible.parameters);
  applyFilters(select, query);
  return select;
}

function applyFilters(select: SelectQueryBuilder<Ticket>, query: TicketsQuery): void {
  const { status, priority, assignee_id: assigneeId, requester_id: requesterId, company_id: companyId } = query;
  if (status !== undefined) select.andWhere('ticket.status = ANY(:status)', { status });
  if (priority !== undefined) select.andWhere('ticket.priority = ANY(:priority)', { priority });
  if (assigneeId === 'none') select.andWhere('ticket.assignee_id IS NULL');
  else if (assigneeId !== undefined) select.andWhere('ticket.assignee_id = :assigneeId', { assigneeId });
  if (requesterId !== undefined) select.andWhere('ticket.requester_id = :requesterId', { requesterId });
  if (companyId !== undefined) select.andWhere('ticket.company_id = :companyId', { companyId });
  if (query.tag !== undefined) select.andWhere('ticket.tags @> ARRAY[:tag]', { tag: query.tag });
  if (query.q !== undefined && query.q !== '') applySearch(select, query.q);
}

/** `#12` means the ticket of that number; a bare `12` may be one, or a word in the text. */
function applySearch(select: SelectQueryBuilder<Ticket>, q: string): void {
  const match = /^(#?)(\d{1,9})$/.exec(q);
  if (match === null) select.andWhere(SEARCH, { words: searchWords(q) });
  else if (match[1] === '#') select.andWhere('ticket.number = :number', { number: Number(match[2]) });
  else select.andWhere(`(ticket.number = :number OR ${SEARCH})`, { number: Number(match[2]), words: q });
}

import type { SqlReader } from '../../database/sql.js';
import type { LoggedEvent } from '../../events/logged-event.js';
import { loadTicketAccess } from '../../tickets/ticket-access.js';
import type { TicketAccess } from '../../tickets/tickets.policy.js';

/** Where an entity's data names who wrote it. */
const AUTHORS = ['author_id', 'uploaded_by', 'requester_id', 'assignee_id'];
const HANGS_ON_TICKET = /^(ticket|comment|attachment)\./;

/**
 * Whom each event concerns: for an event from outside the person it names, else requester, assignee, watchers and author.
 * Whether they may see it is another question.
 *
 * @returns user ids by event id
 */
export async function loadEventPeople(
  sql: SqlReader,
  events: readonly LoggedEvent[],
): Promise<Map<string, ReadonlySet<string>>> {
  const ticketIds = new Set(events.filter(hangsOnTicket).map(({ orderingKey }) => orderingKey ?? ''));
  const tickets = await loadTicketAccess(sql, [...ticketIds]);
  return new Map(events.map((event) => [event.id, peopleOf(event, tickets.get(event.orderingKey ?? ''))]));
}

function hangsOnTicket({ type, source }: LoggedEvent): boolean {
  return source === 'desk' && HANGS_ON_TICKET.test(type);
}

function peopleOf(event: LoggedEvent, ticket: TicketAccess | undefined): Set<string> {
  if (event.source === 'external') return new Set(event.userId === null ? [] : [event.userId]);
  const data = JSON.parse(event.data) as Record<string, unknown>;
  const ids = [
    event.userId,
    ...AUTHORS.map((key) => data[key]),
    // Of what is gone or lost, those who could see it before.
    ...(event.visibleTo?.userIds ?? []),
    ticket?.requesterId,
    ticket?.assigneeId,
    ...(ticket?.watcherIds ?? []),
  ];
  return new Set(ids.filter((id) => typeof id === 'string'));
}

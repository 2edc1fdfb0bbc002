import type { SqlReader } from '../../database/sql.js';
import { deskDefinition, subjectId, subjectIds } from '../../events/desk-events.js';
import type { LoggedEvent } from '../../events/logged-event.js';
import { loadTicketAccess } from '../../tickets/ticket-access.js';
import type { TicketAccess } from '../../tickets/tickets.policy.js';

/**
 * The people each event concerns: for an event from outside the person it names, otherwise requester, assignee,
 * watchers and author. Their rights are checked elsewhere.
 *
 * @returns user ids by event id
 */
export async function loadEventPeople(
  sql: SqlReader,
  events: readonly LoggedEvent[],
): Promise<Map<string, ReadonlySet<string>>> {
  const tickets = await loadTicketAccess(sql, subjectIds(events, 'ticket'));
  return new Map(events.map((event) => [event.id, peopleOf(event, tickets.get(subjectId(event, 'ticket') ?? ''))]));
}

function peopleOf(event: LoggedEvent, ticket: TicketAccess | undefined): Set<string> {
  const definition = deskDefinition(event);
  if (definition === undefined) return new Set(event.userId === null ? [] : [event.userId]);
  const data = JSON.parse(event.data) as Record<string, unknown>;
  const ids = [
    event.userId,
    ...definition.people.map((field) => data[field]),
    // For a deletion or loss: the people who could see it before.
    ...(event.visibleTo?.userIds ?? []),
    ticket?.requesterId,
    ticket?.assigneeId,
    ...(ticket?.watcherIds ?? []),
  ];
  return new Set(ids.filter((id) => typeof id === 'string'));
}

import type { EntityManager } from 'typeorm';
import { NotFound } from '../common/errors.js';
import { isStaff, maySee, type Viewer } from '../common/visibility.js';
import type { SqlReader } from '../database/sql.js';
import { Ticket } from './ticket.entity.js';
import { ticketVisibility, type TicketAccess } from './tickets.policy.js';

/** A row of `TICKET_ACCESS_SQL`. */
export interface TicketAccessRow {
  id: string;
  requester_id: string;
  assignee_id: string | null;
  company_id: string | null;
  watcher_ids: string[];
}

/** $1: ticket ids. One statement for any number of tickets. */
export const TICKET_ACCESS_SQL = `
  SELECT t.id, t.requester_id, t.assignee_id, t.company_id,
         ARRAY(SELECT w.user_id FROM ticket_watchers w WHERE w.ticket_id = t.id) AS watcher_ids
    FROM tickets t
   WHERE t.id = ANY($1::uuid[])`;

const MUTED_SQL = 'SELECT user_id FROM ticket_mutes WHERE ticket_id = $1';

/** @returns ids of people who muted the ticket */
export async function loadMutedBy(sql: SqlReader, ticketId: string): Promise<string[]> {
  return (await sql.query<{ user_id: string }>(MUTED_SQL, [ticketId])).map((row) => row.user_id);
}

/** @returns by ticket id, without tickets that do not exist */
export async function loadTicketAccess(sql: SqlReader, ids: readonly string[]): Promise<Map<string, TicketAccess>> {
  if (ids.length === 0) return new Map();
  const rows = await sql.query<TicketAccessRow>(TICKET_ACCESS_SQL, [ids]);
  return new Map(rows.map((row) => [row.id, toTicketAccess(row)]));
}

/** @throws NotFound when there is no such ticket or this viewer may not see it */
export async function requireVisibleTicket(sql: SqlReader, viewer: Viewer, id: string): Promise<TicketAccess> {
  const access = (await loadTicketAccess(sql, [id])).get(id);
  if (access === undefined || !maySee(viewer, ticketVisibility(access))) throw new NotFound('ticket');
  return access;
}

export function toTicketAccess(row: TicketAccessRow): TicketAccess {
  return {
    id: row.id,
    requesterId: row.requester_id,
    assigneeId: row.assignee_id,
    companyId: row.company_id,
    watcherIds: row.watcher_ids,
  };
}

/**
 * `ticketVisibility` as a condition for lists. A set of ids instead of three conditions joined by OR, which would scan
 * the whole table to find a page for a person with few tickets.
 *
 * @param alias of the tickets table in the statement
 * @returns with the named parameters `viewerId` and `viewerCompanyId`
 */
export function ticketsVisibleTo(viewer: Viewer, alias: string): { sql: string; parameters: Record<string, string> } {
  if (isStaff(viewer)) return { sql: 'TRUE', parameters: {} };
  const own = `SELECT r.id FROM tickets r WHERE r.requester_id = :viewerId
     UNION SELECT w.ticket_id FROM ticket_watchers w WHERE w.user_id = :viewerId`;
  if (viewer.role !== 'manager' || viewer.companyId === null) {
    return { sql: `${alias}.id IN (${own})`, parameters: { viewerId: viewer.id } };
  }
  return {
    sql: `${alias}.id IN (${own} UNION SELECT c.id FROM tickets c WHERE c.company_id = :viewerCompanyId)`,
    parameters: { viewerId: viewer.id, viewerCompanyId: viewer.companyId },
  };
}

/** Whether a person is requester, assignee or watcher of a ticket that the viewer sees. */
export function isOnVisibleTicket(manager: EntityManager, viewer: Viewer, personId: string): Promise<boolean> {
  const visible = ticketsVisibleTo(viewer, 'ticket');
  return manager
    .createQueryBuilder(Ticket, 'ticket')
    .where(visible.sql, visible.parameters)
    .andWhere(
      `(ticket.requester_id = :personId OR ticket.assignee_id = :personId
        OR EXISTS (SELECT FROM ticket_watchers other WHERE other.ticket_id = ticket.id AND other.user_id = :personId))`,
      { personId },
    )
    .getExists();
}

/**
 * The columns that `toTicketAccess` needs to decide about one viewer: of the watchers, only that viewer.
 *
 * @param ticket alias of the tickets table in the statement
 * @param viewer expression of the viewer's id
 */
export function accessColumnsFor(ticket: string, viewer: string): string {
  return `${ticket}.id, ${ticket}.requester_id, ${ticket}.assignee_id, ${ticket}.company_id,
         ARRAY(SELECT w.user_id FROM ticket_watchers w WHERE w.ticket_id = ${ticket}.id AND w.user_id = ${viewer}) AS watcher_ids`;
}

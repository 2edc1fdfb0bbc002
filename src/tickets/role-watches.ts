import { In, type EntityManager } from 'typeorm';
import { isStaffSql } from '../common/visibility.js';
import { TicketWatcher } from './ticket-watcher.entity.js';

/**
 * $1: users, $2: tickets. Watches that people started themselves while their role showed them the ticket, and that no
 * role justifies any more: the person is neither staff, nor manager of the ticket's company, nor its requester.
 */
const UNBACKED_SQL = `
  SELECT w.ticket_id, w.user_id
    FROM ticket_watchers w JOIN users u ON u.id = w.user_id JOIN tickets t ON t.id = w.ticket_id
   WHERE w.by_role AND (w.user_id = ANY($1::uuid[]) OR w.ticket_id = ANY($2::uuid[]))
     AND t.requester_id <> u.id AND NOT ${isStaffSql('u')}
     AND NOT (u.role = 'manager' AND coalesce(u.company_id = t.company_id, false))
   ORDER BY w.ticket_id, w.user_id LIMIT $3`;

const STEP = 500;

/** Ends them one by one as entities, so that each is an event and rooms, inboxes and replays lose access at once. */
export async function endUnbackedWatches(
  manager: EntityManager,
  of: { userIds?: readonly string[]; ticketIds?: readonly string[] },
): Promise<void> {
  for (;;) {
    const parameters = [of.userIds ?? [], of.ticketIds ?? [], STEP];
    const rows = await manager.query<{ ticket_id: string; user_id: string }[]>(UNBACKED_SQL, parameters);
    if (rows.length === 0) return;
    const pairs = new Set(rows.map((row) => `${row.ticket_id} ${row.user_id}`));
    const found = await manager.findBy(TicketWatcher, {
      ticketId: In(rows.map((row) => row.ticket_id)),
      userId: In(rows.map((row) => row.user_id)),
    });
    await manager.remove(found.filter((watcher) => pairs.has(`${watcher.ticketId} ${watcher.userId}`)));
    if (rows.length < STEP) return;
  }
}

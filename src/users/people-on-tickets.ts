import type { EntityManager } from 'typeorm';
import type { Viewer } from '../common/visibility.js';

/**
 * A person whom the viewer meets on a ticket that he sees: requester, assignee, watcher or author of a public comment.
 * Plain SQL, because users stand below tickets and know nothing of their entities; the tickets seen are those of
 * `tickets.policy.ts`. $1 the person, $2 the viewer, $3 the company of a viewing manager or null.
 */
const PERSON_ON_SEEN_TICKET = `
  SELECT u.id, u.name FROM users u
  WHERE u.id = $1 AND u.deleted_at IS NULL AND EXISTS (
    SELECT 1 FROM (
      SELECT id FROM tickets WHERE requester_id = $2
      UNION SELECT ticket_id FROM ticket_watchers WHERE user_id = $2
      UNION SELECT id FROM tickets WHERE company_id = $3
    ) seen JOIN tickets t ON t.id = seen.id
    WHERE t.requester_id = $1 OR t.assignee_id = $1
      OR EXISTS (SELECT 1 FROM ticket_watchers w WHERE w.ticket_id = t.id AND w.user_id = $1)
      OR EXISTS (SELECT 1 FROM comments c
        WHERE c.ticket_id = t.id AND c.author_id = $1 AND NOT c.internal AND c.deleted_at IS NULL))`;

export interface Person {
  readonly id: string;
  readonly name: string;
}

export async function personOnSeenTicket(manager: EntityManager, viewer: Viewer, id: string): Promise<Person | null> {
  const company = viewer.role === 'manager' ? viewer.companyId : null;
  const rows = await manager.query<Person[]>(PERSON_ON_SEEN_TICKET, [id, viewer.id, company]);
  return rows[0] ?? null;
}

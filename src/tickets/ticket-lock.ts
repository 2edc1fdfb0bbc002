import type { EntityManager } from 'typeorm';
import type { User } from '../users/user.entity.js';
import { NotFound } from '../common/errors.js';
import { Ticket } from './ticket.entity.js';

/**
 * Locks a ticket before it loads it, inside the caller's transaction: what is read is what the change starts from.
 * `FOR UPDATE` also holds up new comments and watchers, because their foreign keys lock the row for sharing.
 *
 * @throws NotFound
 */
export async function lockTicket(manager: EntityManager, id: string): Promise<Ticket> {
  const ticket = await manager.findOne(Ticket, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (ticket === null) throw new NotFound('ticket');
  return ticket;
}

/** Held against a change of company, so that a ticket never gets the company that its requester is just leaving. */
const LOCK_REQUESTER_SQL = 'SELECT id, name, company_id AS "companyId" FROM users WHERE id = $1 FOR KEY SHARE';

export type Requester = Pick<User, 'id' | 'name' | 'companyId'>;

/** To be called before any ticket is locked: who moves a person locks the person first, then the tickets. */
export async function lockRequester(manager: EntityManager, id: string): Promise<Requester | undefined> {
  const [requester] = await manager.query<Requester[]>(LOCK_REQUESTER_SQL, [id]);
  return requester;
}

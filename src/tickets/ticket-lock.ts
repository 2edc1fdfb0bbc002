import type { EntityManager } from 'typeorm';
import type { User } from '../users/user.entity.js';
import { NotFound } from '../common/errors.js';
import { findLocked } from '../database/entity-queries.js';
import { Ticket } from './ticket.entity.js';

/** No one comments on the ticket or starts to watch it meanwhile: see `findLocked`. @throws NotFound */
export async function lockTicket(manager: EntityManager, id: string): Promise<Ticket> {
  const ticket = await findLocked(manager, Ticket, id);
  if (ticket === null) throw new NotFound('ticket');
  return ticket;
}

/** Blocks a change of company, so that a ticket never gets the company that its requester is leaving. */
const LOCK_REQUESTER_SQL = 'SELECT id, name, company_id AS "companyId" FROM users WHERE id = $1 FOR KEY SHARE';

export type Requester = Pick<User, 'id' | 'name' | 'companyId'>;

/** Call it before any ticket is locked: a move of a person also locks the person first, then the tickets. */
export async function lockRequester(manager: EntityManager, id: string): Promise<Requester | undefined> {
  const [requester] = await manager.query<Requester[]>(LOCK_REQUESTER_SQL, [id]);
  return requester;
}

import type { EntityManager } from 'typeorm';
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

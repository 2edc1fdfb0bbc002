import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type EntitySubscriberInterface, type UpdateEvent } from 'typeorm';
import { User } from '../users/user.entity.js';
import { endUnbackedWatches } from './role-watches.js';
import { Ticket } from './ticket.entity.js';

const STEP = 500;

/**
 * A ticket's company is its requester's. When a person changes company, their tickets follow in the same transaction,
 * so that the old company's managers lose them at once; as locked, saved entities, so that each is an event. When a
 * person changes role or company, the watches that came from it end. The tickets of a deleted account stay with the
 * company, and its managers continue them.
 */
@Injectable()
export class RequesterMoves implements EntitySubscriberInterface<User> {
  constructor(dataSource: DataSource) {
    dataSource.subscribers.push(this);
  }

  listenTo(): typeof User {
    return User;
  }

  async afterUpdate({ databaseEntity, entity, manager }: UpdateEvent<User>): Promise<void> {
    if (entity === undefined) return;
    const before: User = databaseEntity;
    const after = Object.assign(new User(), before, entity);
    const isDeleted = after.deletedAt !== null && after.deletedAt !== undefined;
    const hasMoved = (before.companyId ?? null) !== (after.companyId ?? null);
    if (hasMoved && !isDeleted) await moveTickets(manager, after);
    if (hasMoved || before.role !== after.role) await endUnbackedWatches(manager, { userIds: [after.id] });
  }
}

async function moveTickets(manager: EntityManager, requester: User): Promise<void> {
  const companyId = requester.companyId ?? null;
  for (;;) {
    const tickets = await manager
      .createQueryBuilder(Ticket, 'ticket')
      .where('ticket.requesterId = :id AND ticket.companyId IS DISTINCT FROM :companyId', {
        id: requester.id,
        companyId,
      })
      .orderBy('ticket.id')
      .limit(STEP)
      .setLock('pessimistic_write')
      .getMany();
    if (tickets.length === 0) return;
    for (const ticket of tickets) ticket.companyId = companyId;
    await manager.save(tickets);
    await endUnbackedWatches(manager, { ticketIds: tickets.map(({ id }) => id) });
  }
}

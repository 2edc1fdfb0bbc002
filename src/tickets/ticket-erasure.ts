import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ERASED_TEXT } from '../common/person-traces.js';
import { Ticket } from './ticket.entity.js';

const STEP = 100;

/** $1: a person. Tickets that the person requested, is assigned to or watches. */
const TICKETS_OF_SQL = `
  SELECT id FROM tickets WHERE requester_id = $1 OR assignee_id = $1
   UNION SELECT ticket_id FROM ticket_watchers WHERE user_id = $1`;

/** Erases the text of a person's tickets. The tickets stay with the answers of others. */
@Injectable()
export class TicketErasure {
  constructor(private readonly dataSource: DataSource) {}

  async ticketsOf(userId: string): Promise<string[]> {
    return (await this.dataSource.query<{ id: string }[]>(TICKETS_OF_SQL, [userId])).map(({ id }) => id);
  }

  /** Tickets whose text the person wrote. */
  async requestedBy(userId: string): Promise<string[]> {
    const sql = 'SELECT id FROM tickets WHERE requester_id = $1';
    return (await this.dataSource.query<{ id: string }[]>(sql, [userId])).map(({ id }) => id);
  }

  /** In steps. @returns number of tickets that had text to erase */
  async eraseTextsOf(userId: string): Promise<number> {
    let erased = 0;
    for (;;) {
      const count = await this.dataSource.transaction(async (manager) => {
        const tickets = await manager
          .createQueryBuilder(Ticket, 'ticket')
          .where('ticket.requesterId = :userId', { userId })
          .andWhere(`NOT (ticket.title = :text AND ticket.description = '' AND ticket.tags = '{}')`, {
            text: ERASED_TEXT,
          })
          .orderBy('ticket.id')
          .limit(STEP)
          .setLock('pessimistic_write')
          .getMany();
        const blank = { title: ERASED_TEXT, description: '', tags: [], isErasure: true };
        await manager.save(tickets.map((ticket) => Object.assign(ticket, blank)));
        return tickets.length;
      });
      erased += count;
      if (count < STEP) return erased;
    }
  }
}

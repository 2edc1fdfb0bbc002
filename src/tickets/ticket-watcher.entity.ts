import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { User } from '../users/user.entity.js';
import { Ticket } from './ticket.entity.js';

/** A person who follows a ticket and so sees its public part. */
@Entity('ticket_watchers')
@Index('ticket_watchers_user', ['userId', 'ticketId'])
export class TicketWatcher {
  @PrimaryColumn('uuid', { name: 'ticket_id' })
  @ForeignKey(() => Ticket, { name: 'ticket_watchers_ticket_fk', onDelete: 'CASCADE' })
  ticketId: string;

  @PrimaryColumn('uuid', { name: 'user_id' })
  @ForeignKey(() => User, { name: 'ticket_watchers_user_fk', onDelete: 'CASCADE' })
  userId: string;

  /**
   * The person started it while a role showed them the ticket, so it ends with the role. False: staff added the person.
   */
  @Column('boolean', { name: 'by_role', default: false })
  byRole: boolean;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;
}

import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { User } from '../users/user.entity.js';
import { Ticket } from './ticket.entity.js';

/** A person who wants no notifications about a ticket, in any role. */
@Entity('ticket_mutes')
@Index('ticket_mutes_user', ['userId'])
export class TicketMute {
  @PrimaryColumn('uuid', { name: 'ticket_id' })
  @ForeignKey(() => Ticket, { name: 'ticket_mutes_ticket_fk', onDelete: 'CASCADE' })
  ticketId: string;

  @PrimaryColumn('uuid', { name: 'user_id' })
  @ForeignKey(() => User, { name: 'ticket_mutes_user_fk', onDelete: 'CASCADE' })
  userId: string;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;
}

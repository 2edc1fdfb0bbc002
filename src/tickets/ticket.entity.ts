import { Column, Entity, ForeignKey, Generated, Index, VirtualColumn } from 'typeorm';
import { versionView, VersionedEntity } from '../database/versioned.entity.js';
import { Company } from '../companies/company.entity.js';
import { User } from '../users/user.entity.js';

export const TICKET_STATUSES = ['open', 'in_progress', 'pending', 'on_hold', 'resolved', 'closed'] as const;
export type TicketStatus = (typeof TICKET_STATUSES)[number];
export const TICKET_PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
export type TicketPriority = (typeof TICKET_PRIORITIES)[number];

@Entity('tickets')
@Index('tickets_number', ['number'], { unique: true })
@Index('tickets_requester', ['requesterId', 'id'])
@Index('tickets_assignee', ['assigneeId', 'id'])
@Index('tickets_company', ['companyId', 'id'])
@Index('tickets_status', ['status', 'id'])
@Index('tickets_priority', ['priority', 'id'])
@Index('tickets_tags', { synchronize: false })
@Index('tickets_search', { synchronize: false })
export class Ticket extends VersionedEntity {
  /** Counts up from 1: people call the ticket by it. */
  @Column('int')
  @Generated('increment')
  number: number;

  @Column('text')
  title: string;

  @Column('text')
  description: string;

  @Column('text')
  status: TicketStatus;

  @Column('text')
  priority: TicketPriority;

  @Column('text', { array: true })
  tags: string[];

  @Column('uuid', { name: 'requester_id' })
  @ForeignKey(() => User, { name: 'tickets_requester_fk' })
  requesterId: string;

  @Column('uuid', { name: 'assignee_id', nullable: true })
  @ForeignKey(() => User, { name: 'tickets_assignee_fk' })
  assigneeId: string | null;

  /** Its requester's company. */
  @Column('uuid', { name: 'company_id', nullable: true })
  @ForeignKey(() => Company, { name: 'tickets_company_fk', onDelete: 'SET NULL' })
  companyId: string | null;

  /** Loaded with the row, so that a snapshot needs no further query. Code that changes the id sets the name too. */
  @VirtualColumn('text', { query: (alias) => `SELECT u.name FROM users u WHERE u.id = ${alias}.requester_id` })
  requesterName: string | null;

  @VirtualColumn('text', { query: (alias) => `SELECT u.name FROM users u WHERE u.id = ${alias}.assignee_id` })
  assigneeName: string | null;

  @Column({ type: 'timestamptz', name: 'resolved_at', precision: 3, nullable: true })
  resolvedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'closed_at', precision: 3, nullable: true })
  closedAt: Date | null;

  /** Maintained by a trigger; only searches read it. */
  @Column({ type: 'tsvector', name: 'search_vector', nullable: true, select: false, insert: false, update: false })
  searchVector?: string;

  /** Set while a person's text is erased: the event must not carry it as an old value. Not a column. */
  isErasure?: boolean;
}

/** What REST answers and events carry. */
export function ticketView(ticket: Ticket) {
  return {
    id: ticket.id,
    number: ticket.number,
    title: ticket.title,
    description: ticket.description,
    status: ticket.status,
    priority: ticket.priority,
    tags: ticket.tags,
    requester_id: ticket.requesterId,
    requester_name: ticket.requesterName ?? null,
    assignee_id: ticket.assigneeId ?? null,
    assignee_name: ticket.assigneeName ?? null,
    company_id: ticket.companyId ?? null,
    ...versionView(ticket),
    resolved_at: ticket.resolvedAt?.toISOString() ?? null,
    closed_at: ticket.closedAt?.toISOString() ?? null,
  };
}

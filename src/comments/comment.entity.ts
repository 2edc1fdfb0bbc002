import { Column, Entity, ForeignKey, Index, VirtualColumn } from 'typeorm';
import { versionView, VersionedEntity } from '../database/versioned.entity.js';
import { Ticket } from '../tickets/ticket.entity.js';
import { User } from '../users/user.entity.js';

@Entity('comments')
@Index('comments_search', { synchronize: false })
@Index('comments_ticket', ['ticketId', 'id'])
@Index('comments_parent', ['parentId'])
@Index('comments_author', ['authorId'])
export class Comment extends VersionedEntity {
  @Column('uuid', { name: 'ticket_id' })
  @ForeignKey(() => Ticket, { name: 'comments_ticket_fk', onDelete: 'CASCADE' })
  ticketId: string;

  @Column('uuid', { name: 'author_id' })
  @ForeignKey(() => User, { name: 'comments_author_fk' })
  authorId: string;

  /** Loaded with the row; set when a comment is created. */
  @VirtualColumn('text', { query: (alias) => `SELECT u.name FROM users u WHERE u.id = ${alias}.author_id` })
  authorName: string | null;

  /** The ticket's, for events; loaded and set as the name is. */
  @VirtualColumn('uuid', { query: (alias) => `SELECT t.company_id FROM tickets t WHERE t.id = ${alias}.ticket_id` })
  companyId: string | null;

  @Column('uuid', { name: 'parent_id', nullable: true })
  @ForeignKey(() => Comment, { name: 'comments_parent_fk', onDelete: 'CASCADE' })
  parentId: string | null;

  /** Empty once deleted. */
  @Column('text')
  content: string;

  /** An internal comment, for staff only. */
  @Column('boolean', { default: false })
  internal: boolean;

  /** Set: a tombstone that keeps the thread together. */
  @Column({ type: 'timestamptz', name: 'deleted_at', precision: 3, nullable: true })
  deletedAt: Date | null;

  /** Maintained by a trigger; only searches read it. */
  @Column({ type: 'tsvector', name: 'search_vector', nullable: true, select: false, insert: false, update: false })
  searchVector?: string;

  /** Set while a person's text is erased: the event must not carry it as an old value. Not a column. */
  isErasure?: boolean;
}

/** What REST answers and events carry. */
export function commentView(comment: Comment) {
  return {
    id: comment.id,
    content: comment.content,
    author_id: comment.authorId,
    author_name: comment.authorName ?? null,
    ticket_id: comment.ticketId,
    parent_id: comment.parentId ?? null,
    internal: comment.internal,
    ...versionView(comment),
  };
}

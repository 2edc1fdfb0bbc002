import { Column, Entity, ForeignKey, Index, VirtualColumn } from 'typeorm';
import { Comment } from '../comments/comment.entity.js';
import { VersionedEntity } from '../database/versioned.entity.js';
import { Ticket } from '../tickets/ticket.entity.js';
import { User } from '../users/user.entity.js';

/** The driver returns a bigint as a string; no file comes near 2^53 bytes. */
const BYTES = { to: (size: number) => size, from: Number };

@Entity('attachments')
@Index('attachments_ticket', ['ticketId', 'id'])
@Index('attachments_comment', ['commentId'])
@Index('attachments_uploader', ['uploadedBy'])
@Index('attachments_storage_key', ['storageKey'], { unique: true })
export class Attachment extends VersionedEntity {
  @Column('uuid', { name: 'ticket_id' })
  @ForeignKey(() => Ticket, { name: 'attachments_ticket_fk', onDelete: 'CASCADE' })
  ticketId: string;

  /** Null: it belongs to the ticket itself. */
  @Column('uuid', { name: 'comment_id', nullable: true })
  @ForeignKey(() => Comment, { name: 'attachments_comment_fk', onDelete: 'CASCADE' })
  commentId: string | null;

  @Column('uuid', { name: 'uploaded_by' })
  @ForeignKey(() => User, { name: 'attachments_uploader_fk' })
  uploadedBy: string;

  /** The uploader's name for it, without harmful parts: see `filename.ts`. Never used as a name on disk. */
  @Column('text')
  filename: string;

  /** Detected from the bytes, not claimed by the uploader. */
  @Column('text', { name: 'content_type' })
  contentType: string;

  @Column('bigint', { transformer: BYTES })
  size: number;

  /** Hexadecimal. */
  @Column('text')
  sha256: string;

  /** The key of the bytes in the file store; a replaced file gets a new one. */
  @Column('uuid', { name: 'storage_key' })
  storageKey: string;

  /** The ticket's, for events. Loaded with the row, and set when an attachment is created. */
  @VirtualColumn('uuid', { query: (alias) => `SELECT t.company_id FROM tickets t WHERE t.id = ${alias}.ticket_id` })
  companyId: string | null;

  /** Its comment is internal. Loaded and set like the company. */
  @VirtualColumn('boolean', {
    query: (alias) =>
      `SELECT EXISTS (SELECT FROM comments c WHERE c.id = ${alias}.comment_id AND c.internal) AS internal`,
  })
  internal: boolean;
}

/** What REST answers and events carry. */
export function attachmentView(attachment: Attachment) {
  return {
    id: attachment.id,
    filename: attachment.filename,
    content_type: attachment.contentType,
    size: attachment.size,
    sha256: attachment.sha256,
    ticket_id: attachment.ticketId,
    comment_id: attachment.commentId ?? null,
    uploaded_by: attachment.uploadedBy,
    created_at: attachment.createdAt.toISOString(),
    updated_at: attachment.updatedAt.toISOString(),
  };
}

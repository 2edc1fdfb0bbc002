import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Forbidden } from '../common/errors.js';
import { decodeIdCursor } from '../common/id-cursor.js';
import { toPage, type PageQuery } from '../common/paging.js';
import type { Actor } from '../common/request-context.js';
import { isStaff, type Viewer } from '../common/visibility.js';
import { requireVisibleTicket } from '../tickets/ticket-access.js';
import { Attachment, attachmentView } from './attachment.entity.js';
import { lockTargetComment, requireUploadTarget, requireVisibleAttachment } from './attachment-target.js';
import type { AttachmentPage } from './attachments.answers.js';
import { mayChangeAttachment } from './attachments.policy.js';
import { FileCleanup } from './file-cleanup.js';
import type { ReceivedFile } from './upload-receiver.js';

/** Rows of attachments. The bytes are stored before a row names them, and removed after the last row is gone. */
@Injectable()
export class AttachmentsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly cleanup: FileCleanup,
  ) {}

  /**
   * Called before the first byte is received.
   *
   * @throws NotFound, TicketClosed
   */
  async requireMayAdd(viewer: Viewer, ticketId: string): Promise<void> {
    await requireUploadTarget(this.dataSource.manager, viewer, { ticketId });
  }

  /** @throws NotFound, Forbidden, TicketClosed */
  async requireMayReplace(viewer: Viewer, id: string): Promise<void> {
    const { manager } = this.dataSource;
    const attachment = await requireVisibleAttachment(manager, viewer, { id });
    requireMayChange(viewer, attachment);
    await requireUploadTarget(manager, viewer, { ticketId: attachment.ticketId });
  }

  /**
   * Takes ownership of the file: when this throws, the file is removed from the store.
   *
   * @throws NotFound, TicketClosed, InvalidInput
   */
  async add(actor: Actor, place: { ticketId: string; commentId: string | null }, file: ReceivedFile) {
    const { ticketId, commentId } = place;
    return this.keeping(file, () =>
      this.dataSource.transaction(async (manager) => {
        const ticket = await requireUploadTarget(manager, actor, { ticketId, lock: true });
        const internal = await lockTargetComment(manager, actor, { ticket, commentId });
        const attachment = Object.assign(new Attachment(), {
          ticketId,
          commentId,
          internal,
          companyId: ticket.companyId,
          uploadedBy: actor.id,
          ...fileFields(file),
        });
        return manager.save(attachment);
      }),
    );
  }

  /** Oldest first. @throws NotFound */
  async list(viewer: Viewer, ticketId: string, page: PageQuery): Promise<AttachmentPage> {
    const { manager } = this.dataSource;
    const afterId = page.cursor === undefined ? undefined : decodeIdCursor(page.cursor);
    await requireVisibleTicket(manager, viewer, ticketId);
    const select = manager.createQueryBuilder(Attachment, 'attachment').where('attachment.ticket_id = :ticketId', {
      ticketId,
    });
    // `attachmentVisibility` as a condition, for a viewer who sees the ticket.
    if (!isStaff(viewer)) {
      select.andWhere('NOT EXISTS (SELECT FROM comments c WHERE c.id = attachment.comment_id AND c.internal)');
    }
    if (afterId !== undefined) select.andWhere('attachment.id > :afterId', { afterId });
    const rows = await select
      .orderBy('attachment.id', 'ASC')
      .limit(page.limit + 1)
      .getMany();
    return toPage(rows, page.limit, { item: attachmentView, key: ({ id }) => [id] });
  }

  /** @throws NotFound */
  get(viewer: Viewer, id: string): Promise<Attachment> {
    return requireVisibleAttachment(this.dataSource.manager, viewer, { id });
  }

  /**
   * Replaces the file; the uploader stays the same. The same file under the same name is no change.
   *
   * @throws NotFound, Forbidden, TicketClosed
   */
  async replace(actor: Actor, id: string, file: ReceivedFile): Promise<Attachment> {
    const replaced = await this.keeping(file, () =>
      this.dataSource.transaction(async (manager) => {
        const attachment = await requireVisibleAttachment(manager, actor, { id, lock: 'write' });
        requireMayChange(actor, attachment);
        await requireUploadTarget(manager, actor, { ticketId: attachment.ticketId });
        if (isSameFile(attachment, file)) return attachment;
        return manager.save(Object.assign(attachment, fileFields(file)));
      }),
    );
    // The old file or, when nothing changed, the new one.
    if (replaced.storageKey !== file.storageKey) await this.cleanup.discard(file.storageKey);
    this.cleanup.wake();
    return replaced;
  }

  /** @throws NotFound, Forbidden */
  async remove(actor: Actor, id: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const attachment = await requireVisibleAttachment(manager, actor, { id, lock: 'write' });
      requireMayChange(actor, attachment);
      await manager.remove(attachment);
    });
    this.cleanup.wake();
  }

  private async keeping<T>(file: ReceivedFile, write: () => Promise<T>): Promise<T> {
    try {
      return await write();
    } catch (error) {
      await this.cleanup.discard(file.storageKey);
      throw error;
    }
  }
}

function requireMayChange(viewer: Viewer, attachment: Attachment): void {
  if (!mayChangeAttachment(viewer, attachment)) throw new Forbidden('You may change only your own attachments.');
}

function fileFields({ filename, contentType, size, sha256, storageKey }: ReceivedFile) {
  return { filename, contentType, size, sha256, storageKey };
}

function isSameFile(attachment: Attachment, file: ReceivedFile): boolean {
  return attachment.sha256 === file.sha256 && attachment.filename === file.filename;
}

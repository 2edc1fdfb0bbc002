import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Attachment } from './attachment.entity.js';
import { FileCleanup } from './file-cleanup.js';

/** As many as one transaction may hold the rows of. */
const STEP = 100;

/** Takes away all that a person ever uploaded. */
@Injectable()
export class AttachmentErasure {
  constructor(
    private readonly dataSource: DataSource,
    private readonly cleanup: FileCleanup,
  ) {}

  /** In steps; the files follow their rows. @returns how many there were */
  async eraseUploadsOf(userId: string): Promise<number> {
    let erased = 0;
    for (;;) {
      const removed = await this.dataSource.transaction(async (manager) => {
        const uploads = await manager.find(Attachment, {
          where: { uploadedBy: userId },
          order: { id: 'ASC' },
          take: STEP,
          lock: { mode: 'pessimistic_write' },
        });
        await manager.remove(uploads);
        return uploads.length;
      });
      erased += removed;
      this.cleanup.wake();
      if (removed < STEP) return erased;
    }
  }
}

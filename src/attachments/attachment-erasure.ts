import { Injectable } from '@nestjs/common';
import { setTimeout } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { Attachment } from './attachment.entity.js';
import { FileCleanup } from './file-cleanup.js';

/** The most rows that one transaction may lock. */
const STEP = 100;
const FILES_MS = 30_000;
const LOOK_EVERY_MS = 20;
const FILES_SQL = 'SELECT EXISTS (SELECT FROM files_to_delete WHERE since <= $1) AS waits';

/** Removes everything that a person ever uploaded. */
@Injectable()
export class AttachmentErasure {
  constructor(
    private readonly dataSource: DataSource,
    private readonly cleanup: FileCleanup,
  ) {}

  /** Resolves when every file whose row is gone by now is gone too. @returns false: it took too long */
  async filesGone(): Promise<boolean> {
    const [{ now } = { now: new Date() }] = await this.dataSource.query<{ now: Date }[]>('SELECT now() AS now');
    const deadline = performance.now() + FILES_MS;
    for (;;) {
      const [row] = await this.dataSource.query<{ waits: boolean }[]>(FILES_SQL, [now]);
      if (row?.waits !== true) return true;
      if (performance.now() > deadline) return false;
      this.cleanup.wake();
      await setTimeout(LOOK_EVERY_MS);
    }
  }

  /** In steps; the files follow their rows. @returns number of attachments */
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

import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { DataSource } from 'typeorm';
import { BackgroundLoop } from '../common/background-loop.js';
import { AppLogger } from '../common/logger.js';
import { ClockGuard } from '../database/clock-guard.js';
import { FileStore, type StoredFile } from './storage/file-store.js';

const BATCH = 200;
const SAFETY_POLL_MS = 2_000;
const ORPHAN_AFTER_MS = 3_600_000;

const NOTED_SQL = 'SELECT storage_key FROM files_to_delete WHERE storage_key > $1::uuid ORDER BY storage_key LIMIT $2';
const DONE_SQL = 'DELETE FROM files_to_delete WHERE storage_key = ANY($1::uuid[])';
const NAMED_SQL = 'SELECT storage_key FROM attachments WHERE storage_key = ANY($1::uuid[])';
const ROWS_SQL = `
  SELECT id, storage_key FROM attachments WHERE id > $1::uuid AND created_at < $3 ORDER BY id LIMIT $2`;

const FIRST_ID = '00000000-0000-0000-0000-000000000000';

interface KeyRow {
  storage_key: string;
}

/**
 * Keeps store and table in step. The transaction that made a file unneeded noted it; this removes the file after the
 * commit, with retries. No transaction is held meanwhile, since the store may be far away.
 */
@Injectable()
export class FileCleanup implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop: BackgroundLoop;

  constructor(
    private readonly dataSource: DataSource,
    private readonly store: FileStore,
    private readonly logger: AppLogger,
    private readonly clock: ClockGuard,
  ) {
    this.loop = new BackgroundLoop({
      round: () => this.removeNoted(),
      onError: (error) => logger.error('Deleted files could not be removed from the store; trying again.', error),
      retryMs: SAFETY_POLL_MS,
      // Finds deletions without a wake-up, such as those of a whole ticket.
      safetyPollMs: SAFETY_POLL_MS,
    });
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  /** A file was just noted for removal. */
  wake(): void {
    this.loop.wake();
  }

  /**
   * For a file that may have no row. When a connection is lost during COMMIT, the outcome is unknown, so the table is
   * asked; if it cannot answer, the orphan sweep finds the file.
   */
  async discard(storageKey: string): Promise<void> {
    try {
      if (!(await this.named([storageKey])).has(storageKey)) await this.store.remove(storageKey);
    } catch (error) {
      this.logger.warn('attachments.discard_failed', { storage_key: storageKey, error: String(error) });
    }
  }

  @Cron('23 * * * *')
  async sweep(): Promise<void> {
    try {
      // With the clock ahead, an upload in progress would look abandoned.
      const now = await this.clock.trustedTime();
      if (now !== undefined) await this.sweepOrphans(now);
    } catch (error) {
      this.logger.error(error);
    }
  }

  /** Files without a row, and rows without a file: a crash between the two leaves them behind. */
  async sweepOrphans(now: Date = new Date()): Promise<void> {
    const before = new Date(now.getTime() - ORPHAN_AFTER_MS);
    try {
      const unfinished = await this.store.removeUnfinished(before);
      const orphans = await this.removeOrphans(before);
      const missing = await this.findMissing(before);
      if (unfinished + orphans > 0) this.logger.event('attachments.orphans_removed', { unfinished, orphans });
      if (missing.length > 0) this.logger.error('attachments.files_missing', { attachment_ids: missing });
    } catch (error) {
      this.logger.error(error);
    }
  }

  private async removeNoted(): Promise<void> {
    let after = FIRST_ID;
    for (;;) {
      const rows = await this.dataSource.query<KeyRow[]>(NOTED_SQL, [after, BATCH]);
      const keys = rows.map((row) => row.storage_key);
      const results = await Promise.allSettled(keys.map((key) => this.store.remove(key)));
      const done = keys.filter((_, index) => results[index]?.status === 'fulfilled');
      if (done.length > 0) await this.dataSource.query(DONE_SQL, [done]);
      if (done.length < keys.length) this.logger.warn('attachments.files_kept', { files: keys.length - done.length });
      const last = keys.at(-1);
      if (keys.length < BATCH || last === undefined || !this.loop.isStarted) return;
      after = last;
    }
  }

  private async removeOrphans(before: Date): Promise<number> {
    let removed = 0;
    for await (const keys of batches(this.store.list(), before)) {
      const named = await this.named(keys);
      for (const key of keys.filter((key) => !named.has(key))) {
        if (await this.removed(key)) removed += 1;
      }
    }
    return removed;
  }

  /** The next sweep finds a file again that cannot be removed now; the others are removed. */
  private async removed(key: string): Promise<boolean> {
    try {
      await this.store.remove(key);
      return true;
    } catch (error) {
      this.logger.warn('attachments.file_kept', { storage_key: key, error: String(error) });
      return false;
    }
  }

  private async findMissing(before: Date): Promise<string[]> {
    const lost: (KeyRow & { id: string })[] = [];
    let after = FIRST_ID;
    for (;;) {
      const rows = await this.dataSource.query<(KeyRow & { id: string })[]>(ROWS_SQL, [after, BATCH, before]);
      const found = await Promise.all(rows.map((row) => this.store.has(row.storage_key)));
      lost.push(...rows.filter((_, index) => found[index] === false));
      const last = rows.at(-1);
      if (rows.length < BATCH || last === undefined) break;
      after = last.id;
    }
    // Replaced or deleted meanwhile, so the file is rightly gone.
    const named = await this.named(lost.map((row) => row.storage_key));
    return lost.filter((row) => named.has(row.storage_key)).map((row) => row.id);
  }

  private async named(keys: readonly string[]): Promise<Set<string>> {
    const rows = await this.dataSource.query<KeyRow[]>(NAMED_SQL, [keys]);
    return new Set(rows.map((row) => row.storage_key));
  }
}

async function* batches(files: AsyncIterable<StoredFile>, before: Date): AsyncGenerator<string[]> {
  let keys: string[] = [];
  for await (const { key, modifiedAt } of files) {
    if (modifiedAt >= before) continue;
    keys.push(key);
    if (keys.length < BATCH) continue;
    yield keys;
    keys = [];
  }
  if (keys.length > 0) yield keys;
}

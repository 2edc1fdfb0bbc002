import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder, modifiedAt, namesIn } from './folders.js';

/** Uploads in progress: a file is received here completely before it moves to its place. */
export class IncomingFiles {
  constructor(private readonly folder: string) {}

  /**
   * Flushed to the disk when it resolves; the caller moves or removes it. When it rejects, also with an error of
   * `content`, nothing is left.
   *
   * @returns its path
   */
  async receive(key: string, content: AsyncIterable<Uint8Array>): Promise<string> {
    const path = join(this.folder, key);
    await makeFolder(this.folder);
    // Opened before the first byte: a file made later could not be removed on an early error.
    const handle = await open(path, 'wx', 0o600);
    try {
      try {
        for await (const chunk of content) await handle.writeFile(chunk);
        await handle.sync();
      } finally {
        await handle.close();
      }
      return path;
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
  }

  /** Files left by a dead process, last touched before `before`; @returns how many */
  async removeUnfinished(before: Date): Promise<number> {
    let removed = 0;
    for (const name of await namesIn(this.folder)) {
      const path = join(this.folder, name);
      const time = await modifiedAt(path);
      if (time === undefined || time >= before) continue;
      await rm(path, { force: true });
      removed += 1;
    }
    return removed;
  }
}

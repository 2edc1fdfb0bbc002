import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder, modifiedAt, namesIn } from './folders.js';

/** Uploads on their way: a file comes in here whole before it goes where it stays. */
export class IncomingFiles {
  constructor(private readonly folder: string) {}

  /**
   * Forced to the disk when it resolves; the caller moves or removes it. When it rejects, with whatever `content` threw,
   * nothing of it is left.
   *
   * @returns its path
   */
  async receive(key: string, content: AsyncIterable<Uint8Array>): Promise<string> {
    const path = join(this.folder, key);
    await makeFolder(this.folder);
    // Open before the first byte is taken: a file that is made later could not be removed by then.
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

  /** What a process that died left here, last touched before `before`; @returns how many */
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

import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { isUuid } from '../../common/ids.js';
import { FileStore, type ByteRange, type StoredFile } from './file-store.js';
import { isMissing, makeFolder, modifiedAt, namesIn, syncFolder } from './folders.js';
import { IncomingFiles } from './incoming-files.js';
import { storagePath } from './storage-path.js';

/** Files in a folder: written under `incoming/` and, once complete, renamed into `files/`. */
export class LocalFileStore extends FileStore {
  private readonly incoming: IncomingFiles;
  private readonly files: string;

  constructor(folder: string) {
    super();
    this.incoming = new IncomingFiles(join(folder, 'incoming'));
    this.files = join(folder, 'files');
  }

  async write(key: string, content: AsyncIterable<Uint8Array>): Promise<void> {
    const path = this.pathOf(key);
    await makeFolder(dirname(path));
    const draft = await this.incoming.receive(key, content);
    try {
      await rename(draft, path);
      await syncFolder(dirname(path));
    } catch (error) {
      await rm(draft, { force: true });
      await rm(path, { force: true });
      throw error;
    }
  }

  async read(key: string, range?: ByteRange): Promise<Readable | undefined> {
    try {
      // Opened here, because a stream would report a missing file only after the response has begun.
      const handle = await open(this.pathOf(key), 'r');
      return handle.createReadStream(range);
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  async remove(key: string): Promise<void> {
    await rm(this.pathOf(key), { force: true });
  }

  async has(key: string): Promise<boolean> {
    return (await modifiedAt(this.pathOf(key))) !== undefined;
  }

  async *list(): AsyncIterable<StoredFile> {
    for (const folder of await namesIn(this.files)) {
      for (const key of await namesIn(join(this.files, folder))) {
        const time = isUuid(key) ? await modifiedAt(join(this.files, folder, key)) : undefined;
        if (time !== undefined) yield { key, modifiedAt: time };
      }
    }
  }

  removeUnfinished(before: Date): Promise<number> {
    return this.incoming.removeUnfinished(before);
  }

  private pathOf(key: string): string {
    return join(this.files, storagePath(key));
  }
}

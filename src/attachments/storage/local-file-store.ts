import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { isUuid } from '../../common/ids.js';
import { FileStore, type ByteRange, type StoredFile } from './file-store.js';

/**
 * Files in a folder: `files/<last two characters of the key>/<key>`, for the first ones of a UUIDv7 are the time. A file is
 * written under `incoming/`, forced to the disk and only then renamed to its place.
 */
export class LocalFileStore extends FileStore {
  private readonly incoming: string;
  private readonly files: string;

  constructor(folder: string) {
    super();
    this.incoming = join(folder, 'incoming');
    this.files = join(folder, 'files');
  }

  async write(key: string, content: AsyncIterable<Uint8Array>): Promise<void> {
    const [draft, path] = [join(this.incoming, key), this.pathOf(key)];
    await makeFolder(this.incoming);
    await makeFolder(dirname(path));
    // Open before the first byte is taken: a file that is made later could not be removed by then.
    const handle = await open(draft, 'wx', 0o600);
    try {
      try {
        for await (const chunk of content) await handle.writeFile(chunk);
        await handle.sync();
      } finally {
        await handle.close();
      }
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
      // Opened here: a stream would report a missing file only when the answer has begun.
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

  async removeUnfinished(before: Date): Promise<number> {
    let removed = 0;
    for (const name of await namesIn(this.incoming)) {
      const path = join(this.incoming, name);
      const time = await modifiedAt(path);
      if (time === undefined || time >= before) continue;
      await rm(path, { force: true });
      removed += 1;
    }
    return removed;
  }

  private pathOf(key: string): string {
    // Keys are ours; a bug that lets another through must not become a path.
    if (!isUuid(key)) throw new Error('a storage key must be a UUID');
    return join(this.files, key.slice(-2), key);
  }
}

async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true });
  if (first !== undefined) await syncFolder(dirname(first));
}

/** A rename survives a crash only once its folder is on the disk, too. */
async function syncFolder(path: string): Promise<void> {
  // Windows opens no folders; its rename is journalled.
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

async function modifiedAt(path: string): Promise<Date | undefined> {
  try {
    return (await stat(path)).mtime;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}

import { constants } from 'node:fs';
import { chmod, copyFile, mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode } from '../../src/database/system-process.js';

export interface CopyOptions {
  /** Paths relative to the source; a folder that is left out is made, empty. */
  readonly leaveOut?: (path: string) => boolean;
}

/**
 * Copies a folder in which files may appear and vanish meanwhile. A file that is there already, as long as the original, is
 * kept: a second pass brings only what is new.
 */
export async function copyTree(
  source: string,
  target: string,
  { leaveOut = () => false }: CopyOptions = {},
): Promise<void> {
  const copyFolder = async (path: string): Promise<void> => {
    await mkdir(join(target, path), { recursive: true, mode: 0o700 });
    for (const entry of await unlessGone(readdir(join(source, path), { withFileTypes: true }), [])) {
      const inner = join(path, entry.name);
      if (entry.isDirectory()) {
        if (leaveOut(inner)) await mkdir(join(target, inner), { recursive: true, mode: 0o700 });
        else await copyFolder(inner);
      } else if (entry.isFile() && !leaveOut(inner)) {
        await copyOne(join(source, inner), join(target, inner));
      }
    }
  };
  await copyFolder('');
}

/** Files and their bytes below a folder. */
export async function sizeOf(folder: string): Promise<{ files: number; bytes: number }> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size),
  );
  return { files: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

async function copyOne(source: string, target: string): Promise<void> {
  const [from, to] = await Promise.all([sizeIfThere(source), sizeIfThere(target)]);
  if (from === undefined || from === to) return;
  // A clone where the file system has them.
  await unlessGone(
    copyFile(source, target, constants.COPYFILE_FICLONE).then(() => chmod(target, 0o600)),
    undefined,
  );
}

async function sizeIfThere(path: string): Promise<number | undefined> {
  return unlessGone<number | undefined>(
    stat(path).then(({ size }) => size),
    undefined,
  );
}

async function unlessGone<T>(work: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return otherwise;
    throw error;
  }
}

import { mkdir, open, readdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Makes the folder and its parents; survives a crash. */
export async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true });
  if (first !== undefined) await syncFolder(dirname(first));
}

/** A rename survives a crash only once its folder is on the disk, too. */
export async function syncFolder(path: string): Promise<void> {
  // Windows opens no folders; its rename is journalled.
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** @returns none for a folder that is not there */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** @returns undefined when there is no such file */
export async function modifiedAt(path: string): Promise<Date | undefined> {
  try {
    return (await stat(path)).mtime;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

export function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}

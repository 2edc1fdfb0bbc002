import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const STAMP = '.built-from';
const LOOK_EVERY_MS = 200;

/**
 * Builds a folder unless it was built from these very inputs. One build at a time; the folder appears as a whole, so that a
 * server serves the old build or the new one.
 *
 * @param {{ dist: string, lock: string, inputs: string, build: (folder: string) => Promise<void> }} options `inputs` is a
 *   digest of everything that the result depends on; `lock` is a folder that exists during a build
 */
export async function buildOnce({ dist, lock, inputs, build }) {
  const isBuilt = async () => (await readFile(join(dist, STAMP), 'utf8').catch(() => '')) === inputs;
  if (await isBuilt()) return;
  await takeTurn(lock);
  try {
    // It may have been built while this process waited.
    if (await isBuilt()) return;
    const next = join(lock, 'dist');
    await build(next);
    await writeFile(join(next, STAMP), inputs);
    await rm(dist, { recursive: true, force: true });
    await rename(next, dist);
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}

async function takeTurn(lock) {
  for (;;) {
    try {
      await mkdir(lock);
      return await writeFile(join(lock, 'pid'), `${process.pid}`);
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    await delay(LOOK_EVERY_MS);
    const pid = await readFile(join(lock, 'pid'), 'utf8').catch(() => '');
    if (pid !== '' && !isAlive(Number(pid))) await rm(lock, { recursive: true, force: true });
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

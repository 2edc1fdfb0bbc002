import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { extractInlineScripts } from './inline-scripts.mjs';
import { hashOfInputs } from './inputs.mjs';

/**
 * `npm run build:site`: builds the site of the documentation into `site/dist`, unless it is there for these very pages. The
 * folder appears as a whole: the server serves the old site or the new one.
 */
const SITE = fileURLToPath(new URL('./', import.meta.url));
const DIST = join(SITE, 'dist');
const LOCK = join(SITE, '.building');
const STAMP = '.built-from';
const LOOK_EVERY_MS = 200;

const inputs = await hashOfInputs();
if (!(await isBuilt())) {
  await takeTurn();
  try {
    // It may have been built while this process waited.
    if (!(await isBuilt())) await buildSite();
  } finally {
    await rm(LOCK, { recursive: true, force: true });
  }
}

async function isBuilt() {
  return (await readFile(join(DIST, STAMP), 'utf8').catch(() => '')) === inputs;
}

/** One build at a time: the generator keeps its temporary files in one place. */
async function takeTurn() {
  for (;;) {
    try {
      await mkdir(LOCK);
      return await writeFile(join(LOCK, 'pid'), `${process.pid}`);
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    await delay(LOOK_EVERY_MS);
    const pid = await readFile(join(LOCK, 'pid'), 'utf8').catch(() => '');
    if (pid !== '' && !isAlive(Number(pid))) await rm(LOCK, { recursive: true, force: true });
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

async function buildSite() {
  const next = join(LOCK, 'dist');
  const { build } = await import('vitepress');
  await build(SITE, { outDir: next });
  await extractInlineScripts(next);
  await writeFile(join(next, STAMP), inputs);
  await rm(DIST, { recursive: true, force: true });
  await rename(next, DIST);
}

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const FOLDERS = ['docs', 'site/.vitepress'];
const FILES = [
  'README.md',
  'SECURITY.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'client/README.md',
  'web/README.md',
  'site/inline-scripts.mjs',
];

/** Of everything that the site is made from, the generator's version among it. */
export async function hashOfInputs() {
  const hash = createHash('sha256');
  for (const path of [...FILES, ...(await Promise.all(FOLDERS.map(filesIn))).flat()].sort()) {
    hash.update(`${path}\0`).update(await readFile(ROOT + path));
  }
  const { version } = createRequire(import.meta.url)('vitepress/package.json');
  return hash.update(version).digest('hex');
}

async function filesIn(folder) {
  const entries = await readdir(ROOT + folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('/.temp'))
    .map((entry) => `${entry.parentPath.slice(ROOT.length)}/${entry.name}`);
}

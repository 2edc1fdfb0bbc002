import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';

const JEST_GLOBALS = new URL('./jest/globals.mjs', import.meta.url).href;
/** Jest's runtime gives it to each test file: what the file imports from the folders of tests is evaluated for that file alone. */
const TEST_FILE = /\?file=\d+$/;
const TEST_FOLDERS = ['../', '../../client/test/'].map((path) => new URL(path, import.meta.url).href);

export async function resolve(specifier, context, next) {
  const found = await find(specifier, context, next);
  const [suffix] = TEST_FILE.exec(context.parentURL ?? '') ?? [];
  if (suffix !== undefined && TEST_FOLDERS.some((folder) => found.url.startsWith(folder))) found.url += suffix;
  return found;
}

/** `./x.js` in a TypeScript file means `./x.ts` when that file exists. */
async function find(specifier, context, next) {
  if (specifier === '@jest/globals') return { url: JEST_GLOBALS, format: 'module', shortCircuit: true };
  if (/^(\.|file:).*\.js$/.test(specifier)) {
    const url = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
    if (existsSync(url)) return { url: url.href, format: 'module', shortCircuit: true };
  }
  if (specifier.endsWith('.ts')) {
    return { url: new URL(specifier, context.parentURL).href, format: 'module', shortCircuit: true };
  }
  return next(specifier, context);
}

/** By the project's own .swcrc, so that decorators mean the same as in the build. */
export async function load(url, context, next) {
  const filename = url.startsWith('file:') ? fileURLToPath(url) : '';
  if (!filename.endsWith('.ts')) return next(url, context);
  const { code } = await transform(await readFile(filename, 'utf8'), { filename, sourceMaps: 'inline' });
  return { format: 'module', source: code, shortCircuit: true };
}

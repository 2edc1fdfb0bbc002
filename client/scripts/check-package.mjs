import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** `node scripts/check-package.mjs [folder]`: exits 1 when the package lacks a file that it promises, and names each. */
const root = process.argv[2] ?? fileURLToPath(new URL('../', import.meta.url));
const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const promised = new Set(['LICENSE', 'README.md', ...filesOf(exports)]);
const missing = [...promised].filter((path) => !hasContent(join(root, path)));

if (missing.length > 0) {
  console.error(`@carillon/client is not whole. Missing or empty: ${missing.join(', ')}. Run \`npm run build\` first.`);
  process.exit(1);
}

function filesOf(target) {
  return typeof target === 'string' ? [target] : Object.values(target).flatMap(filesOf);
}

function hasContent(path) {
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

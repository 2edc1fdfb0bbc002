import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const BUILD = fileURLToPath(new URL('../../web/scripts/build.mjs', import.meta.url));

let built: Promise<unknown> | undefined;

/** The dashboard of these sources, in `web/dist`. It is built at most once, however many test files ask at the same time. */
export async function builtWeb(): Promise<void> {
  built ??= promisify(execFile)(process.execPath, [BUILD]);
  await built;
}

interface ManifestEntry {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
}

/** @returns bytes by brotli of all scripts that must be there before the page `source` of `web/` is shown */
export async function scriptBytes(source: string): Promise<number> {
  const dist = new URL('../../web/dist/', import.meta.url);
  const manifest = JSON.parse(await readFile(new URL('.vite/manifest.json', dist), 'utf8')) as Record<
    string,
    ManifestEntry
  >;
  if (manifest[source] === undefined) throw new Error(`${source} is no module of its own in the build.`);
  const needed = new Set<string>();
  const add = (key: string) => {
    if (needed.has(key)) return;
    needed.add(key);
    for (const each of manifest[key]?.imports ?? []) add(each);
  };
  add(source);
  for (const [key, { isEntry }] of Object.entries(manifest)) if (isEntry === true) add(key);
  const sizes = await Promise.all(
    [...needed].map(async (key) => (await stat(new URL(`${manifest[key]?.file}.br`, dist))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

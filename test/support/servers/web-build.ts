import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const BUILD = fileURLToPath(new URL('../../../web/scripts/build.mjs', import.meta.url));

let built: Promise<unknown> | undefined;

/** The dashboard of these sources, in `web/dist`. It is built at most once, however many test files ask at the same time. */
export async function builtWeb(): Promise<void> {
  built ??= promisify(execFile)(process.execPath, [BUILD]);
  await built;
}

interface ManifestEntry {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly isDynamicEntry?: boolean;
  readonly imports?: readonly string[];
}

type Manifest = Readonly<Record<string, ManifestEntry>>;

const DIST = new URL('../../../web/dist/', import.meta.url);
/** Around every page of a signed-in person, with the bell. */
const FRAME = ['src/frame.tsx', 'src/inbox/bell.tsx'];
const LOGIN = 'src/session/login-page.tsx';

export interface ScriptSizes {
  /** By source of the page: KiB by brotli of all scripts that must be there before it is shown. */
  readonly pages: Readonly<Record<string, number>>;
  /** By source of what is loaded later: KiB that the frame does not have yet. */
  readonly parts: Readonly<Record<string, number>>;
}

/** Of every file that `web/` loads by a dynamic import. Those called `…-page.tsx` are pages. */
export async function scriptSizes(): Promise<ScriptSizes> {
  const manifest = JSON.parse(await readFile(new URL('.vite/manifest.json', DIST), 'utf8')) as Manifest;
  const entries = Object.keys(manifest).filter((key) => manifest[key]?.isEntry === true);
  const frame = await sizeOf(manifest, [...entries, ...FRAME]);
  const pages: Record<string, number> = {};
  const parts: Record<string, number> = {};
  for (const key of Object.keys(manifest).filter((name) => manifest[name]?.isDynamicEntry === true)) {
    const size = await sizeOf(manifest, [...entries, ...(key === LOGIN ? [] : FRAME), key]);
    if (key.endsWith('-page.tsx')) pages[key] = size;
    else parts[key] = size - frame;
  }
  return { pages, parts };
}

async function sizeOf(manifest: Manifest, sources: readonly string[]): Promise<number> {
  const needed = new Set<string>();
  const add = (key: string) => {
    const entry = manifest[key];
    if (entry === undefined) throw new Error(`${key} is no file of its own in the build.`);
    if (needed.has(entry.file)) return;
    needed.add(entry.file);
    for (const each of entry.imports ?? []) add(each);
  };
  for (const source of sources) add(source);
  const sizes = await Promise.all([...needed].map(async (file) => (await stat(new URL(`${file}.br`, DIST))).size));
  return sizes.reduce((sum, size) => sum + size, 0) / 1_024;
}

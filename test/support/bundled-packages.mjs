import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FOLDER = join(ROOT, 'node_modules/.cache/test-packages');
const require = createRequire(import.meta.url);

/**
 * Packages of many small files, by the paths under which anyone imports them. A path that is missing here would load a
 * second copy of its package.
 */
const ENTRIES = {
  'class-validator': 'class-validator',
  'es-toolkit/compat': 'es-toolkit',
  'prom-client': 'prom-client',
  rxjs: 'rxjs',
  'rxjs/operators': 'rxjs',
  typeorm: 'typeorm',
  undici: 'undici',
};
/** What only those packages use. */
const INNER = ['validator', 'libphonenumber-js', '@opentelemetry/api', 'tdigest', 'bintrees'];

/**
 * Jest loads every module anew for each test file, half of 3,400 from these packages. As one file each they cost a third.
 * They are bundled once per installation.
 *
 * @returns the bundles' paths by the names under which the packages are imported
 */
export async function bundledPackages() {
  const sources = [fileURLToPath(import.meta.url), join(ROOT, 'package-lock.json')];
  const hash = createHash('sha256').update(process.version);
  for (const path of sources) hash.update(readFileSync(path));
  const folder = join(FOLDER, hash.digest('hex').slice(0, 16));
  if (!existsSync(folder)) await makeBundles(folder);
  return Object.fromEntries(Object.keys(ENTRIES).map((name) => [name, join(folder, `${fileName(name)}.cjs`)]));
}

async function makeBundles(folder) {
  await mkdir(FOLDER, { recursive: true });
  const made = await mkdtemp(join(FOLDER, 'making-'));
  const input = Object.fromEntries(Object.keys(ENTRIES).map((name) => [fileName(name), require.resolve(name)]));
  const bundle = await rolldown({ input, platform: 'node', external: isExternal, logLevel: 'silent' });
  await bundle.write({ dir: made, format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' });
  await bundle.close();
  try {
    await rename(made, folder);
  } catch (error) {
    // Another run was faster.
    if (!existsSync(folder)) throw error;
    await rm(made, { recursive: true });
  }
}

function isExternal(id) {
  if (id.startsWith('.') || id.startsWith('/')) return false;
  return ![...Object.values(ENTRIES), ...INNER].some((name) => id === name || id.startsWith(`${name}/`));
}

function fileName(name) {
  return name.replace('/', '-');
}

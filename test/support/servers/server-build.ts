import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** What the built code looks for beside its folder. */
const NEIGHBOURS = ['node_modules', 'package.json', 'client', 'site', 'web'];

let build: Promise<string> | undefined;
/** Outside a run of Jest nothing else removes it. */
let ownFolder: string | undefined;

/**
 * The sources as they are now, built once per run of Jest: a server of it starts in two thirds of the time that it takes
 * to translate the sources at every start, and a test that kills starts dozens.
 *
 * @returns the path of `main.js`
 */
export async function builtServer(): Promise<string> {
  build ??= sharedBuild();
  return join(await build, 'dist', 'src', 'main.js');
}

/** For `afterAll`. The build that a run of Jest shares stays until the run ends. */
export async function removeBuild(): Promise<void> {
  if (ownFolder === undefined) return;
  const folder = ownFolder;
  ownFolder = undefined;
  build = undefined;
  await rm(folder, { recursive: true, force: true });
}

async function sharedBuild(): Promise<string> {
  const parent = process.env['CARILLON_TEST_BUILDS'] ?? (ownFolder = await mkdtemp(join(tmpdir(), 'carillon-build-')));
  const shared = join(parent, 'server');
  if (existsSync(shared)) return shared;
  const made = await makeBuild(parent);
  try {
    await rename(made, shared);
  } catch (error) {
    // Another test file was faster.
    if (!existsSync(shared)) throw error;
    await rm(made, { recursive: true, force: true });
  }
  return shared;
}

/**
 * @param parent where the folder is made
 * @param sources beside those of the server
 * @returns the folder, with the built code in `dist`
 */
export async function makeBuild(parent: string, sources: readonly string[] = []): Promise<string> {
  const folder = await mkdtemp(join(parent, 'making-'));
  for (const name of NEIGHBOURS) await symlink(join(ROOT, name), join(folder, name));
  const dist = join(folder, 'dist');
  await mkdir(dist);
  const swc = join(ROOT, 'node_modules/@swc/cli/bin/swc.js');
  const output = ['--out-dir', dist, '--config-file', join(ROOT, '.swcrc')];
  await run(process.execPath, [swc, 'src', 'migrations', ...sources, ...output], { cwd: ROOT });
  return folder;
}

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** What the built code looks for beside its folder. */
const NEIGHBOURS = ['node_modules', 'package.json', 'client', 'site', 'web'];

let build: Promise<{ folder: string; main: string }> | undefined;

/**
 * The sources of this moment, built for this test file alone: a server of it starts in two thirds of the time that it
 * takes to translate the sources at every start, and a test that kills starts dozens.
 *
 * @returns the path of `main.js`
 */
export async function builtServer(): Promise<string> {
  build ??= makeBuild();
  return (await build).main;
}

/** For `afterAll`. */
export async function removeBuild(): Promise<void> {
  if (build === undefined) return;
  const { folder } = await build;
  build = undefined;
  await rm(folder, { recursive: true, force: true });
}

async function makeBuild(): Promise<{ folder: string; main: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'carillon-build-'));
  for (const name of NEIGHBOURS) await symlink(join(ROOT, name), join(folder, name));
  const dist = join(folder, 'dist');
  await mkdir(dist);
  const swc = join(ROOT, 'node_modules/@swc/cli/bin/swc.js');
  const output = ['--out-dir', dist, '--config-file', join(ROOT, '.swcrc')];
  await run(process.execPath, [swc, 'src', 'migrations', ...output], { cwd: ROOT });
  return { folder, main: join(dist, 'src', 'main.js') };
}

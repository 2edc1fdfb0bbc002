import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const BUILD = fileURLToPath(new URL('../../web/scripts/build.mjs', import.meta.url));

let built: Promise<unknown> | undefined;

/** The dashboard of these sources, in `web/dist`. It is built at most once, however many test files ask at the same time. */
export async function builtWeb(): Promise<void> {
  built ??= promisify(execFile)(process.execPath, [BUILD]);
  await built;
}

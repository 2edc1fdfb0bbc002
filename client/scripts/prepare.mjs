import { dirname } from 'node:path';
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * npm calls this when another project installs this folder (`npm i file:…/client`), but also for the `npm ci` of this
 * repository, whose servers and tests build what they need themselves.
 */
const repository = fileURLToPath(new URL('../../', import.meta.url));
const installing = process.env.npm_config_local_prefix ?? process.env.INIT_CWD ?? process.cwd();
const isOwnInstall = realpathSync(installing) === realpathSync(dirname(`${repository}.`));
if (!isOwnInstall) await import('./build.mjs');

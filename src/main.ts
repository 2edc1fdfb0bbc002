import { join } from 'node:path';
import type { AppConfig } from './common/config.js';
import { EmbeddedPostgres } from './database/embedded-postgres.js';
import { fail } from './failure.js';
import { checkedConfig } from './start-checks.js';

async function start(): Promise<void> {
  const config = await checkedConfig();
  // The application takes seconds to load. Not before the checks, so that a wrong configuration is reported at once, and
  // while the database starts.
  const [{ serve }, postgres] = await Promise.all([import('./serve.js'), startEmbedded(config)]);
  await serve(config, postgres);
}

/** Undefined: `DATABASE_URL` names a server. */
async function startEmbedded({ databaseUrl, dataDir }: AppConfig): Promise<EmbeddedPostgres | undefined> {
  if (databaseUrl !== undefined) return undefined;
  return EmbeddedPostgres.start({ dataDir: join(dataDir, 'postgres'), mayAttach: false });
}

start().catch(fail);

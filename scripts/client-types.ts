import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApplication } from '../src/application.js';
import { AppConfig } from '../src/common/config.js';
import { runMigrations } from '../src/database/migrations.js';
import { CLIENT_CATALOGUE_FILE, CLIENT_TYPES_FILE, clientCatalogue, clientTypes } from './client-types/generate.js';
import { withScratchDatabase } from './lent-database.js';

/** `npm run client:types`: regenerates the client's types and names from the OpenAPI document and the event catalogue. */
const document = await withScratchDatabase(readDocument);
await writeFile(CLIENT_TYPES_FILE, await clientTypes(document));
await writeFile(CLIENT_CATALOGUE_FILE, clientCatalogue());

async function readDocument(databaseUrl: string): Promise<unknown> {
  await runMigrations(databaseUrl);
  const dataDir = await mkdtemp(join(tmpdir(), 'carillon-types-'));
  const app = await createApplication(
    new AppConfig({ DATABASE_URL: databaseUrl, DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'warn' }),
  );
  try {
    await app.listen(0, '127.0.0.1');
    const response = await fetch(`${await app.getUrl()}/api/openapi.json`);
    return await response.json();
  } finally {
    await app.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

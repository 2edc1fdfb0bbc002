import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { loadMigrations, runMigrations } from '../../src/database/migrations.js';
import { readLock } from '../../scripts/migration-lock.js';
import { createDatabase, type TestDatabase } from '../support/database/database.js';
import { countRows, fillTables } from '../support/database/filled-tables.js';
import { onDatabase, schemaOf } from '../support/schema.js';

const LEVELS = 10;

let fresh: string[];
const made: TestDatabase[] = [];

beforeAll(async () => {
  const database = await createDatabase();
  fresh = await schemaOf(database.url);
  await database.drop();
});
afterAll(async () => {
  for (const database of made) await database.drop();
});

/** A database as a version with the first `count` migrations left it. */
async function migratedTo(count: number, template?: TestDatabase): Promise<TestDatabase> {
  const database = await createDatabase(nameOf(template) ?? 'template0');
  made.push(database);
  const migrations = (await loadMigrations()).slice(0, count);
  const dataSource = new DataSource({ type: 'postgres', url: database.url, migrations });
  await dataSource.initialize();
  await dataSource.runMigrations({ transaction: 'each' });
  await dataSource.destroy();
  return database;
}

function nameOf(database: TestDatabase | undefined): string | undefined {
  return database === undefined ? undefined : new URL(database.url).pathname.slice(1);
}

async function names(url: string): Promise<string[]> {
  return onDatabase(url, async (client) => {
    const { rows } = await client.query<{ name: string }>('SELECT name FROM migrations ORDER BY id');
    return rows.map(({ name }) => name);
  });
}

describe('an upgrade', () => {
  it(`from each of the last ${LEVELS} schemas gives the schema of an empty database, and keeps every row`, async () => {
    const all = (await loadMigrations()).length;
    let level: TestDatabase | undefined;
    for (let count = all - LEVELS; count <= all; count += 1) {
      level = await migratedTo(count, level);
      const database = await createDatabase(nameOf(level));
      const before = await onDatabase(database.url, fillTables);
      expect([...before.values()].filter((rows) => rows > 0).length).toBeGreaterThan(30);
      await runMigrations(database.url);
      expect(await schemaOf(database.url)).toEqual(fresh);
      const after = await onDatabase(database.url, (client) => countRows(client, [...before.keys()]));
      expect([count, ...after]).toEqual([count, ...before]);
      await database.drop();
    }
  }, 120_000);

  it('runs the migrations in their locked order', async () => {
    const database = await createDatabase();
    made.push(database);
    expect(await names(database.url)).toEqual((await readLock()).map(({ name }) => name));
  });

  it('recognises a migration by its former name, and adds what edited ones lacked', async () => {
    const place = (await loadMigrations()).findIndex(({ name }) => name === 'LiveWatchers1764000015000');
    const database = await migratedTo(place + 1);
    const before = await onDatabase(database.url, async (client) => {
      await client.query(`
        UPDATE migrations SET name = 'LiveWatchers1764000012000', timestamp = 1764000012000
         WHERE name = 'LiveWatchers1764000015000';
        ALTER TABLE notifications DROP deleted_at;
        DROP TABLE inbox_changes;
        ALTER TABLE webhook_deliveries DROP tries, DROP waited_ms, DROP timings, DROP enriched_data;
        ALTER TABLE webhook_endpoints DROP failing_told;
        DROP INDEX webhook_endpoints_name_user, webhook_endpoints_name_company, webhook_endpoints_name_system`);
      const rows = await fillTables(client);
      await client.query(`UPDATE webhook_endpoints SET kind = 'endpoint', owner_type = 'system', name = 'Twice'`);
      return rows;
    });
    await runMigrations(database.url);
    expect(await schemaOf(database.url)).toEqual(fresh);
    await onDatabase(database.url, async (client) => {
      expect([...(await countRows(client, [...before.keys()]))]).toEqual([...before]);
      const { rows } = await client.query('SELECT name FROM webhook_endpoints ORDER BY name');
      expect(rows).toEqual([{ name: 'Twice' }, { name: 'Twice 2' }]);
    });
  }, 60_000);
});

describe('an older version on a newer schema', () => {
  it('is refused before any change, and the unknown migrations are named', async () => {
    const database = await createDatabase();
    made.push(database);
    await onDatabase(database.url, (client) =>
      client.query(`INSERT INTO migrations (timestamp, name) VALUES (9900000000000, 'Later9900000000000')`),
    );
    await expect(runMigrations(database.url)).rejects.toMatchObject({
      name: 'SchemaIsNewer',
      unknown: ['Later9900000000000'],
      message: expect.stringContaining('Start the version that migrated it'),
    });
  });
});

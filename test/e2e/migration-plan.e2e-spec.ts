import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';
import { planMigrations, type MigrationPlan } from '../../scripts/migration-plan/plan.js';
import { rehearse, type TouchedTable } from '../../scripts/migration-plan/rehearsal.js';
import { planReport } from '../../scripts/migration-plan/report.js';
import { loadMigrations } from '../../src/database/migrations.js';
import { createDatabase, type TestDatabase } from '../support/database/database.js';
import { countRows, fillTables } from '../support/database/filled-tables.js';
import { onDatabase, schemaOf } from '../support/schema.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
/** The last that the older version of these tests knows. */
const LAST_OF_OLD = 'QueueSenders1764000025300';
const PEOPLE = 3_000;

const made: TestDatabase[] = [];
let old: TestDatabase;
let pending: string[];

async function database(template?: string): Promise<TestDatabase> {
  const one = await createDatabase(template);
  made.push(one);
  return one;
}

beforeAll(async () => {
  const migrations = await loadMigrations();
  const count = migrations.findIndex(({ name }) => name === LAST_OF_OLD) + 1;
  pending = migrations.slice(count).map(({ name }) => name);
  old = await database('template0');
  const dataSource = new DataSource({ type: 'postgres', url: old.url, migrations: migrations.slice(0, count) });
  await dataSource.initialize();
  await dataSource.runMigrations({ transaction: 'each' });
  await dataSource.destroy();
  await onDatabase(old.url, async (client) => {
    await fillTables(client);
    await client.query(
      `INSERT INTO users
       SELECT (jsonb_populate_record(u, jsonb_build_object('id', gen_random_uuid(), 'email', n || '@example.com', 'email_key', NULL))).*
         FROM users u, generate_series(1, $1::int) n WHERE u.email = 'person1@example.com'`,
      [PEOPLE],
    );
    await client.query('ANALYZE users');
  });
});
afterAll(async () => {
  for (const one of made) await one.drop();
});

describe('the plan of migrations', () => {
  let plan: MigrationPlan;
  const touched = (migration: string, table: string): TouchedTable | undefined =>
    plan.pending.find(({ name }) => name.startsWith(migration))?.touched.find((one) => one.table === table);

  it('is made with no more than the locks of a reader, and changes nothing', async () => {
    const scratch = await database('template0');
    const before = await onDatabase(old.url, async (client) => ({
      schema: await schemaOf(old.url),
      rows: await countRows(client, ['migrations', 'users', 'webhook_deliveries']),
    }));
    await onDatabase(old.url, async (writer) => {
      await writer.query('BEGIN');
      // Every lock waits for this one, except that of a reader.
      await writer.query('LOCK TABLE users, webhook_deliveries IN EXCLUSIVE MODE');
      plan = await planMigrations(old.url, scratch.url);
      await writer.query('COMMIT');
    });
    const after = await onDatabase(old.url, async (client) => ({
      schema: await schemaOf(old.url),
      rows: await countRows(client, ['migrations', 'users', 'webhook_deliveries']),
    }));
    expect(after).toEqual(before);
    expect(plan.oldestTransactionSeconds).toBeGreaterThan(0);
  });

  it('names the pending migrations in their order, with their statements', () => {
    expect(plan.pending.map(({ name }) => name)).toEqual(pending);
    const external = plan.pending.find(({ name }) => name.startsWith('ExternalIds'));
    expect(external?.statements).toEqual([
      'ALTER TABLE users ADD COLUMN external_id text',
      'CREATE UNIQUE INDEX users_external_id ON users (external_id) WHERE external_id IS NOT NULL',
    ]);
  });

  it('says what is locked, how, and what for; a new table of its own is not mentioned', () => {
    expect(touched('ExternalIds', 'users')).toMatchObject({
      lock: 'AccessExclusiveLock',
      isRewritten: false,
      indexes: ['users_external_id'],
      checks: 0,
      changesRows: false,
    });
    // A partitioned table is one table, and its partitions are not mentioned.
    expect(touched('DeliveryLists', 'webhook_deliveries')).toMatchObject({
      lock: 'ShareLock',
      indexes: ['webhook_deliveries_event', 'webhook_deliveries_unsent_any'],
    });
    expect(plan.pending.flatMap(({ touched: tables }) => tables.map(({ table }) => table)).join()).not.toContain(
      '_default',
    );
    // Under the name that it has now, although a migration gives it another.
    expect(touched('DeliveryQueue', 'webhook_deliveries')).toMatchObject({
      lock: 'AccessExclusiveLock',
      isRewritten: false,
      indexes: [],
      checks: 0,
      changesRows: false,
    });
    expect(touched('WaitingDeliveries', 'webhook_deliveries')).toMatchObject({
      lock: 'RowExclusiveLock',
      changesRows: true,
    });
    expect(touched('EndpointHealth', 'webhook_endpoint_hours')).toBeUndefined();
    expect(touched('EndpointAnswers', 'webhook_endpoint_hours')).toBeUndefined();
  });

  it('knows the size of the tables of the database, not of the empty copy', () => {
    expect(plan.sizes.get('users')?.rows).toBe(PEOPLE + 2);
    expect(plan.sizes.get('webhook_deliveries')?.rows).toBeUndefined();
    const report = planReport(plan);
    expect(report).toContain(`users: ACCESS EXCLUSIVE, readers and writers wait; builds users_external_id: 3,002 rows`);
    expect(report).toContain(
      'webhook_deliveries: SHARE, writers wait, readers do not; builds webhook_deliveries_event',
    );
    expect(report).toContain('rows unknown before ANALYZE');
    expect(report).toContain('Nothing was changed');
  });

  it('is refused for a schema of a newer version', async () => {
    const newer = await database();
    await onDatabase(newer.url, (client) =>
      client.query(`INSERT INTO migrations (timestamp, name) VALUES (9900000000000, 'Later9900000000000')`),
    );
    await expect(planMigrations(newer.url, (await database('template0')).url)).rejects.toMatchObject({
      name: 'SchemaIsNewer',
    });
  });

  it('of a database that is up to date names none, and of an empty one all', async () => {
    const current = planReport(await planMigrations((await database()).url, (await database('template0')).url));
    expect(current).toMatch(/no migration is pending\.\n$/);
    const empty = await planMigrations((await database('template0')).url, (await database('template0')).url);
    expect(empty.pending.map(({ name }) => name)).toEqual((await loadMigrations()).map(({ name }) => name));
    expect(planReport(empty)).toContain('It is empty, so nothing waits for them.');
  });

  it('is printed by npm run migration:plan', async () => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--import', here('../support/typescript-loader.mjs'), here('../../scripts/migrations.ts'), 'plan'],
      { env: { PATH: process.env['PATH'], DATABASE_URL: old.url } },
    );
    expect(stdout).toContain(`${pending.length} migrations would run.`);
    for (const name of pending) expect(stdout).toContain(name);
  }, 60_000);
});

describe('a rehearsed migration', () => {
  /** On two tables with a row each, one of them partitioned. */
  async function touchedBy(sql: string): Promise<readonly TouchedTable[]> {
    class Base1000000000001 implements MigrationInterface {
      async up(runner: QueryRunner): Promise<void> {
        await runner.query(`
          CREATE TABLE things (id int PRIMARY KEY, size int NOT NULL, owner int);
          CREATE TABLE owners (id int PRIMARY KEY);
          CREATE TABLE parts (id int PRIMARY KEY) PARTITION BY RANGE (id);
          CREATE TABLE parts_default PARTITION OF parts DEFAULT`);
      }
      async down(): Promise<void> {}
    }
    class Tried1000000000002 implements MigrationInterface {
      async up(runner: QueryRunner): Promise<void> {
        await runner.query(sql);
      }
      async down(): Promise<void> {}
    }
    const { url } = await database('template0');
    const [only] = await rehearse(url, { done: [Base1000000000001], pending: [Tried1000000000002] });
    return only?.touched ?? [];
  }

  const nothing = { isRewritten: false, indexes: [], checks: 0, changesRows: false };

  it.each([
    ['a new column with a constant default', 'ALTER TABLE things ADD n int NOT NULL DEFAULT 1', {}],
    [
      'a new column with a volatile default',
      'ALTER TABLE things ADD n uuid DEFAULT gen_random_uuid()',
      { isRewritten: true },
    ],
    ['another type', 'ALTER TABLE things ALTER size TYPE bigint', { isRewritten: true }],
    ['a checked constraint', 'ALTER TABLE things ADD CHECK (size > 0)', { checks: 1 }],
    ['a constraint for new rows alone', 'ALTER TABLE things ADD CHECK (size > 0) NOT VALID', {}],
    ['NOT NULL', 'ALTER TABLE things ALTER owner SET NOT NULL', { checks: 1 }],
    ['an index', 'CREATE INDEX things_size ON things (size)', { indexes: ['things_size'], lock: 'ShareLock' }],
    ['an update', 'UPDATE things SET size = 2', { changesRows: true, checks: 1, lock: 'RowExclusiveLock' }],
  ])('with %s says how long its lock lasts', async (_, sql, expected) => {
    const [things] = await touchedBy(sql);
    expect(things).toMatchObject({ table: 'things', lock: 'AccessExclusiveLock', ...nothing, ...expected });
  });

  it('locks the table that a foreign key points to', async () => {
    const tables = await touchedBy('CREATE TABLE gifts (id int PRIMARY KEY, owner int REFERENCES owners)');
    expect(tables).toEqual([{ table: 'owners', lock: 'ShareRowExclusiveLock', ...nothing }]);
  });

  it('counts a partitioned table once', async () => {
    const tables = await touchedBy('CREATE INDEX parts_twice ON parts ((id * 2))');
    expect(tables).toEqual([{ table: 'parts', lock: 'ShareLock', ...nothing, indexes: ['parts_twice'] }]);
  });
});

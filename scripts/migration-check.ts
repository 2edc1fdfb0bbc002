import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { commandConnection } from '../src/database/database-options.js';
import { runMigrations } from '../src/database/migrations.js';

const LEFT_OVER_SQL = `
  SELECT c.relname AS name FROM pg_class c
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'S', 'v', 'm') AND c.relname NOT LIKE 'migrations%'
  UNION ALL
  SELECT p.proname FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
  ORDER BY name`;

/**
 * Three claims over an empty database: the migrated schema is what the entities say, every `down` takes back all that its
 * `up` made, and after that the way up works again. Tables that no entity stands for (partitioned ones, queues) are outside
 * the first claim: TypeORM leaves them alone, and so does this.
 *
 * @returns the exit code
 */
export async function checkMigrations(url: string): Promise<number> {
  const problems = [...(await differences(url)), ...(await leftOvers(url))];
  if (problems.length === 0) await runMigrations(url);
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  if (problems.length > 0) return 1;
  process.stdout.write('The migrations give what the entities say, down and up again.\n');
  return 0;
}

async function differences(url: string): Promise<string[]> {
  await runMigrations(url);
  return withDataSource(url, async (dataSource) => {
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    if (upQueries.length === 0) return [];
    return [
      'Entities and migrations differ. `npm run migration:generate -- <Name>` writes what is missing:',
      ...upQueries.map(({ query }) => `  ${query}`),
    ];
  });
}

async function leftOvers(url: string): Promise<string[]> {
  await withDataSource(url, async (dataSource) => {
    for (let left = dataSource.migrations.length; left > 0; left -= 1) {
      await dataSource.undoLastMigration({ transaction: 'each' });
    }
  });
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(LEFT_OVER_SQL);
    return rows.map(({ name }) => `After every \`down\` there is still ${name}.`);
  } finally {
    await client.end();
  }
}

async function withDataSource<T>(url: string, work: (dataSource: DataSource) => Promise<T>): Promise<T> {
  const { default: dataSource } = await import('../ormconfig.js');
  dataSource.setOptions(commandConnection(url));
  await dataSource.initialize();
  try {
    return await work(dataSource);
  } finally {
    await dataSource.destroy();
  }
}

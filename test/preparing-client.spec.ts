import { expect, it } from '@jest/globals';
import { PreparingClient } from '../src/database/preparing-client.js';
import { createDatabase } from './support/database/database.js';
import { DatabaseView } from './support/database/settled.js';

const CUT_SQL = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'carillon pooled'";

it('a database client survives a connection lost while idle, and fails its next query', async () => {
  const database = await createDatabase();
  const view = await DatabaseView.open(database.url);
  const client = new PreparingClient({ connectionString: database.url, application_name: 'carillon pooled' });
  try {
    await client.connect();
    const ended = new Promise((resolve) => client.once('end', resolve));
    await view.rows(CUT_SQL);
    await ended;
    await expect(client.query('SELECT 1')).rejects.toThrow('not queryable');
  } finally {
    await client.end();
    await view.close();
    await database.drop();
  }
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BookkeepingSession } from '../src/database/bookkeeping-session.js';
import { createDatabase, type TestDatabase } from './support/database/database.js';
import { DatabaseView } from './support/database/settled.js';
import { until } from './support/until.js';

describe('a session whose connection is cut between two statements of a transaction', () => {
  let database: TestDatabase;
  let view: DatabaseView;
  let session: BookkeepingSession;

  beforeEach(async () => {
    database = await createDatabase();
    view = await DatabaseView.open(database.url);
    await view.rows('CREATE TABLE trial (step int)');
    session = new BookkeepingSession({ url: database.url, name: 'trial' });
  });

  afterEach(async () => {
    await session.close();
    await view.close();
    await database.drop();
  });

  /** Resolves when the session knows: its next statement would go to a new connection. */
  async function cut(): Promise<void> {
    await view.rows("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'carillon trial'");
    await until(() => Reflect.get(session, 'client') === undefined);
  }

  it('does not run the rest on another connection, and works again afterwards', async () => {
    const transaction = session.transaction(async (sql) => {
      await sql.query('INSERT INTO trial VALUES (1)');
      await cut();
      await sql.query('INSERT INTO trial VALUES (2)');
    });
    await expect(transaction).rejects.toThrow('in the middle of a transaction');
    expect(await view.rows('SELECT step FROM trial')).toEqual([]);
    await session.transaction((sql) => sql.query('INSERT INTO trial VALUES (3)'));
    expect(await view.rows('SELECT step FROM trial')).toEqual([{ step: 3 }]);
  });

  it('does not report an empty commit as a success', async () => {
    const transaction = session.transaction(async (sql) => {
      await sql.query('INSERT INTO trial VALUES (1)');
      await cut();
    });
    await expect(transaction).rejects.toThrow('unknown');
    expect(await view.rows('SELECT step FROM trial')).toEqual([]);
  });
});

describe('a session whose connection is cut during its preparation', () => {
  it('is prepared on another connection without a deadlock', async () => {
    const database = await createDatabase();
    const view = await DatabaseView.open(database.url);
    const sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'carillon ready'";
    let connections = 0;
    const session = new BookkeepingSession({
      url: database.url,
      name: 'ready',
      onConnect: async (connection) => {
        connections += 1;
        if (connections === 1) await view.rows(sql);
        await connection.query('LISTEN trial', []);
      },
    });
    try {
      expect(await session.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
      expect(connections).toBe(2);
    } finally {
      await session.close();
      await view.close();
      await database.drop();
    }
  });
});

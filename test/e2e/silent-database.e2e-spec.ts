import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BookkeepingSession } from '../../src/database/bookkeeping-session.js';
import { faultKind } from '../../src/common/postgres-errors.js';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { DatabaseView } from '../support/settled.js';
import { SilentProxy } from '../support/silent-proxy.js';
import { until } from '../support/until.js';

/** What a client is promised, and a little for a busy machine. */
const NOTICED_MS = 15_000;

describe('a connection to the database that went silent without being closed', () => {
  let database: TestDatabase;
  let view: DatabaseView;
  let proxy: SilentProxy;
  const sessions: BookkeepingSession[] = [];
  const heard: string[] = [];

  beforeEach(async () => {
    database = await createDatabase();
    view = await DatabaseView.open(database.url);
    proxy = await SilentProxy.start(database.url);
  });

  afterEach(async () => {
    await Promise.all(sessions.splice(0).map((session) => session.close()));
    await proxy.stop();
    await view.close();
    await database.drop();
  });

  const open = async (name: string, isListening = false) => {
    const session = new BookkeepingSession({
      url: proxy.url,
      name,
      ...(isListening && {
        onNotification: (_channel, payload) => heard.push(payload),
        onConnect: async (sql) => {
          await sql.query('LISTEN trial', []);
        },
      }),
    });
    sessions.push(session);
    await session.open();
    return session;
  };

  const openSessions = async () =>
    (await view.rows("SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'carillon %'")).length;

  it('is noticed within 15 s by whoever listens, asks, or is in a transaction, and comes back', async () => {
    await view.rows('CREATE TABLE step (n int); CREATE TABLE head (n int); INSERT INTO head VALUES (1)');
    await open('listens', true);
    const asks = await open('asks');
    const writes = await open('writes');
    let isInside = false;
    let goOn = () => undefined as void;
    const undecided = writes
      .transaction(async (sql) => {
        await sql.query('SELECT n FROM head FOR UPDATE');
        isInside = true;
        await new Promise<void>((resolve) => (goOn = resolve));
        await sql.query('INSERT INTO step VALUES ($1)', [1]);
      })
      .catch((error: unknown) => error);
    await until(() => isInside);
    proxy.silence();
    const startedMs = performance.now();
    goOn();
    const refused = asks.query('SELECT 1').catch((error: unknown) => error);

    expect(faultKind(await undecided)).toBe('database');
    expect(faultKind(await refused)).toBe('database');
    await until(async () => {
      await view.rows("SELECT pg_notify('trial', 'hello')");
      return heard.includes('hello');
    });
    expect(await asks.query<{ n: number }>('SELECT 7 AS n')).toEqual([{ n: 7 }]);
    // The lock of the lost transaction is free, and nothing of it was written.
    await writes.transaction(async (sql) => {
      await sql.query('SELECT n FROM head FOR UPDATE');
      await sql.query('INSERT INTO step VALUES ($1)', [2]);
    });
    expect(performance.now() - startedMs).toBeLessThan(NOTICED_MS);
    expect(await view.rows('SELECT n FROM step')).toEqual([{ n: 2 }]);
    await until(async () => (await openSessions()) >= 3);
  }, 30_000);

  it('does not keep a session from being closed', async () => {
    const session = await open('closes');
    proxy.silence();
    const startedMs = performance.now();
    await session.close();
    expect(performance.now() - startedMs).toBeLessThan(5_000);
  });
});

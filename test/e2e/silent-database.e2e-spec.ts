import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { AppConfig } from '../../src/common/config.js';
import { BookkeepingSession } from '../../src/database/bookkeeping-session.js';
import { databaseClient } from '../../src/database/database-client.js';
import { mainPool } from '../../src/database/database-options.js';
import { faultKind } from '../../src/common/postgres-errors.js';
import { createDatabase, type TestDatabase } from '../support/database/database.js';
import { DatabaseView } from '../support/database/settled.js';
import { SilentProxy } from '../support/network/silent-proxy.js';
import { until } from '../support/until.js';

/** What a client is promised, and a little for a busy machine. */
const NOTICED_MS = 15_000;

describe('a database connection that goes silent without being closed', () => {
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

  it('is detected within 15 s by listeners, queries and transactions, and replaced', async () => {
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

  it('fails the request of a pool in bounded time, and the next one gets a new connection', async () => {
    const config = new AppConfig({ DATABASE_URL: proxy.url, STATEMENT_TIMEOUT: '1s' });
    const pool = new DataSource({ type: 'postgres', url: proxy.url, extra: mainPool(config) });
    await pool.initialize();
    try {
      // Every connection: the one of the start is the only one.
      expect(await pool.query('SELECT 7 AS n')).toEqual([{ n: 7 }]);
      proxy.silence();
      const startedMs = performance.now();
      const error: unknown = await pool.query('SELECT 7 AS n').catch((reason: unknown) => reason);
      expect(faultKind(error)).toBe('database');
      expect(performance.now() - startedMs).toBeLessThan(5_000);
      expect(await pool.query('SELECT 7 AS n')).toEqual([{ n: 7 }]);
    } finally {
      await pool.destroy();
    }
  });

  it('and a host that refuses are passed over for a host that accepts writes, by pools and listeners', async () => {
    const real = new URL(database.url);
    const silent = new URL(proxy.url);
    proxy.refuseAnswers();
    const hosts = `127.0.0.1:1,127.0.0.1:${silent.port},${real.host}`;
    const url = database.url.replace(real.host, hosts);
    const config = new AppConfig({ DATABASE_URL: url });
    const pool = new DataSource({ type: 'postgres', url: proxy.url, extra: mainPool(config) });
    const startedMs = performance.now();
    const session = new BookkeepingSession({ url, name: 'many hosts' });
    sessions.push(session);
    await Promise.all([pool.initialize(), session.open()]);
    try {
      expect(await pool.query('SELECT 7 AS n')).toEqual([{ n: 7 }]);
      expect(await session.query<{ n: number }>('SELECT 8 AS n')).toEqual([{ n: 8 }]);
      expect(performance.now() - startedMs).toBeLessThan(8_000);
    } finally {
      await pool.destroy();
    }
    const nowhere = databaseClient({ connectionString: url.replace(`,${real.host}`, '') });
    const refusal = await nowhere.connect().catch((error: unknown) => error);
    expect(refusal).toMatchObject({ name: 'NoWritableHost', message: expect.stringContaining('127.0.0.1:1 ') });
    expect(String(refusal)).not.toContain(real.password);
  });

  it('does not prevent closing a session', async () => {
    const session = await open('closes');
    proxy.silence();
    const startedMs = performance.now();
    await session.close();
    expect(performance.now() - startedMs).toBeLessThan(5_000);
  });
});

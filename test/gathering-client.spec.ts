import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { QueryResult } from 'pg';
import { faultKind } from '../src/common/postgres-errors.js';
import { WHOLE_TRANSACTION, WITH_NEXT } from '../src/database/gathering-client.js';
import { PreparingClient } from '../src/database/preparing-client.js';
import { StatementGroup } from '../src/database/statement-group.js';
import { createDatabase, type TestDatabase } from './support/database/database.js';
import { DatabaseView } from './support/database/settled.js';
import { until } from './support/until.js';

const INSERT = 'INSERT INTO trial (step) VALUES ($1)';
const INSERT_WITH_NEXT = `${WITH_NEXT} INSERT INTO marks (step) VALUES ($1)`;

describe('a database client that gathers statements', () => {
  let database: TestDatabase;
  let view: DatabaseView;
  let client: PreparingClient;
  let roundTrips = 0;

  beforeEach(async () => {
    database = await createDatabase();
    view = await DatabaseView.open(database.url);
    await view.rows(`CREATE TABLE trial (step int UNIQUE); CREATE TABLE marks (step int CHECK (step < 1000));
      CREATE TABLE late (step int UNIQUE DEFERRABLE INITIALLY DEFERRED)`);
    client = new PreparingClient({ connectionString: database.url, application_name: 'carillon gathering' });
    await client.connect();
    roundTrips = 0;
    client.connection.on('readyForQuery', () => (roundTrips += 1));
  });

  afterEach(async () => {
    await client.end();
    await view.close();
    await database.drop();
  });

  const run = (text: string, values?: unknown[]): Promise<QueryResult> =>
    (client.query as (...args: unknown[]) => unknown)(text, values) as Promise<QueryResult>;
  const stored = async (table = 'trial') =>
    (await view.rows<{ step: number }>(`SELECT step FROM ${table} ORDER BY step`)).map(({ step }) => step);
  const reasonOf = (work: Promise<unknown>) => work.then(() => undefined).catch((error: unknown) => error);

  it('sends BEGIN with the first statement and a marked one with COMMIT: two round trips, all or nothing', async () => {
    for (const step of [1, 2, 3, 4, 5, 6]) {
      roundTrips = 0;
      await run('START TRANSACTION');
      const { rows } = await run(`${INSERT} RETURNING step`, [step]);
      expect(rows).toEqual([{ step }]);
      await run(INSERT_WITH_NEXT, [step]);
      expect(await stored()).not.toContain(step);
      expect((await run('COMMIT')).command).toBe('COMMIT');
      expect(roundTrips).toBe(2);
    }
    expect([await stored(), await stored('marks')]).toEqual([
      [1, 2, 3, 4, 5, 6],
      [1, 2, 3, 4, 5, 6],
    ]);
  });

  it('sends nothing for a transaction without statements, and BEGIN alone before a text of several statements', async () => {
    await run('START TRANSACTION');
    expect((await run('COMMIT')).command).toBe('COMMIT');
    await run('START TRANSACTION');
    expect((await run('ROLLBACK')).command).toBe('ROLLBACK');
    expect(roundTrips).toBe(0);
    await run('START TRANSACTION');
    await run(`SET LOCAL lock_timeout = '2s'; SET LOCAL work_mem = '5MB'`);
    expect((await run('SHOW work_mem')).rows).toEqual([{ work_mem: '5MB' }]);
    await run('ROLLBACK');
    expect((await run('SHOW work_mem')).rows).not.toEqual([{ work_mem: '5MB' }]);
  });

  it('forgets a marked statement with the transaction that is rolled back', async () => {
    await run('START TRANSACTION');
    await run(INSERT, [1]);
    await run(INSERT_WITH_NEXT, [1]);
    await run('ROLLBACK');
    await run('START TRANSACTION');
    await run(INSERT, [2]);
    await run('COMMIT');
    expect([await stored(), await stored('marks')]).toEqual([[2], []]);
  });

  it('fails COMMIT with the error of the marked statement, writes nothing, and goes on to work', async () => {
    for (const step of [1, 2, 3, 4, 5, 6]) {
      await run('START TRANSACTION');
      await run(INSERT, [step]);
      await run(INSERT_WITH_NEXT, [step % 2 === 0 ? step : 1000 + step]);
      const reason = await reasonOf(run('COMMIT'));
      if (step % 2 === 0) expect(reason).toBeUndefined();
      else expect(reason).toMatchObject({ code: '23514', constraint: 'marks_step_check' });
      await run('ROLLBACK');
    }
    expect([await stored(), await stored('marks')]).toEqual([
      [2, 4, 6],
      [2, 4, 6],
    ]);
  });

  it('fails a COMMIT that the server answers with ROLLBACK', async () => {
    await run('START TRANSACTION');
    await run(INSERT, [1]);
    expect(await reasonOf(run(INSERT, [1]))).toMatchObject({ code: '23505' });
    await expect(run('COMMIT')).rejects.toThrow('COMMIT answered ROLLBACK');
    expect(await stored()).toEqual([]);
  });

  it('fails COMMIT by a deferred constraint, and writes nothing', async () => {
    await view.rows('INSERT INTO late VALUES (1)');
    await run('START TRANSACTION');
    await run('INSERT INTO late VALUES ($1)', [1]);
    await run(INSERT_WITH_NEXT, [1]);
    expect(await reasonOf(run('COMMIT'))).toMatchObject({ code: '23505', constraint: 'late_step_key' });
    await run('ROLLBACK');
    expect([await stored('late'), await stored('marks')]).toEqual([[1], []]);
  });

  it('runs no statement of a group whose first one fails, not even by itself', async () => {
    const group = new StatementGroup([{ text: 'SELECT 1 / 0' }, { text: INSERT, values: [1] }]);
    const reason = await new Promise((resolve) => (client.query as (...args: unknown[]) => void)(group, resolve));
    expect(reason).toMatchObject({ code: '22012' });
    expect((await run('SELECT 7 AS n')).rows).toEqual([{ n: 7 }]);
    expect(await stored()).toEqual([]);
  });

  it('sends a statement that is a whole transaction alone, and answers its end', async () => {
    for (const step of [1, 2, 3, 4, 5]) {
      roundTrips = 0;
      await run('START TRANSACTION');
      const sql = `${WHOLE_TRANSACTION} WITH mark AS (INSERT INTO marks VALUES ($1)) ${INSERT} RETURNING step`;
      expect((await run(sql, [step])).rows).toEqual([{ step }]);
      expect(await stored()).toContain(step);
      await run('COMMIT');
      expect(roundTrips).toBe(1);
    }
    expect(await stored('marks')).toEqual([1, 2, 3, 4, 5]);
  });

  it('refuses what comes after such a statement in its transaction, and works again afterwards', async () => {
    for (const [step, text] of [INSERT, 'ROLLBACK'].entries()) {
      await run('START TRANSACTION');
      await run(`${WHOLE_TRANSACTION} ${INSERT}`, [step]);
      await expect(run(text, text === INSERT ? [10] : undefined)).rejects.toThrow('has ended with COMMIT');
      await run('START TRANSACTION');
      await run(INSERT, [20 + step]);
      await run('COMMIT');
    }
    expect(await stored()).toEqual([0, 1, 20, 21]);
  });

  it.each([
    ['a constraint', 'trial', '23505'],
    ['a constraint that is checked at the end', 'late', '23505'],
  ])('writes nothing when such a statement breaks %s', async (_, table, code) => {
    await view.rows(`INSERT INTO ${table} VALUES (1)`);
    const sql = `${WHOLE_TRANSACTION} WITH mark AS (INSERT INTO marks VALUES ($1)) INSERT INTO ${table} VALUES ($1)`;
    for (let use = 0; use < 5; use += 1) {
      await run('START TRANSACTION');
      expect(await reasonOf(run(sql, [1]))).toMatchObject({ code });
      if (use % 2 === 0) await run('ROLLBACK');
      else await expect(run('COMMIT')).rejects.toThrow('has ended with ROLLBACK');
    }
    expect([await stored(table), await stored('marks')]).toEqual([[1], []]);
  });

  it('takes such a statement for one of several in a transaction that has begun', async () => {
    await run('START TRANSACTION');
    await run(INSERT, [1]);
    await run(`${WHOLE_TRANSACTION} ${INSERT}`, [2]);
    await run('ROLLBACK');
    expect(await stored()).toEqual([]);
  });

  it('parses a prepared statement again only if the server does not have it', async () => {
    const begun = async (text: string, step: number) => {
      await run('START TRANSACTION');
      const reason = await reasonOf(run(text, [step]));
      await run(reason === undefined ? 'COMMIT' : 'ROLLBACK');
      return reason;
    };
    await view.rows('INSERT INTO trial VALUES (1)');
    // Failing while it runs, the statement stays prepared; failing while it is parsed, it does not.
    for (let use = 0; use < 6; use += 1) expect(await begun(INSERT, 1)).toMatchObject({ code: '23505' });
    expect(await begun(INSERT, 2)).toBeUndefined();
    const later = 'INSERT INTO later (step) VALUES ($1)';
    for (let use = 0; use < 6; use += 1) expect(await begun(later, 1)).toMatchObject({ code: '42P01' });
    await view.rows('CREATE TABLE later (step int)');
    for (const step of [1, 2]) expect(await begun(later, step)).toBeUndefined();
    expect(await stored('later')).toEqual([1, 2]);
  });

  it('refuses values that cannot be sent, and goes on to work', async () => {
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;
    await run('START TRANSACTION');
    expect(String(await reasonOf(run(INSERT, [circular])))).toContain('circular');
    await run('ROLLBACK');
    await run('START TRANSACTION');
    await run(INSERT, [3]);
    await run('COMMIT');
    expect(await stored()).toEqual([3]);
  });

  it('fails by a fault of the database, and leaves nothing, when the connection ends in the middle of a group', async () => {
    const waiting = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'carillon gathering' AND wait_event_type = 'Lock'`;
    await view.rows('BEGIN; LOCK TABLE marks');
    await run('START TRANSACTION');
    await run(INSERT, [1]);
    await run(INSERT_WITH_NEXT, [1]);
    const reason = reasonOf(run('COMMIT'));
    await until(async () => (await view.rows<{ n: number }>(waiting))[0]?.n === 1);
    await view.rows(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'carillon gathering'",
    );
    await view.rows('COMMIT');
    expect(faultKind(await reason)).toBe('database');
    expect([await stored(), await stored('marks')]).toEqual([[], []]);
  });
});

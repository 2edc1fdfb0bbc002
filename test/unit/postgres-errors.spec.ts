import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { QueryFailedError } from 'typeorm';
import { Conflict } from '../../src/common/errors.js';
import {
  ConnectionFault,
  faultKind,
  isDatabaseFault,
  isDataFault,
  isInstallationFault,
  sqlState,
  type FaultKind,
} from '../../src/common/postgres-errors.js';
import { TransactionLost, TransactionUndecided } from '../../src/database/bookkeeping-session.js';
import { createDatabase, type TestDatabase } from '../support/database/database.js';

function databaseError(code: string): Error {
  return Object.assign(new Error(`an error with ${code}`), { code, severity: 'ERROR' });
}

describe('the party to blame for an error', () => {
  it.each<[FaultKind, string[]]>([
    ['data', ['21000', '22P02', '22P05', '22021', '22003', '23502', '23505', '23514', '44000', '54000', 'P0001']],
    ['database', ['08006', '25006', '25P03', '40001', '40P01', '53100', '53300', '55P03', '57014', '57P01', '58030']],
    ['installation', ['42P01', '42501', '42703', 'F0000', 'XX000', 'XX001', '0A000', '28P01', '3D000', '26000']],
  ])('%s: by the class of the SQLSTATE', (kind, codes) => {
    for (const code of codes) {
      expect([code, faultKind(databaseError(code))]).toEqual([code, kind]);
      const wrapped = new QueryFailedError('SELECT 1', [], databaseError(code));
      expect([code, faultKind(wrapped), sqlState(wrapped)]).toEqual([code, kind, code]);
      expect(faultKind(new Error('could not record', { cause: wrapped }))).toBe(kind);
    }
  });

  it.each([
    Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', errno: -104, syscall: 'read' }),
    Object.assign(new Error('write EPIPE'), { code: 'EPIPE', errno: -32, syscall: 'write' }),
    Object.assign(new AggregateError([new Error('::1'), new Error('127.0.0.1')]), { code: 'ECONNREFUSED' }),
    new Error('Connection terminated unexpectedly'),
    new Error('Connection terminated due to connection timeout'),
    new Error('Query read timeout'),
    new Error('Client has encountered a connection error and is not queryable'),
    new Error('timeout exceeded when trying to connect'),
    new ConnectionFault('the session is closed'),
    new TransactionLost(),
    new TransactionUndecided(databaseError('22P02')),
  ])('a lost connection is the database’s fault: $message', (error) => {
    expect(faultKind(error)).toBe('database');
    expect(isDatabaseFault(error)).toBe(true);
  });

  it.each([
    new TypeError("Cannot read properties of undefined (reading 'id')"),
    new RangeError('Invalid time value'),
    new Conflict('already_resolved', 'It is done.'),
    Object.assign(new Error('unknown encoding'), { code: 'ERR_UNKNOWN_ENCODING' }),
    'a thrown text',
    undefined,
  ])('an exception of our own code is the data’s fault', (error) => {
    expect([faultKind(error), isDataFault(error), sqlState(error)]).toEqual(['data', true, undefined]);
  });

  it('an error that causes itself ends the search', () => {
    const error = new Error('round');
    error.cause = error;
    expect(faultKind(error)).toBe('data');
  });
});

describe('the party to blame for an error, with PostgreSQL', () => {
  let database: TestDatabase;
  let client: Client;

  beforeAll(async () => {
    database = await createDatabase();
    client = new Client({ connectionString: database.url });
    client.on('error', () => undefined);
    await client.connect();
    await client.query('CREATE TABLE thing (id int PRIMARY KEY, name text); CREATE INDEX ON thing (name)');
  });

  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  it.each<[FaultKind, string, string]>([
    ['data', '22P02', `SELECT 'T-12'::uuid`],
    ['data', '22P05', `SELECT '{"a":"\\u0000"}'::jsonb ->> 'a'`],
    ['data', '22003', 'SELECT 99999999999::int'],
    ['data', '23502', 'INSERT INTO thing VALUES (NULL)'],
    ['data', '54000', `INSERT INTO thing SELECT 1, string_agg(md5(i::text), '') FROM generate_series(1, 900) i`],
    ['data', 'P0001', `DO $$ BEGIN RAISE 'refused'; END $$`],
    ['data', '21000', 'SELECT (SELECT i FROM generate_series(1, 2) i)'],
    ['database', '57014', `SET statement_timeout = 20; SELECT pg_sleep(5)`],
    ['installation', '42P01', 'SELECT * FROM missing'],
  ])('%s: %s', async (kind, state, sql) => {
    const error: unknown = await client.query(sql).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect([faultKind(error), sqlState(error)]).toEqual([kind, state]);
    expect(isInstallationFault(error)).toBe(kind === 'installation');
  });

  it('database: a session that was ended, and a port where nothing listens', async () => {
    const ended: unknown = await client
      .query('SELECT pg_terminate_backend(pg_backend_pid())')
      .catch((error: unknown) => error);
    expect(faultKind(ended)).toBe('database');
    expect(faultKind(await client.query('SELECT 1').catch((error: unknown) => error))).toBe('database');
    const nowhere = new Client({ host: '127.0.0.1', port: 1 });
    expect(faultKind(await nowhere.connect().catch((error: unknown) => error))).toBe('database');
  });
});

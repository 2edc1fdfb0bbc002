import { readFile, stat, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { EmbeddedPostgres } from '../src/database/embedded-postgres.js';
import { processIdentity } from '../src/database/system-process.js';
import { makeFolder, PostgresFolders, postmasterPid, query } from './support/database/postgres-folders.js';

const itAsRoot = process.getuid?.() === 0 ? it : it.skip;

let folders: PostgresFolders;
const started: EmbeddedPostgres[] = [];

beforeAll(async () => {
  folders = await PostgresFolders.create();
}, 60_000);

afterAll(async () => {
  for (const postgres of started) await postgres.stop();
  await folders.remove();
}, 60_000);

async function start(dataDir: string, flags: string[] = []): Promise<EmbeddedPostgres> {
  const postgres = await EmbeddedPostgres.start({ dataDir, flags });
  started.push(postgres);
  return postgres;
}

describe('the first start of the embedded PostgreSQL', () => {
  it('creates a durable UTF-8 database with case folding beyond ASCII', async () => {
    const lines: string[] = [];
    const dataDir = folders.path('not/there/yet');
    const postgres = await EmbeddedPostgres.start({ dataDir, log: (line) => lines.push(line) });
    started.push(postgres);
    const [row] = await query(
      postgres.url,
      `SELECT current_database() AS database, current_setting('server_encoding') AS encoding, 'ÄÖ' ILIKE 'äö' AS folds,
         current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit,
         current_setting('max_connections') AS connections`,
    );
    const settings = { encoding: 'UTF8', folds: true, fsync: 'on', commit: 'on', connections: '200' };
    expect(row).toEqual({ database: 'carillon', ...settings });
    expect(postgres.owned).toBe(true);
    expect(lines).toEqual([expect.stringContaining(`started on 127.0.0.1:${postgres.port}`)]);
    await postgres.stop();
  }, 60_000);

  it('requires the password, which only its owner can read', async () => {
    const dataDir = await folders.copy();
    const postgres = await start(dataDir);
    const file = await stat(join(dataDir, 'password'));
    expect(file.mode & 0o777).toBe(0o600);
    expect(postgres.url).toContain((await readFile(join(dataDir, 'password'), 'utf8')).trim());
    const wrong = postgres.url.replace(/:[0-9a-f]+@/, ':guess@');
    await expect(query(wrong, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    await postgres.stop();
  });

  it('listens on no address but loopback', async () => {
    const postgres = await start(await folders.copy());
    const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
    for (const { address, internal, family } of addresses) {
      if (internal || family !== 'IPv4') continue;
      expect(await connectError(address, postgres.port)).toBe('ECONNREFUSED');
    }
    expect(await connectError('127.0.0.1', postgres.port)).toBeUndefined();
    await postgres.stop();
  });

  it('fails with the last lines of the log when PostgreSQL rejects a setting', async () => {
    const failed = start(await folders.copy(), ['-c', 'max_connections=nonsense']);
    await expect(failed).rejects.toMatchObject({
      name: 'PostgresDidNotStart',
      message: expect.stringContaining('invalid value for parameter "max_connections"'),
    });
  });

  it('names the password file that does not belong to the data', async () => {
    const dataDir = await folders.copy();
    await writeFile(join(dataDir, 'password'), 'of another cluster\n');
    await expect(start(dataDir)).rejects.toMatchObject({
      name: 'PostgresPasswordRefused',
      message: expect.stringContaining(join(dataDir, 'password')),
    });
    expect(await isRunning(dataDir)).toBe(false);
  });

  itAsRoot('names the folder that the unprivileged user cannot enter, and what to do', async () => {
    const closed = folders.path('closed');
    await makeFolder(closed, 0o700);
    await expect(start(join(closed, 'data'))).rejects.toMatchObject({
      name: 'DataFolderNotReachable',
      folder: closed,
      message: expect.stringMatching(/chmod o\+x .*closed.*DATA_DIR.*DATABASE_URL/),
    });
  });
});

describe('stopping the embedded PostgreSQL', () => {
  it('returns after the server ended, and the next start has the same data', async () => {
    const dataDir = await folders.copy();
    const first = await start(dataDir);
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    expect(await isRunning(dataDir)).toBe(false);
    const second = await start(dataDir);
    expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    await second.stop();
  });

  it('closes open sessions, and can be called twice at once', async () => {
    const dataDir = await folders.copy();
    const postgres = await start(dataDir);
    const session = new Client({ connectionString: postgres.url });
    session.on('error', () => undefined);
    await session.connect();
    const cutOff = expect(session.query('SELECT pg_sleep(600)')).rejects.toThrow(/terminat/);
    await Promise.all([postgres.stop(), postgres.stop()]);
    await cutOff;
    expect(await isRunning(dataDir)).toBe(false);
  });

  it('succeeds if the server has already died', async () => {
    const dataDir = await folders.copy();
    const postgres = await start(dataDir);
    process.kill(await postmasterPid(dataDir), 'SIGKILL');
    await postgres.stop();
    const again = await start(dataDir);
    expect(await query(again.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await again.stop();
  });
});

/** By the pid file: a server that ends in good order removes it. */
async function isRunning(dataDir: string): Promise<boolean> {
  const pid = await postmasterPid(dataDir).catch(() => undefined);
  return pid !== undefined && (await processIdentity(pid)) !== undefined;
}

function connectError(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(undefined);
    });
    socket.once('error', (error) => resolve('code' in error ? String(error.code) : error.message));
  });
}

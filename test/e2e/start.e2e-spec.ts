import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDatabase, type TestDatabase } from '../support/database/database.js';
import { ServerProcess, stopServers } from '../support/servers/server-process.js';
import { until } from '../support/until.js';

/** The contract's ten seconds for what is in flight; nothing is, so it must be far less. */
const STOP_MS = 10_000;

let database: TestDatabase;
const folders: string[] = [];

beforeAll(async () => {
  database = await createDatabase();
}, 60_000);

afterAll(async () => {
  await stopServers();
  await database.drop();
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

async function exitOf(server: ServerProcess): Promise<number | null> {
  server.spawn();
  await until(() => !server.isRunning, { timeoutMs: 60_000, describe: () => server.output });
  return server.stop();
}

describe('a start that must fail', () => {
  it('lists every problem in one error, not only of variables, and exits 1', async () => {
    const folder = await reachableFolder();
    await writeFile(join(folder, 'secrets-key'), 'cut short');
    const environment = { JWT_EXPIRES_IN: 'soon', LOG_LEVEL: 'loud', JWT_SECRET: 'short', WEBHOOK_TIMEOUT: 'never' };
    const server = await ServerProcess.prepare({
      databaseUrl: database.url,
      dataDir: folder,
      environment: { ...environment, SECRETS_KEY: undefined, WEBHOOK_RETRY_SHEDULE: '1s' },
    });
    const squatter = await occupy(server.port);
    expect(await exitOf(server)).toBe(1);
    squatter.close();
    expect(server.output).toContain('6 problem(s)');
    for (const name of Object.keys(environment)) expect(server.output).toContain(`- ${name} `);
    expect(server.output).toContain(`- PORT: another program listens on 127.0.0.1:${server.port}.`);
    expect(server.output).toContain(`- SECRETS_KEY: The secret in ${folder}/secrets-key has fewer than 32 bytes.`);
    expect(server.output).toContain(
      '- WEBHOOK_RETRY_SHEDULE is not a variable of Carillon. Is it WEBHOOK_RETRY_SCHEDULE?',
    );
    expect(server.output).not.toContain('    at ');
  });

  it('reports a data folder that is not writable', async () => {
    const environment = { DATA_DIR: '/dev/null/data' };
    const server = await ServerProcess.prepare({ databaseUrl: database.url, environment });
    expect(await exitOf(server)).toBe(1);
    expect(server.output).toContain('- DATA_DIR: /dev/null/data cannot be written');
  });

  it('reports that other processes of the database have other keys, and what to share', async () => {
    const first = await ServerProcess.start({ databaseUrl: database.url });
    const environment = { SECRETS_KEY: 'x'.repeat(40) };
    const second = await ServerProcess.prepare({ databaseUrl: database.url, environment });
    expect(await exitOf(second)).toBe(1);
    expect(second.output).toContain('SECRETS_KEY has the fingerprint');
    expect(second.output).toContain('npm run keys:accept');
    expect(second.output).not.toMatch(/xxxx| {4}at /);
    expect(await first.stop()).toBe(0);
  });

  it('reports a port in use and what to do, and exits 1', async () => {
    const server = await ServerProcess.prepare({ databaseUrl: database.url });
    const squatter = await occupy(server.port);
    expect(await exitOf(server)).toBe(1);
    squatter.close();
    expect(server.output).toContain(`127.0.0.1:${server.port}`);
    expect(server.output).toContain('Set PORT to a free one');
    expect(server.output).not.toContain('    at ');
  });

  it('reports an unreachable database without its password, and exits 1', async () => {
    const server = await ServerProcess.prepare({ databaseUrl: 'postgres://someone:a-secret@127.0.0.1:1/carillon' });
    expect(await exitOf(server)).toBe(1);
    expect(server.output).toContain('ECONNREFUSED');
    expect(server.output).toContain('DATABASE_URL');
    expect(server.output).not.toContain('a-secret');
  });
});

describe('SIGTERM', () => {
  it.each(['at rest', 'with a request on a kept connection'])(
    'ends the process with 0 within ten seconds, %s',
    async (how) => {
      const server = await ServerProcess.start({ databaseUrl: database.url, environment: { LOG_LEVEL: 'info' } });
      if (how !== 'at rest') await fetch(`${server.url}/health/live`, { headers: { connection: 'keep-alive' } });
      const began = performance.now();
      expect(await server.stop()).toBe(0);
      expect(performance.now() - began).toBeLessThan(STOP_MS);
      expect(server.output).toMatch(/"signal":"SIGTERM",.*"event":"server\.stopping"/);
      expect(server.output).toMatch(/"how":"done",.*"event":"server\.stopped"/);
    },
  );
});

describe('a start with the embedded PostgreSQL', () => {
  it('after a kill works on the same data, takes the database over and stops it at the end', async () => {
    const server = await ServerProcess.start({ dataDir: await reachableFolder() });
    expect(server.output).toContain('Carillon is ready');
    await server.kill();
    await server.start();
    expect(await server.stop()).toBe(0);
    await server.start();
    expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
    expect(await server.stop()).toBe(0);
  }, 120_000);

  it('creates nothing when the port is in use; the next start creates all, and never logs the password', async () => {
    const folder = await reachableFolder();
    const server = await ServerProcess.prepare({ dataDir: folder, environment: { ADMIN_PASSWORD: undefined } });
    const squatter = await occupy(server.port);
    expect(await exitOf(server)).toBe(1);
    squatter.close();
    await once(squatter, 'close');
    expect(await readdir(folder)).toEqual([]);
    for (const time of ['first', 'second']) {
      server.output = '';
      await server.start();
      await until(() => server.output.includes('Carillon is ready'));
      const password = (await readFile(join(folder, 'admin-password'), 'utf8')).trim();
      expect([time, server.output]).toEqual([
        time,
        expect.stringContaining(`in ${folder}/admin-password until changed`),
      ]);
      expect(server.output).not.toContain(password);
      expect(await server.stop()).toBe(0);
    }
  }, 120_000);

  it('is refused for a second server on the same folder, before and after the first was killed', async () => {
    const folder = await reachableFolder();
    const first = await ServerProcess.start({ dataDir: folder });
    const second = await ServerProcess.prepare({ dataDir: folder });
    expect(await exitOf(second)).toBe(1);
    expect(second.output).toContain(`Another process (pid ${first.pid}) uses the embedded PostgreSQL`);
    expect(second.output).toContain('DATABASE_URL');
    expect((await fetch(`${first.url}/health/ready`)).status).toBe(200);
    await first.kill();
    await second.start();
    expect(await exitOf(first)).toBe(1);
    expect(await second.stop()).toBe(0);
  }, 120_000);
});

async function occupy(port: number): Promise<Server> {
  const squatter = createServer().listen(port, '127.0.0.1');
  await once(squatter, 'listening');
  return squatter;
}

/** As root the embedded PostgreSQL runs as another user, who must get through. */
async function reachableFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'carillon-start-'));
  folders.push(folder);
  await chmod(folder, 0o711);
  return folder;
}

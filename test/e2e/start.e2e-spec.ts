import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { ServerProcess, stopServers } from '../support/server-process.js';
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

describe('a start that cannot be', () => {
  it('lists every problem of the environment and exits 1', async () => {
    const environment = { JWT_EXPIRES_IN: 'soon', LOG_LEVEL: 'loud', JWT_SECRET: 'short', WEBHOOK_TIMEOUT: 'never' };
    const server = await ServerProcess.prepare({ databaseUrl: database.url, environment });
    expect(await exitOf(server)).toBe(1);
    expect(server.output).toContain('4 problem(s)');
    for (const name of Object.keys(environment)) expect(server.output).toContain(`- ${name} `);
    expect(server.output).not.toContain('    at ');
  });

  it('says that the port is taken and what to do, and exits 1', async () => {
    const server = await ServerProcess.prepare({ databaseUrl: database.url });
    const squatter = await occupy(server.port);
    expect(await exitOf(server)).toBe(1);
    squatter.close();
    expect(server.output).toContain(`127.0.0.1:${server.port}`);
    expect(server.output).toContain('Set PORT to a free one');
    expect(server.output).not.toContain('    at ');
  });

  it('says that the database does not answer, without its password, and exits 1', async () => {
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
      const server = await ServerProcess.start({ databaseUrl: database.url });
      if (how !== 'at rest') await fetch(`${server.url}/health/live`, { headers: { connection: 'keep-alive' } });
      const began = performance.now();
      expect(await server.stop()).toBe(0);
      expect(performance.now() - began).toBeLessThan(STOP_MS);
    },
  );
});

describe('with the embedded PostgreSQL', () => {
  it('a killed server starts again on the same data, takes the database over and stops it at the end', async () => {
    const server = await ServerProcess.start({ dataDir: await reachableFolder() });
    expect(server.output).toContain('Carillon is ready');
    await server.kill();
    await server.start();
    expect(await server.stop()).toBe(0);
    await server.start();
    expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
    expect(await server.stop()).toBe(0);
  }, 120_000);

  it('leaves no database behind when the port is taken', async () => {
    const server = await ServerProcess.prepare({ dataDir: await reachableFolder() });
    const squatter = await occupy(server.port);
    expect(await exitOf(server)).toBe(1);
    squatter.close();
    await once(squatter, 'close');
    // Whoever comes next starts one, and does not find one running that nobody owns.
    await server.start();
    expect(await server.stop()).toBe(0);
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

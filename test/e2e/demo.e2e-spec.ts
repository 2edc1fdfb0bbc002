import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createDatabase, type TestDatabase } from '../support/database/database.js';
import { freePort } from '../support/network/free-port.js';
import { ADMIN, ServerProcess, stopServers } from '../support/servers/server-process.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const DEMO = ['--import', './test/support/typescript-loader.mjs', '--no-warnings', 'scripts/demo.ts'];

interface Outcome {
  code: number;
  output: string;
}

/** As `npm run demo` runs it. */
function runDemo(environment: Record<string, string>): Promise<Outcome> {
  return new Promise((resolve) => {
    const env = { PATH: process.env['PATH'], ...environment };
    execFile(process.execPath, DEMO, { cwd: ROOT, env, timeout: 100_000 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, output: stdout + stderr });
    });
  });
}

describe('npm run demo', () => {
  let database: TestDatabase;
  let server: ServerProcess;
  const folders: string[] = [];

  beforeAll(async () => {
    database = await createDatabase();
    // The limits as they are for everyone.
    const environment = { RATE_LIMIT: undefined, LOGIN_RATE_LIMIT: undefined, WEBHOOK_RATE_LIMIT: undefined };
    server = await ServerProcess.start({ databaseUrl: database.url, environment });
  }, 60_000);

  afterEach(async () => {
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
  });

  afterAll(async () => {
    await stopServers();
    await database.drop();
  });

  it('shows every push and every POST of a running server, and confirms that all arrived', async () => {
    const { code, output } = await runDemo({ CARILLON_URL: server.url, ADMIN_PASSWORD: ADMIN.password });
    expect(output).toContain(`Using the server at ${server.url}.`);
    for (const type of ['comment_on_ticket', 'ticket_updated', 'webhook_test']) {
      expect(output).toMatch(new RegExp(`socket +requester +notification ${type} `));
      expect(output).toMatch(new RegExp(`webhook +requester +notification ${type} +signature verified`));
    }
    expect(output).toMatch(/socket +agent +notification reply_to_comment /);
    expect(output).not.toMatch(/requester .*Send foam/);
    expect(output).toMatch(/(\d+) of \1 arrived/);
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(server.isRunning).toBe(true);
  }, 60_000);

  it('starts a server if none answers, signs in with the stored password, and stops it', async () => {
    const port = await freePort();
    const folder = await mkdtemp(join(tmpdir(), 'carillon-demo-'));
    folders.push(folder);
    // As root the database runs as another user, who must get through.
    await chmod(folder, 0o711);
    const { code, output } = await runDemo({ PORT: `${port}`, DATA_DIR: join(folder, 'data') });
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(output).toContain('Stopped the server');
    await expect(fetch(`http://127.0.0.1:${port}/health/live`)).rejects.toThrow();
  }, 120_000);

  it('explains what to do if it cannot sign in or finds no account', async () => {
    const wrong = await runDemo({ CARILLON_URL: server.url, ADMIN_PASSWORD: 'not this one' });
    expect(wrong).toMatchObject({ code: 1 });
    expect(wrong.output).toContain('Set ADMIN_EMAIL and ADMIN_PASSWORD');
    const without = await runDemo({ CARILLON_URL: server.url, DATA_DIR: '/nowhere' });
    expect(without).toMatchObject({ code: 1 });
    expect(without.output).toContain('/nowhere/admin-password');
    const nobody = await runDemo({ CARILLON_URL: `http://127.0.0.1:${await freePort()}` });
    expect(nobody).toMatchObject({ code: 1 });
    expect(nobody.output).toContain('Start the server there');
  }, 60_000);
});

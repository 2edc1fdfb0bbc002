import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { acceptKeys, agreeOnKeys, KeysDiffer } from '../../src/key-agreement.js';
import { UnreadableLanes } from '../../src/webhooks/worker/unreadable-lanes.js';
import { Stage, testConfig } from '../support/servers/stage.js';
import { createDatabase, type TestDatabase } from '../support/database/database.js';
import { Receiver } from '../support/receivers/receiver.js';
import { until } from '../support/until.js';
import { deliveries } from '../support/receivers/webhooks.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const key = (letter: string) => letter.repeat(40);

let database: TestDatabase;
let running: Stage[] = [];

beforeEach(async () => {
  database = await createDatabase();
});
afterEach(async () => {
  for (const app of running) await app.close();
  running = [];
  await database.drop();
});

async function start(environment: Record<string, string>): Promise<Stage> {
  const app = await Stage.start(environment, { database });
  running.push(app);
  return app;
}

async function stop(app: Stage): Promise<void> {
  running = running.filter((one) => one !== app);
  await app.close();
}

/** What every start does before anything else. */
function agree(environment: Record<string, string>): Promise<void> {
  return agreeOnKeys(testConfig({ DATABASE_URL: database.url, ...environment }));
}

/** @returns what a start with this environment is refused for */
async function problemsOf(environment: Record<string, string>): Promise<readonly string[]> {
  const outcome = await agree(environment).catch((error: unknown) => error);
  if (outcome instanceof KeysDiffer) return outcome.problems;
  throw new Error(`The start was not refused for its keys: ${String(outcome)}`);
}

async function script(name: string, environment: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'carillon-keys-'));
  const args = ['--import', here('../support/typescript-loader.mjs'), here(`../../scripts/${name}.ts`)];
  const env = { PATH: process.env['PATH'], DATA_DIR: folder, DATABASE_URL: database.url, PORT: '0', ...environment };
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, args, { env }, (_error, stdout, stderr) => resolve(`${stdout}${stderr}`));
  });
  await rm(folder, { recursive: true, force: true });
  return output;
}

describe('a process that joins an existing database', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'carillon-keys-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is refused with other keys, which are named but not shown', async () => {
    await agree({});
    expect(await problemsOf({ JWT_SECRET: key('j') })).toEqual([
      expect.stringMatching(/^JWT_SECRET has the fingerprint [0-9a-f]{8}; the database was set up with [0-9a-f]{8}\.$/),
    ]);
    const both = await problemsOf({ JWT_SECRET: key('j'), SECRETS_KEY: key('s') });
    expect(both.map((line) => line.split(' ')[0])).toEqual(['JWT_SECRET', 'SECRETS_KEY']);
    expect(both.join()).not.toMatch(/jjjj|ssss/);
    await agree({});
  });

  it('generates no keys when the database has some', async () => {
    await agree({});
    expect(await problemsOf({ JWT_SECRET: '', SECRETS_KEY: '', DATA_DIR: folder })).toEqual([
      expect.stringContaining(`JWT_SECRET is not set, and ${folder}/jwt-secret does not exist`),
      expect.stringContaining(`SECRETS_KEY is not set, and ${folder}/secrets-key does not exist`),
    ]);
    expect(await readdir(folder)).toEqual([]);
  });

  it('reports which file it has, and a truncated file', async () => {
    await agree({});
    await writeFile(join(folder, 'jwt-secret'), key('k'));
    expect(await problemsOf({ JWT_SECRET: '', DATA_DIR: folder })).toEqual([
      expect.stringContaining(`JWT_SECRET (from ${folder}/jwt-secret) has the fingerprint`),
    ]);
    await writeFile(join(folder, 'jwt-secret'), 'short');
    await expect(agree({ JWT_SECRET: '', DATA_DIR: folder })).rejects.toThrow(`${folder}/jwt-secret has fewer than 32`);
  });

  it('is the only one to continue after several first starts with different keys', async () => {
    const own = (name: string) => agree({ JWT_SECRET: '', SECRETS_KEY: '', DATA_DIR: join(folder, name) });
    const starts = await Promise.allSettled(['a', 'b', 'c', 'd', 'e'].map(own));
    expect(starts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('a change of keys', () => {
  it('is accepted with the previous SECRETS_KEY, by several at once; then the old key is refused', async () => {
    await agree({ SECRETS_KEY: key('a') });
    await Promise.all([1, 2].map(() => agree({ SECRETS_KEY: key('b'), SECRETS_KEY_PREVIOUS: key('a') })));
    await agree({ SECRETS_KEY: key('b') });
    expect(await problemsOf({ SECRETS_KEY: key('a') })).toHaveLength(1);
    expect(await problemsOf({ SECRETS_KEY: key('c'), SECRETS_KEY_PREVIOUS: key('a') })).toHaveLength(1);
  });

  it('of JWT_SECRET ends access tokens once accepted manually; refresh tokens remain valid', async () => {
    const before = await start({ JWT_SECRET: key('a') });
    const person = await before.accounts.person('user');
    await stop(before);
    await expect(start({ JWT_SECRET: key('b') })).rejects.toThrow('npm run keys:accept');
    const environment = { JWT_SECRET: key('b'), SECRETS_KEY: 'another key for tests, of at least thirty-two bytes' };
    expect((await script('doctor', environment)).match(/WRONG {2}JWT_SECRET has the fingerprint/g)).toHaveLength(1);
    const said = await script('keys-accept', environment);
    expect(said).toContain('JWT_SECRET: accepted. Access tokens given out before are invalid now.');
    expect(said).toContain('SECRETS_KEY: unchanged.');
    const after = await start({ JWT_SECRET: key('b') });
    expect((await after.accounts.call('GET /api/auth/me', { as: person })).status).toBe(401);
    const body = { refresh_token: person.refresh_token };
    expect((await after.accounts.call('POST /api/auth/refresh', { body })).status).toBe(200);
    expect(await problemsOf({ JWT_SECRET: key('a') })).toHaveLength(1);
  });

  it('cannot start with a wrong key on a database without fingerprints', async () => {
    const before = await start({ SECRETS_KEY: key('a') });
    const owner = await before.accounts.person('user');
    const body = { url: 'https://example.com/', events: ['ticket.created'] };
    expect((await before.accounts.call('POST /api/webhooks', { as: owner, body })).status).toBe(201);
    await before.dataSource.query('DELETE FROM installation_keys');
    expect(await problemsOf({ SECRETS_KEY: key('b') })).toEqual([
      expect.stringContaining('opens none of the webhook secrets'),
    ]);
    await agree({ SECRETS_KEY: key('a') });
  });
});

describe('an endpoint whose secret one process cannot open', () => {
  it('is left to a process that can, and is reported', async () => {
    const receiver = await Receiver.start();
    const able = await start({ SECRETS_KEY: key('a') });
    const owner = await able.accounts.person('user');
    const body = { url: receiver.url, events: ['ticket.created'] };
    const endpoint = (await able.accounts.call('POST /api/webhooks', { as: owner, body })).body;
    await acceptKeys(testConfig({ DATABASE_URL: database.url, SECRETS_KEY: key('b') }));
    const unable = await start({ SECRETS_KEY: key('b') });
    const left = () => unable.get(UnreadableLanes).current();
    for (let count = 1; count <= 30; count += 1) {
      await unable.accounts.call('POST /api/tickets', { as: owner, body: { title: `Printer ${count}` } });
      // A lease lasts 15 s: none may end up with a process that cannot use it.
      await until(() => receiver.requests.length >= count, { timeoutMs: 5_000 });
    }
    await until(() => left().includes(endpoint.id) || receiver.requests.length === 30);
    await until(async () => (await deliveries(able)).every(({ state }) => state === 'success'));
    // Alone, the other one says why everything waits.
    await stop(able);
    await unable.accounts.call('POST /api/tickets', { as: owner, body: { title: 'Toner' } });
    await until(async () => (await deliveries(unable)).at(-1)?.error?.includes('SECRETS_KEY') === true);
    expect(left()).toEqual([endpoint.id]);
    expect(receiver.requests).toHaveLength(30);
    await receiver.stop();
  }, 60_000);
});

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EmbeddedPostgres } from '../src/database/embedded-postgres.js';
import { processIdentity } from '../src/database/system-process.js';
import { PostgresFolders, postmasterPid, processGroup, query } from './support/database/postgres-folders.js';

/** What a container does to pids: they count from 1 again at each start. */
const PIDS_OF_ITS_OWN = ['unshare', '--pid', '--fork', '--kill-child', '--mount-proc'];
const hasContainers = spawnSync('unshare', [...PIDS_OF_ITS_OWN.slice(1), 'true']).status === 0;

let folders: PostgresFolders;

beforeAll(async () => {
  folders = await PostgresFolders.create();
}, 60_000);

afterAll(async () => {
  await folders.remove();
}, 60_000);

describe('after kill -9 of the owning process', () => {
  it('the running server gets a new owner with its data, who stops it', async () => {
    const dataDir = await folders.copy();
    const killed = await folders.startProcess(dataDir);
    expect(killed.owned).toBe(true);
    await query(killed.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await killed.kill();
    const pid = await postmasterPid(dataDir);

    const next = await EmbeddedPostgres.start({ dataDir });
    expect(next.owned).toBe(true);
    expect(next.url).toBe(killed.url);
    expect(await postmasterPid(dataDir)).toBe(pid);
    expect(await query(next.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    await next.stop();
    expect(await processIdentity(pid)).toBeUndefined();
  });

  it('and of the server, it starts again on the same data, with or without sessions and a stale pid file', async () => {
    const dataDir = await folders.copy();
    const killed = await folders.startProcess(dataDir);
    await query(killed.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    const session = query(killed.url, 'SELECT pg_sleep(600)').catch(() => undefined);
    await killed.kill();
    const pid = await postmasterPid(dataDir);
    process.kill(pid, 'SIGKILL');

    const next = await EmbeddedPostgres.start({ dataDir });
    expect(next.owned).toBe(true);
    expect(await postmasterPid(dataDir)).not.toBe(pid);
    expect(await query(next.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    await next.stop();
    await session;
  }, 60_000);

  it('it starts again if the pid in the stale file belongs to another process', async () => {
    const dataDir = await folders.copy();
    const killed = await folders.startProcess(dataDir);
    await killed.kill();
    process.kill(await postmasterPid(dataDir), 'SIGKILL');
    const bystander = await anyProcess(dataDir);
    const pidFile = join(dataDir, 'cluster', 'postmaster.pid');
    const text = await readFile(pidFile, 'utf8');
    await writeFile(pidFile, text.replace(/^\d+/, `${bystander.pid}`));

    const next = await EmbeddedPostgres.start({ dataDir });
    expect(await query(next.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await next.stop();
    expect(bystander.exitCode).toBeNull();
    bystander.kill('SIGKILL');
  }, 60_000);

  (hasContainers ? it : it.skip)(
    'it starts again when the new server gets the pid of the killed one',
    async () => {
      const dataDir = await folders.copy();
      const pids: number[] = [];
      for (const _ of [1, 2, 3]) {
        const container = await folders.startProcess(dataDir, PIDS_OF_ITS_OWN);
        expect(container.owned).toBe(true);
        expect(await query(container.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
        pids.push(await postmasterPid(dataDir));
        await container.kill();
      }
      expect(new Set(pids).size).toBeLessThan(pids.length);
    },
    60_000,
  );

  it('during a start, its lock does not block others', async () => {
    const dataDir = await folders.copy();
    await writeFile(join(dataDir, 'lock'), `${process.pid} of an earlier process with our pid`);
    const next = await EmbeddedPostgres.start({ dataDir });
    expect(next.owned).toBe(true);
    await next.stop();
  });
});

describe('a second process on the same folder', () => {
  it('attaches, and does not stop the server', async () => {
    const dataDir = await folders.copy();
    const owner = await EmbeddedPostgres.start({ dataDir });
    const second = await folders.startProcess(dataDir);
    expect(second).toMatchObject({ owned: false, url: owner.url });
    await second.stop();
    expect(await query(owner.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await owner.stop();
  });

  it.each([
    ['', undefined],
    [' beside the lock of a dead process', 'a process that is no more'],
  ])(
    'finds one server with one owner after simultaneous starts%s',
    async (_, lock) => {
      const dataDir = await folders.copy();
      if (lock !== undefined) await writeFile(join(dataDir, 'lock'), `${process.pid} ${lock}`);
      const all = await Promise.all(Array.from({ length: 4 }, () => folders.startProcess(dataDir)));
      expect(new Set(all.map((each) => each.url)).size).toBe(1);
      expect(all.filter((each) => each.owned)).toHaveLength(1);
      for (const each of all.sort((one, other) => Number(one.owned) - Number(other.owned))) await each.stop();
    },
    60_000,
  );

  it('owns a server that it had to start, which the former owner leaves alone', async () => {
    const dataDir = await folders.copy();
    const former = await EmbeddedPostgres.start({ dataDir });
    process.kill(await postmasterPid(dataDir), 'SIGKILL');
    const second = await folders.startProcess(dataDir);
    expect(second.owned).toBe(true);
    await former.stop();
    expect(await query(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await second.stop();
  }, 60_000);
});

it('a copy of the folder of a running server gets its own server', async () => {
  const dataDir = await folders.copy();
  const original = await EmbeddedPostgres.start({ dataDir });
  await query(original.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
  await query(original.url, 'CHECKPOINT');
  const copy = await EmbeddedPostgres.start({ dataDir: await folders.copy(dataDir) });
  expect(copy.owned).toBe(true);
  expect(copy.port).not.toBe(original.port);
  expect(await query(copy.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  await copy.stop();
  expect(await query(original.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  await original.stop();
});

it('Ctrl-C on the terminal, which signals the process group, does not stop the server', async () => {
  const dataDir = await folders.copy();
  const owner = await folders.startProcess(dataDir);
  const { pid } = owner.child;
  if (pid === undefined) throw new Error('no pid');
  process.kill(-pid, 'SIGINT');
  expect(await processGroup(await postmasterPid(dataDir))).not.toBe(pid);
  expect(await query(owner.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await owner.stop();
});

/** Of the user that runs PostgreSQL: it would take any other user's for stale by itself. */
async function anyProcess(dataDir: string) {
  const { uid, gid } = await stat(join(dataDir, 'cluster'));
  const child = spawn('/bin/sleep', ['600'], { uid, gid, cwd: '/', stdio: 'ignore' });
  await once(child, 'spawn');
  return child;
}

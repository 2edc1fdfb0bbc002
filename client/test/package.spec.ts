import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const run = promisify(execFile);
const CLIENT = fileURLToPath(new URL('../', import.meta.url));
const MODULES = fileURLToPath(new URL('../../node_modules/', import.meta.url));

/** All that a consumer has beside the package: its one dependency, and React. */
const BESIDE = ['socket.io-client', 'react', '@types/react'];

const CONSUMER = `
client.get('/api/tickets/{id}', { path: { id: '1' } }).then((ticket) => ticket.title.toUpperCase());
// @ts-expect-error no such route
client.get('/api/nothing');
// @ts-expect-error a title is text
client.post('/api/tickets', { body: { title: 1 } });
client.connect().on('ticket.update', ({ data }) => (data.deleted ? data.id : data.title));
export const { notifications } = useNotifications();
export const first: string | undefined = notifications[0]?.message;
export const event: 'project.created' = WEBHOOK_EVENTS.PROJECT_CREATED;
`;

const SHARED = `
configure({ url: 'http://127.0.0.1:1' });
if (typeof useNotifications !== 'function') throw new Error('no hooks');
if (configure !== configureInReact) throw new Error('two configured clients');
dispatchSystemAlert('x', 'y', 'info').then(({ success, errors }) => console.log(success, errors[0].webhook));
`;

let consumer: string;
let installed: string;

beforeAll(async () => {
  consumer = await mkdtemp(join(tmpdir(), 'carillon-consumer-'));
  installed = join(consumer, 'node_modules/@carillon/client');
  await mkdir(join(consumer, 'node_modules/@types'), { recursive: true });
  for (const name of BESIDE) await symlink(join(MODULES, name), join(consumer, 'node_modules', name));
  await mkdir(installed, { recursive: true });
  for (const name of ['package.json', 'README.md']) await cp(join(CLIENT, name), join(installed, name));
  await run(process.execPath, [join(CLIENT, 'scripts/build.mjs'), join(installed, 'dist')]);
}, 60_000);

afterAll(() => rm(consumer, { recursive: true, force: true }));

async function outputOf(file: string, text: string): Promise<string> {
  await writeFile(join(consumer, file), text);
  const { stdout } = await run(process.execPath, [file], { cwd: consumer });
  return stdout.trim();
}

describe('the package as it is published', () => {
  it('has nothing that publint finds fault with', async () => {
    const { stdout } = await run(process.execPath, [join(MODULES, 'publint/src/cli.js'), installed, '--strict']);
    expect(stdout).toContain('All good!');
  }, 30_000);

  it('is loaded by import, both entries with one configured client', async () => {
    const text = `import { configure, dispatchSystemAlert } from '@carillon/client';
      import { configure as configureInReact, useNotifications } from '@carillon/client/react';${SHARED}`;
    expect(await outputOf('consumer.mjs', text)).toBe('false system');
  });

  it('is loaded by require, both entries with one configured client', async () => {
    const text = `const { configure, dispatchSystemAlert } = require('@carillon/client');
      const { configure: configureInReact, useNotifications } = require('@carillon/client/react');${SHARED}`;
    expect(await outputOf('consumer.cjs', text)).toBe('false system');
  });

  it('has types for both, which need nothing but the dependencies', async () => {
    const named = { CarillonClient: 'client', WEBHOOK_EVENTS: 'client', useNotifications: 'client/react' };
    const imports = Object.entries(named).map(([name, entry]) => `import { ${name} } from '@carillon/${entry}';`);
    const text = `${imports.join('\n')}\nconst client = new CarillonClient({ url: '' });${CONSUMER}`;
    for (const file of ['types.mts', 'types.cts']) await writeFile(join(consumer, file), text);
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', '--lib', 'es2022,dom'];
    const tsc = [join(MODULES, 'typescript/bin/tsc'), ...options, '--types', 'react', 'types.mts', 'types.cts'];
    const { stdout } = await run(process.execPath, tsc, { cwd: consumer }).catch((error: { stdout: string }) => error);
    expect(stdout).toBe('');
  }, 60_000);

  it('depends on socket.io-client alone', async () => {
    const { dependencies } = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8')) as {
      dependencies: object;
    };
    expect(Object.keys(dependencies)).toEqual(['socket.io-client']);
  });
});

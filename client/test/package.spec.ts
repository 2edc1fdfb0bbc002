import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const run = promisify(execFile);
const CLIENT = fileURLToPath(new URL('../', import.meta.url));
const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
const MODULES = join(REPOSITORY, 'node_modules');

/** What a project has beside the package; what the package itself needs, npm must bring. */
const BESIDE = ['react', '@types/react'];

interface Locked {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const CONSUMER = `
client.get('/api/tickets/{id}', { path: { id: '1' } }).then((ticket) => ticket.title.toUpperCase());
// @ts-expect-error no such route
client.get('/api/nothing');
// @ts-expect-error a title is text
client.post('/api/tickets', { body: { title: 1 } });
client.connect().on('ticket.update', ({ data }) => (data.deleted ? data.id : data.title));
export const kept = new CarillonClient({ url: '', sessionStorage: localStorage });
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

const folders: string[] = [];
let consumer: string;
let packed: { filename: string; files: { path: string; size: number }[] };

/** Variables of the npm that runs these tests would tell the one that they run where it is. */
const ENVIRONMENT = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(npm_(config_local|package|lifecycle)|INIT_CWD)/.test(name)),
);

beforeAll(async () => {
  consumer = await folder();
  packed = await pack();
  await writeFile(join(consumer, 'package.json'), JSON.stringify(await projectWith(`file:${packed.filename}`)));
  await npm(consumer, 'install', '--prefer-offline');
}, 120_000);

afterAll(async () => {
  for (const path of folders) await rm(path, { recursive: true, force: true });
});

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'carillon-consumer-'));
  folders.push(path);
  return path;
}

async function npm(cwd: string, ...parameters: string[]): Promise<string> {
  const options = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel', 'error'];
  return (await run('npm', [...parameters, ...options], { cwd, env: ENVIRONMENT })).stdout;
}

async function pack(): Promise<typeof packed> {
  const output = await npm(CLIENT, 'pack', '--json', '--pack-destination', consumer);
  // What the build prints stands before it.
  const [tarball] = JSON.parse(output.slice(output.search(/^\[/m))) as [typeof packed];
  return tarball;
}

/** With the versions that are known here, so that npm takes them from its cache. */
async function projectWith(client: string): Promise<object> {
  const { packages } = JSON.parse(await readFile(join(REPOSITORY, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked>;
  };
  const locked: Record<string, Locked> = {};
  const add = (name: string): void => {
    const path = `node_modules/${name}`;
    const found = packages[path];
    if (found === undefined || locked[path] !== undefined) return;
    locked[path] = found;
    for (const dependency of Object.keys(found.dependencies ?? {})) add(dependency);
  };
  for (const name of ['socket.io-client', ...BESIDE]) add(name);
  const versions = BESIDE.map((name) => [name, locked[`node_modules/${name}`]?.version]);
  const dependencies = { '@carillon/client': client, ...Object.fromEntries(versions) };
  const root = { name: 'consumer', dependencies };
  const lock = { name: 'consumer', lockfileVersion: 3, requires: true, packages: { '': root, ...locked } };
  await writeFile(join(consumer, 'package-lock.json'), JSON.stringify(lock));
  return { ...root, private: true };
}

async function outputOf(file: string, text: string, cwd = consumer): Promise<string> {
  await writeFile(join(cwd, file), text);
  const { stdout } = await run(process.execPath, [file], { cwd });
  return stdout.trim();
}

function check(root: string): Promise<{ stderr: string; code: number }> {
  return run(process.execPath, [join(CLIENT, 'scripts/check-package.mjs'), root]).then(
    ({ stderr }) => ({ stderr, code: 0 }),
    (error: { stderr: string; code: number }) => error,
  );
}

describe('the packed client', () => {
  it('contains its build, licence and readme, and nothing else', () => {
    const paths = packed.files.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'package.json', 'dist/carillon.js']));
    expect(paths.filter((path) => !/^(LICENSE|README\.md|package\.json|dist\/[\w.-]+)$/.test(path))).toEqual([]);
    expect(packed.files.filter(({ size }) => size === 0)).toEqual([]);
  });

  it('has the licence of the repository', async () => {
    const [own, whole] = await Promise.all([CLIENT, REPOSITORY].map((root) => readFile(join(root, 'LICENSE'), 'utf8')));
    expect(own).toBe(whole);
  });

  it('is not built when a file that it promises is missing or empty', async () => {
    const bare = await folder();
    for (const name of ['package.json', 'README.md']) await cp(join(CLIENT, name), join(bare, name));
    await writeFile(join(bare, 'LICENSE'), '');
    const { stderr, code } = await check(bare);
    expect(code).toBe(1);
    for (const name of ['LICENSE', './dist/index.js', './dist/index.d.cts', './dist/react.cjs', './dist/carillon.js']) {
      expect(stderr).toContain(name);
    }
    expect((await check(join(consumer, 'node_modules/@carillon/client'))).code).toBe(0);
  });

  it('passes publint', async () => {
    const installed = join(consumer, 'node_modules/@carillon/client');
    const { stdout } = await run(process.execPath, [join(MODULES, 'publint/src/cli.js'), installed, '--strict']);
    expect(stdout).toContain('All good!');
  }, 30_000);

  it('is publishable, and depends on socket.io-client alone', async () => {
    const text = await readFile(join(consumer, 'node_modules/@carillon/client/package.json'), 'utf8');
    const { private: isPrivate, publishConfig, dependencies } = JSON.parse(text);
    expect([isPrivate, publishConfig]).toEqual([undefined, { access: 'public' }]);
    expect(Object.keys(dependencies as object)).toEqual(['socket.io-client']);
  });
});

describe('a project that installs the packed client', () => {
  it('imports both entries, with one configured client', async () => {
    const text = `import { configure, dispatchSystemAlert } from '@carillon/client';
      import { configure as configureInReact, useNotifications } from '@carillon/client/react';${SHARED}`;
    expect(await outputOf('consumer.mjs', text)).toBe('false system');
  });

  it('requires both entries, with one configured client', async () => {
    const text = `const { configure, dispatchSystemAlert } = require('@carillon/client');
      const { configure: configureInReact, useNotifications } = require('@carillon/client/react');${SHARED}`;
    expect(await outputOf('consumer.cjs', text)).toBe('false system');
  });

  it('gets strict types for both entries, with exact optional properties and every declaration checked', async () => {
    const named = { CarillonClient: 'client', WEBHOOK_EVENTS: 'client', useNotifications: 'client/react' };
    const imports = Object.entries(named).map(([name, entry]) => `import { ${name} } from '@carillon/${entry}';`);
    const text = `${imports.join('\n')}\nconst client = new CarillonClient({ url: '' });${CONSUMER}`;
    for (const file of ['types.mts', 'types.cts']) await writeFile(join(consumer, file), text);
    const strict = [
      '--strict',
      '--exactOptionalPropertyTypes',
      '--skipLibCheck',
      'false',
      '--noUncheckedIndexedAccess',
    ];
    const options = ['--noEmit', ...strict, '--module', 'nodenext', '--target', 'es2022', '--lib', 'es2022,dom'];
    const tsc = [join(MODULES, 'typescript/bin/tsc'), ...options, '--types', 'react', 'types.mts', 'types.cts'];
    const { stdout } = await run(process.execPath, tsc, { cwd: consumer }).catch((error: { stdout: string }) => error);
    expect(stdout).toBe('');
  }, 60_000);

  it('bundles the client for browsers without any Node module', async () => {
    await writeFile(
      join(consumer, 'page.js'),
      `import { CarillonClient } from '@carillon/client';
       import { useNotifications } from '@carillon/client/react';
       globalThis.page = { client: new CarillonClient({ url: location.origin }), useNotifications };`,
    );
    const bundler = `import { build } from ${JSON.stringify(join(MODULES, 'vite/dist/node/index.js'))};
      const lib = { entry: 'page.js', formats: ['es'], fileName: 'bundle' };
      const { output } = [await build({ configFile: false, logLevel: 'silent', build: { write: false, lib } })].flat()[0];
      console.log(JSON.stringify(output.map(({ imports, code }) => ({ imports, size: code.length }))));`;
    const bundled = JSON.parse(await outputOf('bundle.mjs', bundler)) as { imports: string[]; size: number }[];
    expect(bundled).toHaveLength(1);
    expect(bundled[0]?.imports).toEqual([]);
    expect(bundled[0]?.size).toBeGreaterThan(50_000);
  }, 30_000);
});

describe('a project that installs the client folder', () => {
  it('gets a fresh build', async () => {
    const project = await folder();
    await writeFile(join(project, 'package.json'), '{"private":true}');
    const builtAt = async () => (await stat(join(CLIENT, 'dist/index.js'))).mtimeMs;
    const before = await builtAt();
    await npm(project, 'install', '--offline', `file:${CLIENT}`);
    expect(await builtAt()).toBeGreaterThan(before);
    const text = `import { CarillonClient } from '@carillon/client';
      import '@carillon/client/react';
      console.log(typeof CarillonClient);`;
    expect(await outputOf('consumer.mjs', text, project)).toBe('function');
  }, 60_000);
});

import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { output, rootCommand } from './roots.mjs';

const START_MS = 90_000;
/** What a person or program would need to build something, or to fetch something to run. */
const TOOLS = ['npm', 'npx', 'yarn', 'corepack', 'gcc', 'cc', 'make', 'python3', 'git', 'curl', 'wget'];
const PAGES = [
  '/',
  '/docs',
  '/api/docs',
  '/api/openapi.json',
  '/client/carillon.js',
  '/embed/inbox.js',
  '/health/ready',
];

/** Starts the server from the image as its user, uses it, asks its health check, and stops it. @throws Error when anything is wrong */
export async function tryImage(image, place) {
  expectLean(image.root);
  const database = await Database.start(place);
  const port = await freePort();
  const environment = {
    ...image.environment,
    HOST: '127.0.0.1',
    PORT: `${port}`,
    DATABASE_URL: database.url,
    JWT_SECRET: randomBytes(32).toString('hex'),
    SECRETS_KEY: randomBytes(32).toString('hex'),
    ADMIN_EMAIL: 'admin@example.com',
    ADMIN_PASSWORD: 'a password for the first admin',
  };
  const server = new Inside({ ...image, environment });
  try {
    expectOk(server.once(['node', 'dist/scripts/migrations.js', 'plan']), 'would run');
    const running = server.begin(image.command);
    await until(() => isUp(port), running);
    if (server.once(image.health).status !== 0) throw new Error('HEALTHCHECK fails on a server that answers.');
    for (const page of PAGES) await expectPage(`http://127.0.0.1:${port}${page}`);
    await expectSignIn(port, environment);
    expectOk(server.once(['node', 'dist/scripts/epoch-new.js']), 'new epoch');
    expectOk(server.once(['node', 'dist/scripts/migrations.js', 'plan']), 'no migration is pending');
    const stopped = once(running, 'exit');
    const began = performance.now();
    running.kill('SIGTERM');
    const [code] = await stopped;
    if (code !== 0) throw new Error(`SIGTERM ended it with ${code}.`);
    console.log(`== stopped in ${Math.round(performance.now() - began)} ms`);
    expectOk(server.once(['node', 'dist/scripts/migrations.js', 'revert']), 'reverted');
    expectOk(server.once(['node', 'dist/scripts/migrations.js', 'run']), '');
    if (server.once(image.health).status === 0) throw new Error('HEALTHCHECK passes without a server.');
    console.log('== the image works');
  } finally {
    server.end();
    await database.stop();
  }
}

function expectLean(root) {
  const found = TOOLS.filter((name) =>
    ['bin', 'usr/bin', 'usr/local/bin'].some((folder) => isThere(join(root, folder, name))),
  );
  if (found.length > 0) throw new Error(`The image has ${found.join(', ')}.`);
  const app = readdirSync(join(root, 'app')).sort();
  console.log(`== /app has ${app.join(', ')}; ${output('du', ['-sm', join(root, 'app')]).split('\t')[0]} MiB`);
  if (statSync(join(root, 'app/dist/src/main.js')).uid !== 0) throw new Error('The server may change its own files.');
}

function isThere(path) {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Programs that run in the image. */
class Inside {
  running;

  constructor(image) {
    this.image = image;
  }

  once(command) {
    const [program, args] = rootCommand(this.image, command);
    return spawnSync(program, args, { encoding: 'utf8' });
  }

  begin(command) {
    const [program, args] = rootCommand(this.image, command);
    this.running = spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    return this.running;
  }

  end() {
    if (this.running?.exitCode === null) this.running.kill('SIGKILL');
  }
}

/** The embedded PostgreSQL of the repository, outside of the image. */
class Database {
  static async start(place) {
    const database = new Database();
    // Of a run before, when the folder is kept.
    rmSync(join(place, 'postgres'), { recursive: true, force: true });
    const program = `
      const { EmbeddedPostgres } = await import('./src/database/embedded-postgres.ts');
      const postgres = await EmbeddedPostgres.start({ dataDir: process.argv[1], flags: ['-c', 'fsync=off'] });
      console.log(postgres.url);
      process.stdin.on('end', () => postgres.stop().then(() => process.exit(0))).resume();`;
    spawnSync('chmod', ['0711', place]);
    database.child = spawn(
      process.execPath,
      [
        '--import',
        './test/support/typescript-loader.mjs',
        '--no-warnings',
        '--input-type=module',
        '-e',
        program,
        join(place, 'postgres'),
      ],
      { cwd: new URL('../../', import.meta.url), stdio: ['pipe', 'pipe', 'inherit'] },
    );
    const [line] = await once(database.child.stdout, 'data');
    database.url = String(line).trim();
    return database;
  }

  async stop() {
    const ended = once(this.child, 'exit');
    this.child.stdin.end();
    await ended;
  }
}

async function until(condition, running) {
  const deadline = performance.now() + START_MS;
  while (!(await condition())) {
    if (running.exitCode !== null) throw new Error(`The server ended with ${running.exitCode}.`);
    if (performance.now() > deadline) throw new Error('The server did not start.');
    await delay(200);
  }
}

async function isUp(port) {
  return fetch(`http://127.0.0.1:${port}/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function expectPage(url) {
  const { status } = await fetch(url);
  if (status !== 200) throw new Error(`${url} answers ${status}.`);
}

async function expectSignIn(port, { ADMIN_EMAIL: email, ADMIN_PASSWORD: password }) {
  const response = await fetch(`http://127.0.0.1:${port}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  const body = await response.json();
  if (body.access_token === undefined) throw new Error(`Signing in answers ${response.status}.`);
}

function expectOk({ status, stdout, stderr }, text) {
  if (status !== 0 || !stdout.includes(text)) throw new Error(`Ended with ${status}: ${stdout}${stderr}`);
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  return port;
}

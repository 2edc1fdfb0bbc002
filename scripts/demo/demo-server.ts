import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { DemoProblem } from './demo-problem.js';
import type { DemoSettings } from './demo-settings.js';

/** A first start makes a database. */
const START_MS = 120_000;
/** A server that is up but not ready yet, perhaps because it was started a second ago. */
const WAIT_MS = 20_000;
const LOOK_EVERY_MS = 100;

type Health = 'ready' | 'not ready' | 'none' | 'another server';

/** The server that the demo speaks to: one that runs, or its own. */
export class DemoServer {
  private constructor(
    readonly url: string,
    private readonly child: ChildProcess | null,
  ) {}

  /** @throws DemoProblem */
  static async find(settings: DemoSettings): Promise<DemoServer> {
    const { url, mayStart } = settings;
    const health = await healthAt(url, WAIT_MS);
    if (health === 'ready') {
      say(`Using the server at ${url}.`);
      return new DemoServer(url, null);
    }
    if (health === 'none' && mayStart) return DemoServer.start(url);
    throw problemWith(url, health);
  }

  /** A server of its own is stopped; one that was found goes on. */
  async release(): Promise<void> {
    const { child } = this;
    if (child === null || child.exitCode !== null) return;
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    await exit;
    say('Stopped the server that was started for this.');
  }

  private static async start(url: string): Promise<DemoServer> {
    say(`No server answers at ${url}: starting a server for the time of the demo.`);
    const root = new URL('../../', import.meta.url);
    const child = spawn(
      process.execPath,
      ['--import', fileURLToPath(new URL('test/support/typescript-loader.mjs', root)), 'src/main.ts'],
      {
        cwd: fileURLToPath(root),
        // Its log would stand between the lines of the demo.
        env: { LOG_LEVEL: 'error', ...process.env },
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
    const server = new DemoServer(url, child);
    const deadline = performance.now() + START_MS;
    while (child.exitCode === null && performance.now() < deadline) {
      if ((await healthAt(url, 0)) === 'ready') return server;
      await delay(LOOK_EVERY_MS);
    }
    await server.release();
    throw new DemoProblem('The server did not start.', 'Run `npm start` and do what it says; then run the demo again.');
  }
}

async function healthAt(url: string, patienceMs: number): Promise<Health> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const health = await lookAt(url);
    if (health !== 'not ready' || performance.now() >= deadline) return health;
    await delay(LOOK_EVERY_MS);
  }
}

async function lookAt(url: string): Promise<Health> {
  try {
    const response = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(5_000) });
    await response.body?.cancel();
    if (response.status === 200) return 'ready';
    return response.status === 503 ? 'not ready' : 'another server';
  } catch {
    return 'none';
  }
}

function problemWith(url: string, health: Health): DemoProblem {
  if (health === 'not ready') {
    return new DemoProblem(
      `The server at ${url} is not ready.`,
      `Look at ${url}/health/ready: it says what is missing.`,
    );
  }
  if (health === 'another server') {
    return new DemoProblem(
      `What listens at ${url} is not Carillon.`,
      'Set CARILLON_URL to where Carillon is, or PORT to a free port.',
    );
  }
  return new DemoProblem(`No server answers at ${url}.`, 'Start the server there, or leave CARILLON_URL unset.');
}

function say(text: string): void {
  console.log(text);
}

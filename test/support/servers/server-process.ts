import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../network/free-port.js';
import { builtServer, removeBuild } from './server-build.js';
import { until } from '../until.js';

const START_MS = 60_000;
const STOP_MS = 20_000;
/** The banner's first line: the server listens. */
const READY_LINE = 'Carillon is ready';
/** Enough of the log to see why a process ended. */
const KEPT_OUTPUT = 20_000;

export const ADMIN = { email: 'admin@example.com', password: 'a password for the first admin' };

/** Nothing is limited, so that what a test counts is not what a limit lets through. */
const ENVIRONMENT: Record<string, string> = {
  HOST: '127.0.0.1',
  LOG_LEVEL: 'warn',
  LOG_FORMAT: 'json',
  ADMIN_EMAIL: ADMIN.email,
  ADMIN_PASSWORD: ADMIN.password,
  RATE_LIMIT: '0',
  LOGIN_RATE_LIMIT: '0',
  API_KEY_RATE_LIMIT: '0',
  WEBHOOK_RATE_LIMIT: '0',
  JWT_EXPIRES_IN: '1h',
  JWT_SECRET: 'a key for tests, of at least thirty-two bytes',
  SECRETS_KEY: 'another key for tests, of at least thirty-two bytes',
};

export interface ServerOptions {
  /** Left out: an embedded PostgreSQL in the data folder. */
  databaseUrl?: string;
  /** Left out: a temporary one, removed by `stopServers`. */
  dataDir?: string;
  /** Over the settings for tests; undefined takes one of them away. */
  environment?: Record<string, string | undefined>;
}

const started = new Set<ServerProcess>();
const folders = new Set<string>();

/** The real server as a process of its own, which a test can kill and start again in the same place. */
export class ServerProcess {
  /** What it printed, the end of it. */
  output = '';
  private child: ChildProcess | undefined;
  private isListening = false;

  /** What the next start runs: another version may be put here. */
  main: string;

  private constructor(
    readonly port: number,
    readonly dataDir: string,
    /** This version. */
    readonly builtMain: string,
    private readonly environment: NodeJS.ProcessEnv,
  ) {
    this.main = builtMain;
  }

  /** Resolves when the server says that it is ready. */
  static async start(options: ServerOptions = {}): Promise<ServerProcess> {
    const server = await ServerProcess.prepare(options);
    await server.start();
    return server;
  }

  /** Chooses a port and a folder; starts nothing. */
  static async prepare({ databaseUrl, dataDir, environment }: ServerOptions = {}): Promise<ServerProcess> {
    const port = await freePort();
    const folder = dataDir ?? (await temporaryFolder());
    const server = new ServerProcess(port, folder, await builtServer(), {
      PATH: process.env['PATH'],
      ...ENVIRONMENT,
      PORT: `${port}`,
      DATA_DIR: folder,
      ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
      ...environment,
    });
    started.add(server);
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  get isRunning(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** On the same port and data as before. */
  async start(): Promise<void> {
    this.spawn();
    // A request every few milliseconds would take the processor away from the start that it waits for.
    await until(() => this.expectAlive() && this.isListening, { timeoutMs: START_MS, describe: () => this.output });
    await until(() => this.isReady(), { timeoutMs: START_MS, describe: () => this.output });
  }

  /** Without waiting for anything. */
  spawn(): void {
    if (this.isRunning) throw new Error(`The server on port ${this.port} runs already.`);
    const child = spawn(process.execPath, [this.main], {
      env: this.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text: string) => (this.output = (this.output + text).slice(-KEPT_OUTPUT)));
    }
    this.child = child;
    this.isListening = false;
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (this.child === child && line.startsWith(READY_LINE)) this.isListening = true;
    });
  }

  /** @throws Error when the process has ended: it will never be ready */
  async isReady(): Promise<boolean> {
    this.expectAlive();
    try {
      const { status, body } = await fetch(`${this.url}/health/ready`);
      await body?.cancel();
      return status === 200;
    } catch {
      return false;
    }
  }

  private expectAlive(): true {
    if (!this.isRunning) throw new Error(`The server ended before it was ready:\n${this.output}`);
    return true;
  }

  /** As the kernel does when memory runs out: nothing is said, nothing is finished. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** @returns the exit code; null when it had to be killed */
  async stop(): Promise<number | null> {
    const timer = setTimeout(() => this.child?.kill('SIGKILL'), STOP_MS);
    try {
      return await this.end('SIGTERM');
    } finally {
      clearTimeout(timer);
    }
  }

  /** Stops it where it is, in the middle of whatever it does, as a suspended machine does. Nothing is closed. */
  freeze(): void {
    this.child?.kill('SIGSTOP');
  }

  /** After `freeze`: it goes on, and knows nothing of the time between. */
  thaw(): void {
    this.child?.kill('SIGCONT');
  }

  private async end(signal: NodeJS.Signals): Promise<number | null> {
    const { child } = this;
    if (child === undefined || !this.isRunning) return child?.exitCode ?? null;
    const exit = once(child, 'exit');
    child.kill(signal);
    await exit;
    return child.exitCode;
  }
}

/** For `afterAll`: ends what still runs, gently, since an embedded database goes with it, and removes the folders. */
export async function stopServers(): Promise<void> {
  await Promise.all([...started].map((server) => server.stop()));
  started.clear();
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
  folders.clear();
  await removeBuild();
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'carillon-server-'));
  folders.add(folder);
  // As root an embedded database runs as another user, who must get through.
  await chmod(folder, 0o711);
  return folder;
}

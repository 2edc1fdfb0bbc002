import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'redis';
import type { RedisClient } from '../../../src/common/redis/redis-connection.js';
import { until } from '../until.js';
import { freePort } from '../network/free-port.js';

const PLACES = ['/usr/bin/redis-server', '/usr/local/bin/redis-server', '/opt/homebrew/bin/redis-server'];
const found = PLACES.find((path) => existsSync(path));
const DUMP = 'dump.rdb';
const KEPT = 'kept.rdb';

/**
 * False: tests with Redis are to be skipped, and this says so. Never false where CI=true.
 *
 * @throws Error then
 */
export function hasRedis(): boolean {
  if (found !== undefined) return true;
  const advice = 'No redis-server found. `scripts/install-redis` installs one.';
  if (process.env['CI'] === 'true') throw new Error(advice);
  console.warn(`SKIPPED: the tests with Redis. ${advice}`);
  return false;
}

/** A Redis of its own on a loopback port, to which everything may happen. */
export class RedisServer {
  private child: ChildProcess | undefined;

  private constructor(
    readonly port: number,
    private readonly folder: string,
  ) {}

  static async start(): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), await mkdtemp(join(tmpdir(), 'carillon-redis-')));
    await server.launch();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** As its owner, past everything that the application does. */
  async with<T>(work: (client: RedisClient) => Promise<T>): Promise<T> {
    const client = createClient({ url: this.url });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return await work(client as RedisClient);
    } finally {
      client.destroy();
    }
  }

  async flush(): Promise<void> {
    await this.with((client) => client.flushAll());
  }

  /** It does not answer any more, and its connections stay open. */
  freeze(): void {
    this.child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.child?.kill('SIGCONT');
  }

  async kill(): Promise<void> {
    const { child } = this;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  }

  /** Keeps what it has now, for `restoreOld`. */
  async keep(): Promise<void> {
    await this.with(async (client) => client.sendCommand(['SAVE']));
    await copyFile(join(this.folder, DUMP), join(this.folder, KEPT));
  }

  /** On the same port, with nothing. */
  async restart(): Promise<void> {
    await this.kill();
    await rm(join(this.folder, DUMP), { force: true });
    await this.launch();
  }

  /** On the same port, with what `keep` kept. */
  async restoreOld(): Promise<void> {
    await this.kill();
    await copyFile(join(this.folder, KEPT), join(this.folder, DUMP));
    await this.launch();
  }

  async stop(): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async launch(): Promise<void> {
    const options = ['--port', `${this.port}`, '--bind', '127.0.0.1', '--dir', this.folder, '--save', ''];
    this.child = spawn(found ?? 'redis-server', options, { stdio: 'ignore' });
    await until(async () => {
      if (this.child === undefined || this.child.exitCode !== null) throw new Error('redis-server ended at its start.');
      return this.answers();
    });
  }

  private async answers(): Promise<boolean> {
    const client = createClient({ url: this.url, socket: { reconnectStrategy: false } });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return (await client.ping()) === 'PONG';
    } catch {
      return false;
    } finally {
      client.destroy();
    }
  }
}

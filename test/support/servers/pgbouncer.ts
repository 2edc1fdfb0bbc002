import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { postgresAccount } from '../../../src/database/postgres-account.js';
import { freePort } from '../network/free-port.js';
import { until } from '../until.js';

const PLACES = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer', '/usr/local/bin/pgbouncer', '/opt/homebrew/bin/pgbouncer'];
const found = PLACES.find((path) => existsSync(path));

/**
 * False: tests with PgBouncer are to be skipped, and this says so. Never false where CI=true.
 *
 * @throws Error then
 */
export function hasPgBouncer(): boolean {
  if (found !== undefined) return true;
  const advice = 'No pgbouncer found. `scripts/install-pgbouncer` installs it.';
  if (process.env['CI'] === 'true') throw new Error(advice);
  console.warn(`SKIPPED: the tests with PgBouncer. ${advice}`);
  return false;
}

export interface PgBouncerOptions {
  /** Of the database behind it. */
  readonly databaseUrl: string;
  /** Connections to PostgreSQL for each of its two databases. */
  readonly size: number;
  /** What it sends on each of them first. */
  readonly connectQuery: string;
}

/** A PgBouncer of its own on a loopback port, in transaction mode. */
export class PgBouncer {
  private constructor(
    private readonly port: number,
    private readonly folder: string,
    private readonly child: ChildProcess,
  ) {}

  static async start(options: PgBouncerOptions): Promise<PgBouncer> {
    const port = await freePort();
    const folder = await mkdtemp(join(tmpdir(), 'carillon-pgbouncer-'));
    // As root it runs as another user, who must get through.
    await chmod(folder, 0o755);
    const file = join(folder, 'pgbouncer.ini');
    await writeFile(file, configuration(port, options));
    const account = await postgresAccount(folder);
    const child = spawn(found ?? 'pgbouncer', [file], { stdio: 'ignore', ...account });
    const bouncer = new PgBouncer(port, folder, child);
    await until(() => bouncer.answers());
    return bouncer;
  }

  /** Sends the query of the options first. */
  get url(): string {
    return `postgres://anyone@127.0.0.1:${this.port}/tuned`;
  }

  /** Sends none. */
  get bareUrl(): string {
    return `postgres://anyone@127.0.0.1:${this.port}/bare`;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const exit = once(this.child, 'exit');
      this.child.kill('SIGKILL');
      await exit;
    }
    await rm(this.folder, { recursive: true, force: true });
  }

  private async answers(): Promise<boolean> {
    if (this.child.exitCode !== null) throw new Error(`pgbouncer ended at its start with ${this.child.exitCode}.`);
    const client = new Client({ connectionString: this.url });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('SELECT 1');
      return true;
    } catch {
      return false;
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

function configuration(port: number, { databaseUrl, size, connectQuery }: PgBouncerOptions): string {
  const url = new URL(databaseUrl);
  const target = [
    `host=${url.hostname}`,
    `port=${url.port}`,
    `dbname=${url.pathname.slice(1)}`,
    `user=${decodeURIComponent(url.username)}`,
    ...(url.password === '' ? [] : [`password=${decodeURIComponent(url.password)}`]),
  ].join(' ');
  return [
    '[databases]',
    `tuned = ${target} connect_query='${connectQuery}'`,
    `bare = ${target}`,
    '[pgbouncer]',
    'listen_addr = 127.0.0.1',
    `listen_port = ${port}`,
    'unix_socket_dir =',
    'auth_type = any',
    'pool_mode = transaction',
    `default_pool_size = ${size}`,
    'max_client_conn = 200',
    '',
  ].join('\n');
}

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { EmbeddedPostgres } from '../../src/database/embedded-postgres.js';
import { runMigrations } from '../../src/database/migrations.js';
import { Passwords } from '../../src/users/passwords.js';
import { SecretBox } from '../../src/webhooks/signing/secret-box.js';
import { fillDatabase, type FillSize } from '../../scripts/fill/fill-database.js';
import { freePort } from '../../test/support/network/free-port.js';

const MAIN = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));
const START_MS = 60_000;
const LOOK_EVERY_MS = 50;
const KEYS = {
  JWT_SECRET: 'a key for benchmarks, of at least thirty-two bytes',
  SECRETS_KEY: 'another key for benchmarks, of at least thirty-two bytes',
};
const PASSWORD = 'a password for benchmarks';

/** As the client keeps it in the browser, under `carillon.session`. */
export interface Session {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly user_id: string;
}

/** The built server in a process of its own, over a database that `npm run fill` would have made. */
export class FullDesk {
  private constructor(
    readonly url: string,
    private readonly server: ChildProcess,
    private readonly postgres: EmbeddedPostgres,
    private readonly folder: string,
  ) {}

  static async open(size: FillSize): Promise<FullDesk> {
    const folder = await mkdtemp(join(tmpdir(), 'carillon-bench-'));
    // As root PostgreSQL runs as another user, who must get through.
    await chmod(folder, 0o711);
    const postgres = await EmbeddedPostgres.start({ dataDir: join(folder, 'postgres') });
    await runMigrations(postgres.url);
    const passwordHash = await new Passwords().hash(PASSWORD);
    await fillDatabase(postgres.url, { size, passwordHash, box: new SecretBox(KEYS.SECRETS_KEY) });
    const port = await freePort();
    const server = start(port, { DATABASE_URL: postgres.url, DATA_DIR: folder });
    const desk = new FullDesk(`http://127.0.0.1:${port}`, server, postgres, folder);
    await desk.ready();
    return desk;
  }

  async signIn(email = 'admin@example.com'): Promise<Session> {
    return this.call<Session>('POST /api/auth/login', { email, password: PASSWORD });
  }

  /** @throws Error unless it is a success */
  async call<T>(route: string, body?: object, session?: Session): Promise<T> {
    const [method = '', path = ''] = route.split(' ');
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(session !== undefined && { authorization: `Bearer ${session.access_token}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${route}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  async close(): Promise<void> {
    const exit = once(this.server, 'exit');
    if (this.server.exitCode === null && this.server.kill('SIGTERM')) await exit;
    await this.postgres.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async ready(): Promise<void> {
    const deadline = performance.now() + START_MS;
    while (performance.now() < deadline && this.server.exitCode === null) {
      const isReady = await fetch(`${this.url}/health/ready`).then(
        (response) => response.ok,
        () => false,
      );
      if (isReady) return;
      await delay(LOOK_EVERY_MS);
    }
    throw new Error('The server did not start. Is it built? npm run build');
  }
}

/** Nothing is sent: the receivers of a filled desk are not there. */
function start(port: number, environment: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [MAIN], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      HOST: '127.0.0.1',
      PORT: `${port}`,
      LOG_LEVEL: 'warn',
      LOG_FORMAT: 'json',
      RATE_LIMIT: '0',
      LOGIN_RATE_LIMIT: '0',
      JWT_EXPIRES_IN: '12h',
      WEBHOOK_WORKER_CONCURRENCY: '0',
      ADMIN_PASSWORD: PASSWORD,
      ...KEYS,
      ...environment,
    },
  });
}

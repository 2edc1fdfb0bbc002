import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/**
 * The real thing by hand: `node --import ./test/support/typescript-loader.mjs scripts/upgrade-from.ts <commit>...` installs
 * and starts each commit in a worktree, makes data over REST, stops it, starts this version on the same DATA_DIR, and reads
 * the data again. Tests do the same to schemas, without a history of git (`test/e2e/upgrades.e2e-spec.ts`).
 */
const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../', import.meta.url));
const START_MS = 180_000;
const ADMIN = { email: 'admin@example.com', password: 'a password for the first admin' };

type Answer = Record<string, unknown> & { items?: { title: string }[] };

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

class Server {
  private constructor(
    private readonly url: string,
    private readonly child: ChildProcess,
  ) {}

  static async start(folder: string, dataDir: string): Promise<Server> {
    const port = await freePort();
    const child = spawn('npm', ['start'], {
      cwd: folder,
      env: {
        ...process.env,
        PORT: `${port}`,
        DATA_DIR: dataDir,
        ADMIN_EMAIL: ADMIN.email,
        ADMIN_PASSWORD: ADMIN.password,
        LOG_LEVEL: 'error',
        REGISTRATION: 'open',
      },
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const server = new Server(`http://127.0.0.1:${port}`, child);
    const deadline = performance.now() + START_MS;
    while (child.exitCode === null && performance.now() < deadline) {
      const isUp = await server.call('POST', '/api/auth/login', { body: ADMIN }).then(
        () => true,
        () => false,
      );
      if (isUp) return server;
      await delay(200);
    }
    await server.stop();
    throw new Error(`${folder} did not start.`);
  }

  async call(method: string, path: string, { token, body }: { token?: string; body?: object } = {}): Promise<Answer> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text) as Answer;
  }

  async signIn(): Promise<string> {
    return String((await this.call('POST', '/api/auth/login', { body: ADMIN }))['access_token']);
  }

  async stop(): Promise<void> {
    const { pid, exitCode } = this.child;
    if (pid === undefined || exitCode !== null) return;
    const exit = once(this.child, 'exit');
    // npm and the server: a process group of their own.
    process.kill(-pid, 'SIGTERM');
    await exit;
    await delay(2_000);
  }
}

async function upgradeFrom(commit: string): Promise<string> {
  const place = await mkdtemp(join(tmpdir(), 'carillon-upgrade-'));
  await chmod(place, 0o711);
  const old = join(place, 'old');
  const data = join(place, 'data');
  await run('git', ['worktree', 'add', '--detach', old, commit], { cwd: ROOT });
  try {
    await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: old, maxBuffer: 50_000_000 });
    const before = await Server.start(old, data);
    try {
      const token = await before.signIn();
      for (const title of ['One', 'Two', 'Three']) {
        const { id } = await before.call('POST', '/api/tickets', { token, body: { title, description: 'of before' } });
        await before.call('POST', `/api/tickets/${String(id)}/comments`, {
          token,
          body: { content: `About ${title}` },
        });
      }
    } finally {
      await before.stop();
    }
    const after = await Server.start(ROOT, data);
    try {
      const token = await after.signIn();
      const { items = [] } = await after.call('GET', '/api/tickets', { token });
      const events = await after.call('GET', '/api/events', { token });
      await after.call('POST', '/api/tickets', { token, body: { title: 'After' } });
      const titles = items.map(({ title }) => title).sort();
      return `${commit}: ${titles.join(', ')}; ${events.items?.length ?? 0} events; ready ${String((await after.call('GET', '/health/ready'))['status'])}`;
    } finally {
      await after.stop();
    }
  } finally {
    await run('git', ['worktree', 'remove', '--force', old], { cwd: ROOT });
    await rm(place, { recursive: true, force: true });
  }
}

for (const commit of process.argv.slice(2)) {
  const said = await upgradeFrom(commit).catch((error: unknown) => `${commit}: FAILED ${String(error)}`);
  process.stdout.write(`${said}\n`);
}

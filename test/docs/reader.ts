import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createDatabase, type TestDatabase } from '../support/database/database.js';
import { freePort } from '../support/network/free-port.js';
import { ServerProcess, stopServers } from '../support/servers/server-process.js';
import { ROOT, type Block } from './blocks.js';
import { PageSession } from './session.js';

const run = promisify(execFile);

/** Where the pages say that the server is. */
const SERVER_PORT = '5000';
/** Where a reader would serve a page of their own: another origin than the server's. */
const PAGE_PORT = '8000';
const LOOPBACK_PORT = /(?:\b(?:localhost|127\.0\.0\.1):|\blisten\()(\d{4,5})\b/g;
/** What a reader of the pages does by hand once, and what would change the modules that every test needs. */
const REFUSED_BY_NPM = 'add|ci|i|init|install|link|publish|uninstall|update';

/** A machine as a reader has it: the server runs, and every page has a folder that looks like the project's. */
export class Reader {
  private readonly sessions: PageSession[] = [];

  private constructor(
    readonly server: ServerProcess,
    private readonly database: TestDatabase,
    /** With `node_modules`. */
    readonly folder: string,
    private readonly ports: ReadonlyMap<string, string>,
  ) {}

  /** @param blocks of all pages: ports that they name are replaced by free ones */
  static async arrive(blocks: readonly Block[]): Promise<Reader> {
    const ports = new Map([[PAGE_PORT, `${await freePort()}`]]);
    for (const { code } of blocks) {
      for (const [, port = ''] of code.matchAll(LOOPBACK_PORT))
        ports.set(port, ports.get(port) ?? `${await freePort()}`);
    }
    const [database, folder] = await Promise.all([createDatabase(), mkdtemp(join(tmpdir(), 'carillon-docs-'))]);
    const origins = [...ports.values()].flatMap((port) => [`http://localhost:${port}`, `http://127.0.0.1:${port}`]);
    const [server] = await Promise.all([
      ServerProcess.start({
        databaseUrl: database.url,
        environment: {
          // The password is generated, as at a first start; no name is asked for outside this machine.
          ADMIN_PASSWORD: undefined,
          CORS_ORIGINS: origins.join(','),
          DNS_SERVERS: `127.0.0.1:${await freePort()}`,
        },
      }),
      furnish(folder),
    ]);
    ports.set(SERVER_PORT, `${server.port}`);
    return new Reader(server, database, folder, ports);
  }

  /** A terminal in a folder of its own. */
  async open(page: string): Promise<PageSession> {
    const folder = join(this.folder, page.replaceAll('/', '-'));
    await mkdir(folder);
    const shared = (await readdir(ROOT)).filter((name) => !name.startsWith('.') && name !== 'node_modules');
    await Promise.all(shared.map((name) => symlink(join(ROOT, name), join(folder, name))));
    await symlink(join(this.folder, 'node_modules'), join(folder, 'node_modules'));
    await symlink(this.server.dataDir, join(folder, '.data'));
    const session = new PageSession(folder, await this.environment());
    this.sessions.push(session);
    return session;
  }

  /** Of a page that a reader serves beside the server; it may call the server. */
  get pageOrigin(): string {
    return `http://localhost:${this.ports.get(PAGE_PORT)}`;
  }

  /** As the code must read for this machine. */
  adapted(code: string): string {
    let text = code;
    for (const [from, to] of this.ports) {
      text = text.replaceAll(`localhost:${from}`, `127.0.0.1:${to}`).replaceAll(new RegExp(`\\b${from}\\b`, 'g'), to);
    }
    return text;
  }

  async leave(): Promise<void> {
    await Promise.all(this.sessions.map((session) => session.end()));
    await stopServers();
    await this.database.drop();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async environment(): Promise<NodeJS.ProcessEnv> {
    return {
      PATH: `${join(this.folder, 'bin')}:${process.env['PATH'] ?? ''}`,
      HOME: this.folder,
      CURL_HOME: this.folder,
      PORT: `${this.server.port}`,
      DATA_DIR: this.server.dataDir,
      DATABASE_URL: this.database.url,
      // Whatever asks another machine fails at once.
      http_proxy: 'http://127.0.0.1:9',
      https_proxy: 'http://127.0.0.1:9',
      no_proxy: '127.0.0.1,localhost',
    };
  }
}

/** Packages, among them the client as it is published, and tools that notice what a reader would. */
async function furnish(folder: string): Promise<void> {
  const modules = join(folder, 'node_modules');
  await mkdir(join(modules, '@carillon/client'), { recursive: true });
  const names = (await readdir(join(ROOT, 'node_modules'))).filter((name) => name !== '@carillon');
  await Promise.all(names.map((name) => symlink(join(ROOT, 'node_modules', name), join(modules, name))));
  await cp(join(ROOT, 'client/package.json'), join(modules, '@carillon/client/package.json'));
  await buildClient(join(modules, '@carillon/client/dist'));
  // The server serves it to pages.
  if (!existsSync(join(ROOT, 'client/dist/carillon.js'))) {
    await run(process.execPath, [join(ROOT, 'client/scripts/build.mjs'), '--browser']);
  }
  // An answer of 400 or more fails, whatever options the block has.
  await writeFile(join(folder, '.curlrc'), 'fail\nshow-error\n');
  await mkdir(join(folder, 'bin'));
  const npm = `#!/bin/sh
case "$1" in ${REFUSED_BY_NPM}) echo "npm $1 would change the modules of all tests: mark the block as not run" >&2; exit 1 ;; esac
PATH=\${PATH#*:} exec npm "$@"
`;
  await writeFile(join(folder, 'bin/npm'), npm, { mode: 0o755 });
}

/** What `npm run build` made serves as long as no source is newer. */
async function buildClient(target: string): Promise<void> {
  const client = join(ROOT, 'client');
  const changedAt = async (path: string) => (await stat(path)).mtimeMs;
  const sources = (await readdir(join(client, 'src'))).map((name) => join(client, 'src', name));
  const newest = Math.max(...(await Promise.all(sources.map(changedAt))));
  const builtAt = await changedAt(join(client, 'dist/index.d.ts')).catch(() => 0);
  if (builtAt > newest) await cp(join(client, 'dist'), target, { recursive: true });
  else await run(process.execPath, [join(client, 'scripts/build.mjs'), target]);
}

/** Scripts of package.json that a text runs and that are not there. */
export async function missingScripts(code: string): Promise<string[]> {
  const { scripts } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { scripts: object };
  const named = [...code.matchAll(/\bnpm run (?:--?\S+ )*([\w:-]+)/g)].map(([, name = '']) => name);
  return named.filter((name) => !Object.hasOwn(scripts, name));
}

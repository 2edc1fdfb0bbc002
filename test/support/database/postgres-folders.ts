import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { openClusterFolder } from '../../../src/database/cluster-folder.js';
import { EmbeddedPostgres } from '../../../src/database/embedded-postgres.js';
import { findPostmaster, stopPostmaster } from '../../../src/database/postmaster.js';

const run = promisify(execFile);
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** A process of its own that has started the embedded PostgreSQL of a folder. */
export interface PostgresProcess {
  readonly child: ChildProcess;
  readonly url: string;
  readonly owned: boolean;
  /** SIGKILL, as the kernel's out-of-memory killer would. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** Data folders of their own for tests that kill servers; whatever still runs in them is stopped at the end. */
export class PostgresFolders {
  private readonly children: ChildProcess[] = [];
  private count = 0;

  private constructor(readonly root: string) {}

  static async create(): Promise<PostgresFolders> {
    const root = await mkdtemp(join(tmpdir(), `carillon-test-${process.pid}-`));
    await chmod(root, 0o711);
    const folders = new PostgresFolders(root);
    // The slow part, once: the others are copies.
    const postgres = await EmbeddedPostgres.start({ dataDir: folders.path('first') });
    await postgres.stop();
    return folders;
  }

  path(name: string): string {
    return join(this.root, name);
  }

  /** By default of a stopped cluster that has not been used yet. */
  async copy(original = this.path('first')): Promise<string> {
    const path = this.path(`copy-${(this.count += 1)}`);
    await run('cp', ['-a', original, path]);
    return path;
  }

  /** @param wrapper a program with arguments that runs the rest of its command line */
  async startProcess(dataDir: string, wrapper: readonly string[] = []): Promise<PostgresProcess> {
    const node = [
      process.execPath,
      '--import',
      here('../typescript-loader.mjs'),
      here('./postgres-process.ts'),
      dataDir,
    ];
    const [program = process.execPath, ...rest] = [...wrapper, ...node];
    const child = spawn(program, rest, { stdio: ['pipe', 'pipe', 'inherit'], detached: true });
    this.children.push(child);
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const first: unknown = (await lines.next()).value;
    if (typeof first !== 'string') throw new Error('the process ended before it had started PostgreSQL');
    const { url, owned }: { url: string; owned: boolean } = JSON.parse(first);
    const end = async (how: () => void) => {
      const exit = once(child, 'exit');
      how();
      await exit;
    };
    return {
      child,
      url,
      owned,
      kill: () => end(() => child.kill('SIGKILL')),
      stop: () => end(() => child.stdin.write('stop\n')),
    };
  }

  async remove(): Promise<void> {
    for (const child of this.children) if (child.exitCode === null) child.kill('SIGKILL');
    for (const name of await readdir(this.root)) {
      if (!name.startsWith('copy-')) continue;
      const folder = await openClusterFolder(this.path(name));
      const postmaster = await findPostmaster(folder.cluster);
      if (postmaster !== undefined) await stopPostmaster(folder, postmaster);
    }
    await rm(this.root, { recursive: true, force: true });
  }
}

export async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  // A server that dies under a query says so twice: by the query's rejection, which counts, and by this event.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** As PostgreSQL wrote it down, whether it still runs or not. */
export async function postmasterPid(dataDir: string): Promise<number> {
  return Number.parseInt(await readFile(join(dataDir, 'cluster', 'postmaster.pid'), 'utf8'), 10);
}

export async function makeFolder(path: string, mode: number): Promise<void> {
  await mkdir(path);
  await chmod(path, mode);
}

export async function processGroup(pid: number): Promise<number> {
  return Number((await run('ps', ['-o', 'pgid=', '-p', `${pid}`])).stdout);
}

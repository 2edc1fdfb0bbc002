import { execFile } from 'node:child_process';
import { chmod, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openClusterFolder } from '../src/database/cluster-folder.js';
import { EmbeddedPostgres } from '../src/database/embedded-postgres.js';
import { DatabaseView } from '../test/support/database/settled.js';
import { StandbyPair, type PairOptions } from '../test/support/database/standby-pair.js';
import { SilentProxy } from '../test/support/network/silent-proxy.js';

const run = promisify(execFile);
const FILL_BYTES = 1_048_576;

export interface DatabaseOptions {
  /** Left out: a single PostgreSQL. */
  readonly standby?: PairOptions;
  /** Its data lie on a file system of this size of their own. Needs the right to mount one. */
  readonly megabytes?: number;
  /** Servers reach it by a way that can go silent. */
  readonly isProxied?: boolean;
  /** More arguments for `postgres`. */
  readonly flags?: readonly string[];
}

/** The PostgreSQL of a scenario, and what can be done to it. */
export class ChaosDatabase {
  private proxy: SilentProxy | undefined;
  private hasFailedOver = false;

  private constructor(
    private readonly folder: string,
    private postgres: EmbeddedPostgres | StandbyPair,
    private readonly options: DatabaseOptions,
  ) {}

  static async open(options: DatabaseOptions): Promise<ChaosDatabase> {
    const folder = await mkdtemp(join(tmpdir(), 'carillon-chaos-'));
    const { standby, megabytes, flags = [] } = options;
    if (megabytes !== undefined) await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
    // PostgreSQL runs as another user when this one is root.
    await chmod(folder, 0o711);
    const postgres =
      standby === undefined
        ? await EmbeddedPostgres.start({ dataDir: folder, flags })
        : await StandbyPair.start(standby);
    const database = new ChaosDatabase(folder, postgres, options);
    if (options.isProxied === true) database.proxy = await SilentProxy.start(postgres.url);
    return database;
  }

  /** For servers: both hosts of a pair, or the way by the proxy. */
  get url(): string {
    return this.proxy?.url ?? this.postgres.url;
  }

  /** Past everything that goes wrong on the way. */
  async look<T>(work: (view: DatabaseView) => Promise<T>): Promise<T> {
    const view = await DatabaseView.open(this.directUrl);
    try {
      return await work(view);
    } finally {
      await view.close();
    }
  }

  private get directUrl(): string {
    if (!(this.postgres instanceof StandbyPair)) return this.postgres.url;
    return this.hasFailedOver ? this.postgres.standbyUrl : this.postgres.primaryUrl;
  }

  get pair(): StandbyPair {
    if (!(this.postgres instanceof StandbyPair)) throw new Error('The scenario has no standby.');
    return this.postgres;
  }

  async failOver(): Promise<void> {
    await this.pair.failOver();
    this.hasFailedOver = true;
  }

  /** On the same port, as those who use it expect. @param meanwhile runs while it is stopped */
  async restart(meanwhile: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    if (this.postgres instanceof StandbyPair) throw new Error('A pair is not restarted: use failOver.');
    const { port } = this.postgres;
    await this.postgres.stop();
    await meanwhile();
    const { flags = [] } = this.options;
    this.postgres = await EmbeddedPostgres.start({ dataDir: this.folder, port, flags });
  }

  /** Everything that is connected stays so, and nothing comes through any more; new connections work. */
  silence(): void {
    if (this.proxy === undefined) throw new Error('The scenario has no proxy: set isProxied.');
    this.proxy.silence();
  }

  /** Stops it for a moment, and keeps a copy of its files. */
  async keepCopy(): Promise<void> {
    const { cluster } = await openClusterFolder(this.folder);
    await this.restart(async () => void (await run('cp', ['-a', cluster, `${cluster}.kept`])));
  }

  /** Stops it, and starts it from the copy: what was committed since is gone. @param meanwhile runs while it is stopped */
  async putBack(meanwhile: () => void): Promise<void> {
    const { cluster } = await openClusterFolder(this.folder);
    await this.restart(async () => {
      meanwhile();
      await rm(cluster, { recursive: true });
      await run('mv', [`${cluster}.kept`, cluster]);
    });
  }

  /** Until no byte more fits onto its file system. */
  async fill(): Promise<void> {
    const file = await open(join(this.folder, 'ballast'), 'a');
    // Smaller and smaller pieces, until not even a byte is taken.
    for (let size = FILL_BYTES; size >= 1;) {
      const written = await file.write(Buffer.alloc(size)).catch(() => ({ bytesWritten: 0 }));
      if (written.bytesWritten < size) size = Math.floor(size / 2);
    }
    await file.close();
  }

  async free(): Promise<void> {
    await rm(join(this.folder, 'ballast'), { force: true });
  }

  async close(): Promise<void> {
    await this.proxy?.stop();
    await this.postgres.stop();
    if (this.options.megabytes !== undefined) await run('umount', [this.folder]);
    await rm(this.folder, { recursive: true, force: true });
  }
}

import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../common/config.js';
import { AppLogger } from '../common/logger.js';

const FILE = 'log-position.json';

/** The highest position that this installation has seen in one history of the log. */
export interface SeenPosition {
  readonly epoch: string;
  readonly position: number;
}

/**
 * Stores the highest position outside the database, so that a database restored while no server ran is recognised at
 * the next start. Without the file (or when it was restored too) `npm run epoch:new` must be run.
 */
@Injectable()
export class LogMemory {
  private written = '';
  private hasFailed = false;

  constructor(
    private readonly config: AppConfig,
    private readonly logger: AppLogger,
  ) {}

  async read(): Promise<SeenPosition | undefined> {
    try {
      const { epoch, position } = JSON.parse(await readFile(this.path, 'utf8')) as Partial<SeenPosition>;
      if (typeof epoch === 'string' && typeof position === 'number') return { epoch, position };
    } catch {
      // Not there yet, or cut off by a crash: then nothing is known.
    }
    return undefined;
  }

  /** Never throws: without the file, only the recognition of a rewind is missing. */
  async write({ epoch, position }: SeenPosition): Promise<void> {
    const text = JSON.stringify({ epoch, position });
    if (text === this.written) return;
    try {
      await mkdir(this.config.dataDir, { recursive: true });
      // Processes may share the folder.
      const written = `${this.path}.${process.pid}`;
      await writeFile(written, text, { mode: 0o600 });
      await rename(written, this.path);
      this.written = text;
    } catch (error) {
      if (!this.hasFailed) this.logger.warn('log.position_not_kept', { path: this.path, error: String(error) });
      this.hasFailed = true;
    }
  }

  private get path(): string {
    return join(this.config.dataDir, FILE);
  }
}

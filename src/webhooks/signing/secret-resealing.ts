import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AppLogger } from '../../common/logger.js';
import { SecretBox } from './secret-box.js';

const PAGE = 100;
const COLUMNS = ['secret_encrypted', 'previous_secret_encrypted', 'headers_encrypted'] as const;

const PAGE_SQL = `
  SELECT id, ${COLUMNS.join(', ')} FROM webhook_endpoints WHERE $1::uuid IS NULL OR id > $1 ORDER BY id LIMIT ${PAGE}`;

/** Only what is still as it was read: a person may have set a new secret meanwhile. */
const RESEAL_SQL = `
  UPDATE webhook_endpoints
     SET secret_encrypted = $3, previous_secret_encrypted = $5, headers_encrypted = $7
   WHERE id = $1 AND secret_encrypted = $2 AND previous_secret_encrypted IS NOT DISTINCT FROM $4
     AND headers_encrypted IS NOT DISTINCT FROM $6`;

type SealedRow = { id: string } & Record<(typeof COLUMNS)[number], string | null>;

/**
 * While SECRETS_KEY_PREVIOUS is set: seals at start with SECRETS_KEY what is still sealed with the previous key, a hundred
 * endpoints at a time, and logs when the previous key is no longer needed.
 */
@Injectable()
export class SecretResealing implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private running: Promise<void> | undefined;
  private isStopped = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly box: SecretBox,
    private readonly logger: AppLogger,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.box.isChangingKeys) return;
    this.running = this.run().catch((error: unknown) => {
      this.logger.error('Stored secrets could not be sealed with the new SECRETS_KEY. Restart to try again.', error);
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopped = true;
    await this.running;
  }

  private async run(): Promise<void> {
    let [resealed, unreadable] = [0, 0];
    let after: string | null = null;
    while (!this.isStopped) {
      const rows: SealedRow[] = await this.dataSource.query(PAGE_SQL, [after]);
      for (const row of rows) {
        if (await this.reseal(row)) resealed += 1;
        if (!COLUMNS.every((column) => row[column] === null || this.box.canOpen(row[column]))) unreadable += 1;
      }
      after = rows.at(-1)?.id ?? null;
      if (rows.length < PAGE) break;
    }
    if (!this.isStopped) this.logger.event('secrets.resealed', { endpoints: resealed, unreadable });
  }

  /** @returns whether something was sealed with the previous key */
  private async reseal(row: SealedRow): Promise<boolean> {
    const pairs = COLUMNS.map((column) => [row[column], this.renewed(row[column])] as const);
    if (pairs.every(([before, after]) => before === after)) return false;
    await this.dataSource.query(RESEAL_SQL, [row.id, ...pairs.flat()]);
    return true;
  }

  private renewed(sealed: string | null): string | null {
    return sealed !== null && this.box.sealedBy(sealed) === 'previous' ? this.box.seal(this.box.open(sealed)) : sealed;
  }
}

import { Injectable } from '@nestjs/common';
import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { AppConfig } from '../common/config.js';
import { keptSecret, readKeptSecret } from '../common/kept-secret.js';
import { Passwords } from './passwords.js';

export function passwordFile({ dataDir }: Pick<AppConfig, 'dataDir'>): string {
  return join(dataDir, 'admin-password');
}

/** The first admin's generated password, kept in a file until it is changed. */
@Injectable()
export class KeptAdminPassword {
  readonly path: string;

  constructor(
    config: AppConfig,
    private readonly passwords: Passwords,
  ) {
    this.path = passwordFile(config);
  }

  async exists(): Promise<boolean> {
    return (await readKeptSecret(this.path)) !== undefined;
  }

  keep(): Promise<string> {
    return keptSecret(this.path, () => this.passwords.generate());
  }

  /** Removes the file when its password was replaced. */
  async forget(replacedHash: string | null): Promise<void> {
    const kept = await readKeptSecret(this.path);
    if (kept === undefined || !(await this.passwords.verify(replacedHash, kept))) return;
    await unlink(this.path);
  }
}

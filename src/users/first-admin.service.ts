import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import { AppConfig } from '../common/config.js';
import { KeptAdminPassword } from './kept-admin-password.js';
import { Passwords } from './passwords.js';
import { lockAdmins, saveUser } from './user-rows.js';
import { User } from './user.entity.js';

export interface FirstAdmin {
  readonly email: string;
  /** Null when ADMIN_PASSWORD set it. */
  readonly generatedPassword: string | null;
  readonly passwordFile: string;
}

@Injectable()
export class FirstAdminService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly config: AppConfig,
    private readonly passwords: Passwords,
    private readonly kept: KeptAdminPassword,
  ) {}

  /**
   * Creates the first admin; null when there is an admin already. Safe when several processes start at once.
   *
   * @throws EmailTaken when ADMIN_EMAIL belongs to an account that is not an admin: an address alone promotes no one
   */
  async ensureAdmin(): Promise<FirstAdmin | null> {
    return this.dataSource.transaction(async (manager) => {
      await lockAdmins(manager);
      if (await manager.existsBy(User, { role: 'admin', deletedAt: IsNull() })) return null;
      const { adminEmail: email, adminPassword } = this.config;
      // The file first: a crash may leave a password without an admin, but never an admin without a password.
      const generatedPassword = adminPassword === undefined ? await this.kept.keep() : null;
      const passwordHash = await this.passwords.hash(adminPassword ?? generatedPassword ?? '');
      const fields = { email, name: 'Admin', role: 'admin', companyId: null, passwordHash, active: true } as const;
      await saveUser(manager, manager.create(User, fields));
      return { email, generatedPassword, passwordFile: this.kept.path };
    });
  }
}

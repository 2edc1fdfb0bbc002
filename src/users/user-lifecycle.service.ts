import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Viewer } from '../common/visibility.js';
import { KeptAdminPassword } from './kept-admin-password.js';
import { Passwords } from './passwords.js';
import { SessionRevocation } from './session-revocation.js';
import { lockAdmins, lockUser, lockUserWithPassword, refuseLastAdmin, saveUser } from './user-rows.js';
import { accountView } from './user.entity.js';
import { UsersService } from './users.service.js';

type UserView = ReturnType<typeof accountView>;

/** Ends, suspends or restores a person's access. */
@Injectable()
export class UserLifecycleService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly users: UsersService,
    private readonly passwords: Passwords,
    private readonly sessions: SessionRevocation,
    private readonly keptAdminPassword: KeptAdminPassword,
  ) {}

  /** @throws LastAdmin */
  async deactivate(viewer: Viewer, id: string): Promise<UserView> {
    await this.users.requireAdminister(viewer, id);
    const { view, revoked } = await this.dataSource.transaction(async (manager) => {
      await lockAdmins(manager);
      const user = await lockUser(manager, id);
      await refuseLastAdmin(manager, user);
      user.active = false;
      const view = accountView(await saveUser(manager, user));
      return { view, revoked: await this.sessions.revoke(manager, id) };
    });
    this.sessions.announce(revoked);
    return view;
  }

  /** Earlier API keys are deleted and do not come back; until now they answered "inactive". */
  async reactivate(viewer: Viewer, id: string): Promise<UserView> {
    await this.users.requireAdminister(viewer, id);
    const { view, revoked } = await this.dataSource.transaction(async (manager) => {
      const user = await lockUser(manager, id);
      const wasInactive = !user.active;
      user.active = true;
      const view = accountView(await saveUser(manager, user));
      return { view, revoked: wasInactive ? await this.sessions.revokeForGood(manager, id) : null };
    });
    if (revoked !== null) this.sessions.announce(revoked);
    return view;
  }

  /** Replaces the password by one that is shown only once, and ends all sessions and API keys. */
  async resetPassword(viewer: Viewer, id: string): Promise<{ temporary_password: string }> {
    await this.users.requireAdminister(viewer, id);
    const temporaryPassword = this.passwords.generate();
    const passwordHash = await this.passwords.hash(temporaryPassword);
    const { replacedHash, revoked } = await this.dataSource.transaction(async (manager) => {
      const user = await lockUserWithPassword(manager, id);
      const replacedHash = user.passwordHash;
      user.passwordHash = passwordHash;
      await saveUser(manager, user);
      return { replacedHash, revoked: await this.sessions.revokeForGood(manager, id) };
    });
    this.sessions.announce(revoked);
    await this.keptAdminPassword.forget(replacedHash);
    return { temporary_password: temporaryPassword };
  }

  /**
   * Leaves a tombstone: the person's texts keep an author, but name, address, password and API keys are gone.
   *
   * @throws LastAdmin
   */
  async remove(viewer: Viewer, id: string): Promise<void> {
    await this.users.requireAdminister(viewer, id);
    const { replacedHash, revoked } = await this.dataSource.transaction(async (manager) => {
      await lockAdmins(manager);
      const user = await lockUserWithPassword(manager, id);
      await refuseLastAdmin(manager, user);
      const replacedHash = user.passwordHash;
      Object.assign(user, {
        active: false,
        name: 'Deleted user',
        passwordHash: null,
        companyId: null,
        externalId: null,
        deletedAt: new Date(),
      });
      user.setEmail(`deleted-${id}@deleted.invalid`);
      await saveUser(manager, user);
      return { replacedHash, revoked: await this.sessions.revokeForGood(manager, id) };
    });
    this.sessions.announce(revoked);
    await this.keptAdminPassword.forget(replacedHash);
  }
}

import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, type EntityManager } from 'typeorm';
import { AppConfig } from '../common/config.js';
import { InvalidInput } from '../common/errors.js';
import { AppLogger } from '../common/logger.js';
import { emailForm, emailKey } from '../common/text/email-address.js';
import type { Actor } from '../common/request-context.js';
import { loadSettings } from '../settings/settings-access.js';
import { KeptAdminPassword } from '../users/kept-admin-password.js';
import { Passwords } from '../users/passwords.js';
import { SessionRevocation, type RevokedSessions, type SignInStore } from '../users/session-revocation.js';
import { lockUserWithPassword, saveUser } from '../users/user-rows.js';
import { User, userView } from '../users/user.entity.js';
import { AccessTokens } from './access-tokens.js';
import { AccountInactive, InvalidCredentials, InvalidRefreshToken, RegistrationClosed } from './auth-errors.js';
import type { SessionResponse } from './auth.answers.js';
import type { ChangePassword, Login, Register } from './auth.dto.js';
import { SignInLimits } from './sign-in-limits.js';
import { RefreshTokens, type OpenedSession } from './refresh-tokens.js';

/** Locked, so that no session with the old password starts beside a password change or a deactivation. */
const STILL_THE_SAME = 'SELECT 1 FROM users WHERE id = $1 AND active AND password_hash = $2 FOR SHARE';

@Injectable()
export class AuthSessionsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly config: AppConfig,
    private readonly passwords: Passwords,
    private readonly accessTokens: AccessTokens,
    private readonly refreshTokens: RefreshTokens,
    private readonly revocation: SessionRevocation,
    private readonly keptAdminPassword: KeptAdminPassword,
    private readonly signIns: SignInLimits,
    private readonly logger: AppLogger,
  ) {}

  /** @throws RegistrationClosed, EmailTaken */
  async register(input: Register): Promise<SessionResponse> {
    if (!(await this.isRegistrationOpen())) throw new RegistrationClosed();
    const passwordHash = await this.passwords.hash(input.password);
    const { email, name } = input;
    return this.dataSource.transaction(async (manager) => {
      const fields = { email, name, role: 'user', companyId: null, passwordHash, active: true } as const;
      const user = await saveUser(manager, manager.create(User, fields));
      return this.answer(user, await this.refreshTokens.open(manager, user.id));
    });
  }

  private async isRegistrationOpen(): Promise<boolean> {
    const { registration } = await loadSettings(this.dataSource.manager);
    return registration === null ? this.config.registrationOpen : registration === 'open';
  }

  /** @throws InvalidCredentials, AccountInactive, LimitExceeded */
  async login(input: Login, address: string): Promise<SessionResponse> {
    const account = emailKey(emailForm(input.email));
    await this.signIns.requireSignInAllowed(account, address);
    const user = await findByEmail(this.dataSource.manager, input.email);
    const check = await this.passwords.check(user?.passwordHash, input.password);
    if (user === null || check === 'wrong') {
      await this.signIns.failed(account);
      throw new InvalidCredentials();
    }
    this.signIns.succeeded(account, address);
    if (!user.active) throw new AccountInactive();
    if (check === 'outdated') await this.rehash(user, input.password);
    return this.dataSource.transaction(async (manager) => {
      const rows = await manager.query<unknown[]>(STILL_THE_SAME, [user.id, user.passwordHash]);
      if (rows.length === 0) throw new InvalidCredentials();
      return this.answer(user, await this.refreshTokens.open(manager, user.id));
    });
  }

  /** For a person whom the identity provider has identified. @throws AccountInactive */
  async openFor(userId: string): Promise<SessionResponse> {
    return this.dataSource.transaction(async (manager) => {
      // Locked, so that no session starts beside a deactivation.
      const lock = { mode: 'pessimistic_read' } as const;
      const user = await manager.findOne(User, { where: { id: userId, deletedAt: IsNull() }, lock });
      if (user?.active !== true) throw new AccountInactive();
      return this.answer(user, await this.refreshTokens.open(manager, user.id));
    });
  }

  /** Stores the hash of the normalised password, so that other spellings of it work too. */
  private async rehash(seen: User, password: string): Promise<void> {
    const passwordHash = await this.passwords.hash(password);
    await this.dataSource.transaction(async (manager) => {
      const user = await lockUserWithPassword(manager, seen.id);
      // The password changed meanwhile, so this sign-in fails by itself.
      if (user.passwordHash !== seen.passwordHash) return;
      user.passwordHash = passwordHash;
      await saveUser(manager, user);
      seen.passwordHash = passwordHash;
    });
  }

  /**
   * Within 10 s a used token gets the same successor again. Later use counts as theft and ends the session.
   *
   * @throws InvalidRefreshToken, AccountInactive
   */
  async refresh(token: string, address: string): Promise<SessionResponse> {
    const { rotation, user } = await this.dataSource.transaction(async (manager) => {
      const rotation = await this.refreshTokens.rotate(manager, token);
      if (rotation.kind !== 'rotated') return { rotation, user: null };
      const user = await manager.findOne(User, { where: { id: rotation.userId, deletedAt: IsNull() } });
      if (user === null) throw new InvalidRefreshToken();
      if (!user.active) throw new AccountInactive();
      return { rotation, user };
    });
    if (rotation.kind === 'stolen') {
      const { userId, sessionIds } = rotation.revoked;
      this.logger.warn('auth.refresh_token_reused', { user_id: userId, session_id: sessionIds[0], address });
      this.revocation.announce(rotation.revoked);
    }
    if (rotation.kind !== 'rotated' || user === null) throw new InvalidRefreshToken();
    return this.answer(user, rotation);
  }

  async logout(actor: Actor, everywhere: boolean): Promise<void> {
    // An API key has no session to end.
    if (actor.sessionId === null && !everywhere) return;
    const which = everywhere || actor.sessionId === null ? {} : { only: actor.sessionId };
    const revoked = await this.dataSource.transaction((manager) => this.revocation.revoke(manager, actor.id, which));
    this.revocation.announce(revoked);
  }

  /** Ends all other sessions. @throws InvalidInput when the current password is wrong */
  async changePassword(actor: Actor, input: ChangePassword): Promise<void> {
    const before = await findWithPassword(this.dataSource.manager, 'user.id = :key', actor.id);
    const isRight = await this.passwords.verify(before?.passwordHash, input.current_password);
    if (before === null || !isRight) throw wrongCurrentPassword();
    const passwordHash = await this.passwords.hash(input.new_password);
    const revoked = await this.dataSource.transaction(async (manager): Promise<RevokedSessions> => {
      const user = await lockUserWithPassword(manager, actor.id);
      // Changed meanwhile: the checked password is no longer valid.
      if (user.passwordHash !== before.passwordHash) throw wrongCurrentPassword();
      user.passwordHash = passwordHash;
      await saveUser(manager, user);
      return this.revocation.revoke(manager, actor.id, { except: actor.sessionId });
    });
    this.revocation.announce(revoked);
    await this.keptAdminPassword.forget(before.passwordHash);
  }

  async me(actor: Actor) {
    return userView(await this.dataSource.manager.findOneByOrFail(User, { id: actor.id }));
  }

  private answer(user: User, session: OpenedSession): SessionResponse {
    return {
      user: userView(user),
      access_token: this.accessTokens.issue(user.id, session.sessionId),
      token_type: 'Bearer',
      expires_in: this.accessTokens.lifetimeSeconds,
      refresh_token: session.refreshToken,
    };
  }
}

function findWithPassword(manager: EntityManager, condition: string, key: string): Promise<User | null> {
  return manager
    .createQueryBuilder(User, 'user')
    .addSelect('user.passwordHash')
    .where(condition, { key })
    .andWhere('user.deletedAt IS NULL')
    .getOne();
}

/** The account with exactly this address, otherwise the one with another spelling of it. */
async function findByEmail(manager: EntityManager, text: string): Promise<User | null> {
  const email = emailForm(text);
  return (
    (await findWithPassword(manager, 'user.email = :key', email)) ??
    (await findWithPassword(manager, 'coalesce(user.email_key, user.email) = :key', emailKey(email)))
  );
}

function wrongCurrentPassword(): InvalidInput {
  return new InvalidInput([{ field: 'current_password', message: 'is wrong' }]);
}

/** `$2` and `$3` narrow it down to one session or to all others. */
const REVOKE_SQL = `WITH ended AS (
    UPDATE sessions SET revoked_at = now()
    WHERE user_id = $1 AND revoked_at IS NULL AND ($2::uuid IS NULL OR id = $2) AND ($3::uuid IS NULL OR id <> $3)
    RETURNING id)
  SELECT id FROM ended`;

const DELETE_KEYS_SQL = 'WITH ended AS (DELETE FROM api_keys WHERE user_id = $1 RETURNING id) SELECT id FROM ended';

/** Ends the sessions and API keys of people, for the functions below that end a person's access. */
export const signInStore: SignInStore = {
  async endSessions(manager, userId, { only, except }) {
    const rows = await manager.query<{ id: string }[]>(REVOKE_SQL, [userId, only ?? null, except ?? null]);
    return rows.map(({ id }) => id);
  },
  async deleteKeys(manager, userId) {
    return (await manager.query<{ id: string }[]>(DELETE_KEYS_SQL, [userId])).map(({ id }) => id);
  },
};

import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AppConfig } from '../common/config.js';
import { AppLogger } from '../common/logger.js';
import { emailFault, emailForm, emailKey } from '../common/text/email-address.js';
import { queryForm } from '../common/text/text-forms.js';
import { ROLES, type Role } from '../common/visibility.js';
import {
  EmailTaken,
  ExternalIdTaken,
  LastAdmin,
  lockAdmins,
  lockUser,
  refuseLastAdmin,
  saveUser,
} from '../users/user-rows.js';
import { User } from '../users/user.entity.js';
import { AccessRefused } from './auth-errors.js';
import type { IdentityClaims } from './identity-provider.js';

const MAX_NAME_LENGTH = 200;

/** 401: the token is good, and no account belongs to it. Only a sign-in tells why; who has a token is told nothing more. */
export class NoAccount extends AccessRefused {
  constructor(readonly why: 'email_unverified' | 'no_account') {
    super('unauthorized');
  }
}

export interface ProviderAccount {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly company_id: string | null;
  readonly is_active: boolean;
}

const ACCOUNT_SQL = `
  SELECT id, name, email, role, company_id, active AND deleted_at IS NULL AS is_active FROM users WHERE external_id = $1`;

/** The account behind a token of the identity provider. */
@Injectable()
export class ProviderAccounts {
  constructor(
    private readonly dataSource: DataSource,
    private readonly config: AppConfig,
    private readonly logger: AppLogger,
  ) {}

  /**
   * By `external_id`. The first time by the verified address of an account that has none, or a new account, when the
   * installation allows it.
   *
   * @throws NoAccount
   */
  async find(claims: IdentityClaims): Promise<ProviderAccount> {
    const known = (await this.read(claims.sub)) ?? (await this.admit(claims));
    const role = this.roleIn(claims);
    if (role === undefined || role === known.role || !known.is_active) return known;
    await this.changeRole(known.id, role);
    return (await this.read(claims.sub)) ?? known;
  }

  private async read(sub: string): Promise<ProviderAccount | undefined> {
    const [row] = await this.dataSource.query<ProviderAccount[]>(ACCOUNT_SQL, [sub]);
    return row;
  }

  /** Two requests with the first token of a person end with the same account. */
  private async admit(claims: IdentityClaims): Promise<ProviderAccount> {
    const email = verifiedEmail(claims);
    if (email === undefined) throw new NoAccount('email_unverified');
    try {
      await this.dataSource.transaction((manager) => this.linkOrCreate(manager, claims, email));
    } catch (error) {
      if (!(error instanceof EmailTaken || error instanceof ExternalIdTaken)) throw error;
    }
    const account = await this.read(claims.sub);
    if (account === undefined) throw new NoAccount('no_account');
    return account;
  }

  private async linkOrCreate(manager: EntityManager, claims: IdentityClaims, email: string): Promise<void> {
    const found = await manager
      .createQueryBuilder(User, 'user')
      .where('coalesce(user.emailKey, user.email) = :key AND user.deletedAt IS NULL', { key: emailKey(email) })
      .setLock('pessimistic_write')
      .getOne();
    if (found !== null) {
      // Linked by another request of the same person, since this one looked.
      if (found.externalId === claims.sub) return;
      // Another person of the provider holds this account.
      if (found.externalId !== null) throw new NoAccount('no_account');
      found.externalId = claims.sub;
      await saveUser(manager, found);
      this.logger.event('auth.account_linked', { user_id: found.id });
      return;
    }
    if (!this.config.identity.accounts.createsUsers) throw new NoAccount('no_account');
    const fields = {
      email,
      name: nameIn(claims) ?? email,
      role: this.roleIn(claims) ?? 'user',
      externalId: claims.sub,
    };
    const user = await saveUser(
      manager,
      manager.create(User, { ...fields, companyId: null, passwordHash: null, active: true }),
    );
    this.logger.event('auth.account_created', { user_id: user.id });
  }

  /** Undefined: the provider does not say, or names no role of the desk. Of several the strongest counts. */
  private roleIn(claims: IdentityClaims): Role | undefined {
    const { roleClaim } = this.config.identity.accounts;
    if (roleClaim === undefined) return undefined;
    const value = claims[roleClaim];
    const named: unknown[] = Array.isArray(value) ? value : [value];
    return ROLES.find((role) => named.includes(role));
  }

  /** The last admin stays one. */
  private async changeRole(id: string, role: Role): Promise<void> {
    try {
      await this.dataSource.transaction(async (manager) => {
        await lockAdmins(manager);
        const user = await lockUser(manager, id);
        if (user.role === role) return;
        await refuseLastAdmin(manager, user);
        user.role = role;
        await saveUser(manager, user);
      });
    } catch (error) {
      if (!(error instanceof LastAdmin)) throw error;
      this.logger.warn('auth.last_admin_kept', { user_id: id, role });
    }
  }
}

function verifiedEmail({ email, email_verified: isVerified }: IdentityClaims): string | undefined {
  if (isVerified !== true || typeof email !== 'string' || emailFault(email) !== undefined) return undefined;
  return emailForm(email);
}

/** Never refused: line breaks become spaces, and what cannot be seen goes, as in a search. */
function nameIn({ name }: IdentityClaims): string | undefined {
  const text = typeof name === 'string' ? queryForm(name).slice(0, MAX_NAME_LENGTH).trim() : '';
  return text === '' ? undefined : text;
}

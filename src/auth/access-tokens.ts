import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { DataSource } from 'typeorm';
import { AppConfig } from '../common/config.js';
import { isUuid } from '../common/ids.js';
import type { Actor } from '../common/request-context.js';
import type { Role } from '../common/visibility.js';
import { AccessRefused } from './auth-errors.js';
import { TokenStrategy } from './token-strategy.js';

interface AccountRow {
  name: string;
  email: string;
  role: Role;
  company_id: string | null;
  is_active: boolean;
  has_session: boolean;
}

/**
 * Two look-ups by primary key on every request, so that changes of rights, deactivation and revocation count at once.
 */
const ACCOUNT_OF_TOKEN = `
  SELECT u.name, u.email, u.role, u.company_id, u.active AND u.deleted_at IS NULL AS is_active,
    s.id IS NOT NULL AND s.revoked_at IS NULL AND s.expires_at > now() AS has_session
  FROM users u LEFT JOIN sessions s ON s.id = $1 AND s.user_id = u.id
  WHERE u.id = $2`;

@Injectable()
export class AccessTokens {
  /** JWTs count in whole seconds. */
  readonly lifetimeSeconds: number;

  constructor(
    private readonly jwt: JwtService,
    private readonly strategy: TokenStrategy,
    private readonly dataSource: DataSource,
    config: AppConfig,
  ) {
    this.lifetimeSeconds = Math.max(1, Math.ceil(config.jwtExpiresMs / 1000));
  }

  issue(userId: string, sessionId: string): string {
    return this.jwt.sign({ sub: userId, sid: sessionId }, { expiresIn: this.lifetimeSeconds });
  }

  /** @throws AccessRefused whose `reason` is `unauthorized`, `expired` or `inactive` */
  async verify(token: string): Promise<{ actor: Actor; expiresAt: Date; lifetimeMs: number }> {
    const { sub, sid, exp, iat } = await this.decode(token);
    const rows = await this.dataSource.query<AccountRow[]>(ACCOUNT_OF_TOKEN, [sid, sub]);
    const account = rows[0];
    if (account === undefined) throw new AccessRefused('unauthorized');
    if (!account.is_active) throw new AccessRefused('inactive');
    if (!account.has_session) throw new AccessRefused('unauthorized');
    const { name, email, role, company_id: companyId } = account;
    const actor: Actor = { id: sub, name, email, role, companyId, type: 'user', sessionId: sid };
    return { actor, expiresAt: new Date(exp * 1000), lifetimeMs: (exp - iat) * 1000 };
  }

  private async decode(token: string): Promise<{ sub: string; sid: string; exp: number; iat: number }> {
    const { sub, sid, exp, iat } = await this.strategy.verify(token);
    if (!isUuid(sub) || !isUuid(sid) || typeof exp !== 'number' || typeof iat !== 'number') {
      throw new AccessRefused('unauthorized');
    }
    return { sub, sid, exp, iat };
  }
}

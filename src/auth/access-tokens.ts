import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { DataSource } from 'typeorm';
import { AppConfig } from '../common/config.js';
import type { Actor } from '../common/request-context.js';
import { SharedLookup } from '../common/shared-lookup.js';
import type { Role } from '../common/visibility.js';
import { AccessRefused } from './auth-errors.js';
import { VerifiedTokens } from './verified-tokens.js';

interface AccountRow {
  name: string;
  email: string;
  role: Role;
  company_id: string | null;
  is_active: boolean;
  has_session: boolean;
}

interface AskedAccount {
  readonly sub: string;
  readonly sid: string;
}

const ACCOUNT_COLUMNS = `u.name, u.email, u.role, u.company_id, u.active AND u.deleted_at IS NULL AS is_active,
    s.id IS NOT NULL AND s.revoked_at IS NULL AND s.expires_at > now() AS has_session`;
/**
 * Two look-ups by primary key on every request, so that changes of rights, deactivation and revocation count at once.
 */
const ACCOUNT_OF_TOKEN = `
  SELECT ${ACCOUNT_COLUMNS} FROM users u LEFT JOIN sessions s ON s.id = $1 AND s.user_id = u.id WHERE u.id = $2`;
/** The same for many tokens: thousands of sockets come back at once. */
const ACCOUNTS_OF_TOKENS = `
  SELECT (asked.number - 1)::int AS number, ${ACCOUNT_COLUMNS}
    FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY asked(sid, sub, number)
    JOIN users u ON u.id = asked.sub
    LEFT JOIN sessions s ON s.id = asked.sid AND s.user_id = u.id`;
/** As many as a busy API asks at a time anyway: its requests rarely wait for one another. */
const PARALLEL_LOOKUPS = 4;
const MAX_ACCOUNTS = 500;

@Injectable()
export class AccessTokens {
  /** JWTs count in whole seconds. */
  readonly lifetimeSeconds: number;
  private readonly accounts = new SharedLookup<AskedAccount, AccountRow | undefined>({
    load: (asked) => this.load(asked),
    keyOf: ({ sid, sub }) => `${sid} ${sub}`,
    parallel: PARALLEL_LOOKUPS,
    maxAsks: MAX_ACCOUNTS,
  });

  constructor(
    private readonly jwt: JwtService,
    private readonly tokens: VerifiedTokens,
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
    const { sub, sid, exp, iat } = await this.tokens.verify(token);
    const account = await this.accounts.find({ sid, sub });
    if (account === undefined) throw new AccessRefused('unauthorized');
    if (!account.is_active) throw new AccessRefused('inactive');
    if (!account.has_session) throw new AccessRefused('unauthorized');
    const { name, email, role, company_id: companyId } = account;
    const actor: Actor = { id: sub, name, email, role, companyId, type: 'user', sessionId: sid };
    return { actor, expiresAt: new Date(exp * 1000), lifetimeMs: (exp - iat) * 1000 };
  }

  private async load(asked: readonly AskedAccount[]): Promise<readonly (AccountRow | undefined)[]> {
    const [first] = asked;
    if (asked.length === 1)
      return this.dataSource.query<AccountRow[]>(ACCOUNT_OF_TOKEN, [first?.sid, first?.sub]).then(([row]) => [row]);
    const rows = await this.dataSource.query<(AccountRow & { number: number })[]>(ACCOUNTS_OF_TOKENS, [
      asked.map(({ sid }) => sid),
      asked.map(({ sub }) => sub),
    ]);
    const found: (AccountRow | undefined)[] = asked.map(() => undefined);
    for (const row of rows) found[row.number] = row;
    return found;
  }
}

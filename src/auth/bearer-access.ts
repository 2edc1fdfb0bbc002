import { Injectable } from '@nestjs/common';
import type { Actor } from '../common/request-context.js';
import type { Scope } from '../common/scopes.js';
import { AccessTokens } from './access-tokens.js';
import { API_KEY_PREFIX, ApiKeyAccess } from './api-key-access.js';
import { AccessRefused, ScopeMissing } from './auth-errors.js';
import { IdentityProvider } from './identity-provider.js';
import { ProviderAccounts } from './provider-accounts.js';

export interface VerifiedAccess {
  readonly actor: Actor;
  /** Null: an API key, which is valid until it is deleted. */
  readonly expiresAt: Date | null;
  /** From issue to expiry; null for an API key. */
  readonly lifetimeMs: number | null;
}

/** The caller behind a bearer token: an API key begins with `ck_`; a JWT is of this server or of the identity provider. */
@Injectable()
export class BearerAccess {
  constructor(
    private readonly accessTokens: AccessTokens,
    private readonly apiKeys: ApiKeyAccess,
    private readonly provider: IdentityProvider,
    private readonly providerAccounts: ProviderAccounts,
  ) {}

  /** @throws AccessRefused whose `reason` is `unauthorized`, `expired` or `inactive`; IdentityProviderUnavailable */
  async verify(token: string): Promise<VerifiedAccess> {
    if (token.startsWith(API_KEY_PREFIX)) {
      return { actor: await this.apiKeys.verify(token), expiresAt: null, lifetimeMs: null };
    }
    return this.provider.issued(token) ? this.verifyForeign(token) : this.accessTokens.verify(token);
  }

  /** No session of this server stands behind it, so signing out here does not end it; a deactivation does. */
  private async verifyForeign(token: string): Promise<VerifiedAccess> {
    const claims = await this.provider.verify(token);
    const account = await this.providerAccounts.find(claims);
    if (!account.is_active) throw new AccessRefused('inactive');
    const { id, name, email, role, company_id: companyId } = account;
    const actor: Actor = { id, name, email, role, companyId, type: 'user', sessionId: null };
    const beganAt = claims.iat ?? claims.nbf ?? Date.now() / 1000;
    return { actor, expiresAt: new Date(claims.exp * 1000), lifetimeMs: Math.max(0, (claims.exp - beganAt) * 1000) };
  }
}

/** @throws ScopeMissing when an API key lacks the scope; people have every scope */
export function requireScope({ apiKey }: Actor, scope: Scope): void {
  if (apiKey !== undefined && !apiKey.scopes.includes(scope)) throw new ScopeMissing(scope);
}

import { Injectable } from '@nestjs/common';
import type { Actor } from '../common/request-context.js';
import type { Scope } from '../common/scopes.js';
import { AccessTokens } from './access-tokens.js';
import { API_KEY_PREFIX, ApiKeyAccess } from './api-key-access.js';
import { ScopeMissing } from './auth-errors.js';

export interface VerifiedAccess {
  readonly actor: Actor;
  /** Null: an API key, which is good until it is deleted. */
  readonly expiresAt: Date | null;
  /** From issue to expiry; null for an API key. */
  readonly lifetimeMs: number | null;
}

/** Who stands behind a bearer token, whatever its kind: an API key begins with `ck_`, a JWT never does. */
@Injectable()
export class BearerAccess {
  constructor(
    private readonly accessTokens: AccessTokens,
    private readonly apiKeys: ApiKeyAccess,
  ) {}

  /** @throws AccessRefused whose `reason` is `unauthorized`, `expired` or `inactive` */
  async verify(token: string): Promise<VerifiedAccess> {
    if (!token.startsWith(API_KEY_PREFIX)) return this.accessTokens.verify(token);
    return { actor: await this.apiKeys.verify(token), expiresAt: null, lifetimeMs: null };
  }
}

/** @throws ScopeMissing when an API key is used for more than it was made for; people have every scope */
export function requireScope({ apiKey }: Actor, scope: Scope): void {
  if (apiKey !== undefined && !apiKey.scopes.includes(scope)) throw new ScopeMissing(scope);
}

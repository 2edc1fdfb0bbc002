import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { isUuid } from '../common/ids.js';
import { AccessRefused } from './auth-errors.js';
import { TokenStrategy } from './token-strategy.js';

/** What a token of this server says. Times in whole seconds, as JWTs have them. */
export interface TokenClaims {
  readonly sub: string;
  readonly sid: string;
  readonly exp: number;
  readonly iat: number;
}

const MAX_TOKENS = 2_000;

/**
 * Verifies the signature of a token once: the key never changes while the process runs, so the result does not either. Whether
 * it has expired is decided each time, and whether its session lives by the caller, in the database.
 */
@Injectable()
export class VerifiedTokens {
  private readonly known = new LRUCache<string, TokenClaims>({ max: MAX_TOKENS });

  constructor(private readonly strategy: TokenStrategy) {}

  /** @throws AccessRefused whose `reason` is `unauthorized` or `expired` */
  async verify(token: string): Promise<TokenClaims> {
    const known = this.known.get(token);
    if (known !== undefined) {
      if (Math.floor(Date.now() / 1000) < known.exp) return known;
      this.known.delete(token);
    }
    const { sub, sid, exp, iat, nbf } = await this.strategy.verify(token);
    if (!isUuid(sub) || !isUuid(sid) || typeof exp !== 'number' || typeof iat !== 'number') {
      throw new AccessRefused('unauthorized');
    }
    const claims = { sub, sid, exp, iat };
    // This server signs none with a beginning; such a token would have to be checked each time.
    if (nbf === undefined) this.known.set(token, claims);
    return claims;
  }
}

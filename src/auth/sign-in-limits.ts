import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { AppConfig } from '../common/config.js';
import { addressKey } from '../common/rate-limit/address-key.js';
import { LimitExceeded } from '../common/rate-limit/limit-exceeded.js';
import { SharedCounters, type SharedCounter } from '../common/rate-limit/shared-counters.js';

const MINUTE_MS = 60_000;
const MAX_KNOWN_ADDRESSES = 50_000;

/**
 * Limits guesses at one account from many addresses. The owner is not locked out: an address that has signed in to the
 * account before has only the limit per address.
 */
@Injectable()
export class SignInLimits {
  private readonly failures: SharedCounter;
  private readonly badTokens: SharedCounter;
  private readonly known = new LRUCache<string, true>({ max: MAX_KNOWN_ADDRESSES });

  constructor(
    private readonly config: AppConfig,
    shared: SharedCounters,
  ) {
    this.failures = shared.counter(MINUTE_MS);
    this.badTokens = shared.counter(MINUTE_MS);
  }

  /** @throws LimitExceeded `account_sign_ins` */
  async requireSignInAllowed(account: string, address: string | undefined): Promise<void> {
    const { signInsPerAccount: max } = this.config.limits;
    if (max === 0 || this.known.has(pair(account, address))) return;
    const { count, resetsInMs } = await this.failures.peek(`failures:${account}`);
    if (count < max) return;
    const detail = 'Too many wrong passwords for this account. Wait as long as Retry-After says.';
    throw new LimitExceeded('account_sign_ins', detail, resetsInMs / 1_000);
  }

  async failed(account: string): Promise<void> {
    await this.failures.add(`failures:${account}`);
  }

  succeeded(account: string, address: string | undefined): void {
    this.known.set(pair(account, address), true);
  }

  /** Valid tokens from the same address are not affected. @throws LimitExceeded `bad_tokens` */
  async countBadToken(address: string | undefined): Promise<void> {
    const { badTokensPerAddress: max } = this.config.limits;
    if (max === 0) return;
    const { count, resetsInMs } = await this.badTokens.add(`bad-tokens:${addressKey(address)}`);
    if (count <= max) return;
    const detail = 'Too many tokens that are not valid came from this address. Wait as long as Retry-After says.';
    throw new LimitExceeded('bad_tokens', detail, resetsInMs / 1_000);
  }
}

function pair(account: string, address: string | undefined): string {
  return `${addressKey(address)} ${account}`;
}

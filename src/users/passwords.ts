import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { randomBytes } from 'node:crypto';
import { passwordForm } from '../common/text/password-text.js';
import { HashingBusy, HashingTurns } from './hashing-turns.js';

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/**
 * Of libuv's four threads, and as many waiting as can be answered within about 15 s. Shared by the process, like the
 * threads.
 */
const turns = new HashingTurns(2, 200);

export type PasswordCheck = 'right' | 'outdated' | 'wrong';

@Injectable()
export class Passwords {
  private dummyHash: Promise<string> | undefined;

  hash(password: string): Promise<string> {
    return turns.take(() => hash(passwordForm(password), COST));
  }

  async verify(passwordHash: string | null | undefined, password: string): Promise<boolean> {
    return (await this.check(passwordHash, password)) !== 'wrong';
  }

  /**
   * `outdated`: it matches as typed but not in its normal form, so the hash is from before passwords were normalised.
   * `wrong` for a broken or missing hash too, after the same work, so that the time does not show whether an account
   * exists.
   */
  async check(passwordHash: string | null | undefined, password: string): Promise<PasswordCheck> {
    const form = passwordForm(password);
    if (await this.matches(passwordHash, form)) return 'right';
    return form !== password && (await this.matches(passwordHash, password)) ? 'outdated' : 'wrong';
  }

  private async matches(passwordHash: string | null | undefined, password: string): Promise<boolean> {
    // Without waiting for a turn: a refusal would be cached.
    this.dummyHash ??= hash(randomBytes(16).toString('base64url'), COST);
    const dummyHash = await this.dummyHash;
    try {
      const matches = await turns.take(() => verify(passwordHash ?? dummyHash, password));
      return matches && typeof passwordHash === 'string';
    } catch (error) {
      if (error instanceof HashingBusy) throw error;
      return false;
    }
  }

  /** 96 bits, to be read out or typed once. */
  generate(): string {
    return randomBytes(12).toString('base64url');
  }
}

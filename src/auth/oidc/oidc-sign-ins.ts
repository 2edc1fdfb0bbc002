import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { DataSource } from 'typeorm';
import { AppLogger } from '../../common/logger.js';

/** Time to type a password and a second factor at the provider. */
const AT_PROVIDER_MINUTES = 15;
/** The page collects its session at once. */
const COLLECT_MINUTES = 1;
const FORGET_EVERY_MS = 300_000;

const BEGIN_SQL = `
  INSERT INTO oidc_sign_ins (key_hash, browser_hash, nonce, verifier, next, expires_at)
  VALUES ($1, $2, $3, $4, $5, now() + $6 * interval '1 minute')`;
/** With the browser in the condition, another browser cannot use up the sign-in of this one. */
const TAKE_SQL = `
  WITH taken AS (
    DELETE FROM oidc_sign_ins WHERE key_hash = $1 AND browser_hash = $2 AND user_id IS NULL AND expires_at > now()
    RETURNING nonce, verifier, next)
  SELECT * FROM taken`;
const FINISH_SQL = `
  INSERT INTO oidc_sign_ins (key_hash, browser_hash, nonce, verifier, next, user_id, expires_at)
  VALUES ($1, $1, '', '', '', $2, now() + $3 * interval '1 minute')`;
const COLLECT_SQL = `
  WITH taken AS (
    DELETE FROM oidc_sign_ins WHERE key_hash = $1 AND user_id IS NOT NULL AND expires_at > now() RETURNING user_id)
  SELECT * FROM taken`;
const FORGET_SQL = 'DELETE FROM oidc_sign_ins WHERE expires_at < now()';

export interface BegunSignIn {
  readonly nonce: string;
  readonly verifier: string;
  readonly next: string;
}

/** Sign-ins under way, in the database: the provider may send the browser back to another process. */
@Injectable()
export class OidcSignIns {
  constructor(
    private readonly dataSource: DataSource,
    private readonly logger: AppLogger,
  ) {}

  /** @returns the secret of this browser, for its cookie */
  async begin(state: string, { nonce, verifier, next }: BegunSignIn): Promise<string> {
    const browser = randomBytes(32).toString('base64url');
    const parameters = [hashOf(state), hashOf(browser), nonce, verifier, next, AT_PROVIDER_MINUTES];
    await this.dataSource.query(BEGIN_SQL, parameters);
    return browser;
  }

  /** Works once. @returns undefined: unknown, used, too old, or begun by another browser */
  async take(state: string, browser: string): Promise<BegunSignIn | undefined> {
    const [row] = await this.dataSource.query<BegunSignIn[]>(TAKE_SQL, [hashOf(state), hashOf(browser)]);
    return row;
  }

  /** @returns a new secret for the cookie: the browser collects the session with it */
  async finish(userId: string): Promise<string> {
    const browser = randomBytes(32).toString('base64url');
    await this.dataSource.query(FINISH_SQL, [hashOf(browser), userId, COLLECT_MINUTES]);
    return browser;
  }

  /** Works once. @returns the person */
  async collect(browser: string): Promise<string | undefined> {
    const [row] = await this.dataSource.query<{ user_id: string }[]>(COLLECT_SQL, [hashOf(browser)]);
    return row?.user_id;
  }

  @Interval(FORGET_EVERY_MS)
  async forget(): Promise<void> {
    try {
      await this.dataSource.query(FORGET_SQL);
    } catch (error) {
      this.logger.warn('Old sign-ins could not be deleted; trying again.', { error: String(error) });
    }
  }
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

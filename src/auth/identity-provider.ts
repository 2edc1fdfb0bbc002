import { Injectable } from '@nestjs/common';
import { createRemoteJWKSet, customFetch, errors, jwtVerify, type FetchImplementation, type JWTPayload } from 'jose';
import { AppConfig } from '../common/config.js';
import { AppError } from '../common/errors.js';
import { AppLogger } from '../common/logger.js';
import { MAX_EXTERNAL_ID_LENGTH } from '../users/users.dto.js';
import { AccessRefused } from './auth-errors.js';

/** Never `HS256`, which is for the server's own tokens: a public key must not become a shared secret. */
const ALGORITHMS = ['RS256', 'ES256', 'EdDSA'];
const FETCH_TIMEOUT_MS = 5_000;
/** A key that the provider withdraws is refused after this time. */
const KEYS_AGE_MS = 600_000;
/** Between two fetches because of unknown keys, which a stranger can cause. */
const COOLDOWN_MS = 30_000;
/** While the provider cannot be reached, its last keys hold this long. */
const OUTAGE_MS = 86_400_000;
const CLOCK_SKEW_SECONDS = 5;
/** The year 9999. */
const MAX_EXPIRY_SECONDS = 253_402_300_799;

/** What the provider says of a person. */
export interface IdentityClaims {
  readonly sub: string;
  readonly [claim: string]: unknown;
}

export interface ProviderClaims extends JWTPayload {
  readonly sub: string;
  readonly exp: number;
}

/** 503: the token cannot be checked now. It may be valid, so the client keeps it. */
export class IdentityProviderUnavailable extends AppError {
  constructor() {
    super(503, 'identity_provider_unavailable', "The identity provider's keys cannot be fetched. Try again.", {
      headers: { 'retry-after': '5' },
    });
  }
}

/** Verifies tokens of the installation's identity provider by its published keys. */
@Injectable()
export class IdentityProvider {
  private readonly keys: ReturnType<typeof createRemoteJWKSet> | undefined;
  private last: { readonly text: string; readonly atMs: number } | undefined;

  constructor(
    private readonly config: AppConfig,
    private readonly logger: AppLogger,
  ) {
    const { tokens } = config.identity;
    if (tokens === undefined) return;
    this.keys = createRemoteJWKSet(new URL(tokens.jwksUrl), {
      timeoutDuration: FETCH_TIMEOUT_MS,
      cooldownDuration: COOLDOWN_MS,
      cacheMaxAge: KEYS_AGE_MS,
      [customFetch]: this.fetchKeys,
    });
  }

  /** Whether a token may be the provider's: it says so by its algorithm. */
  issued(token: string): boolean {
    return this.keys !== undefined && ALGORITHMS.includes(algorithmOf(token));
  }

  /** @throws AccessRefused `unauthorized` or `expired`, IdentityProviderUnavailable */
  async verify(token: string): Promise<ProviderClaims> {
    const { tokens } = this.config.identity;
    if (this.keys === undefined || tokens === undefined) throw new AccessRefused('unauthorized');
    try {
      const { payload } = await jwtVerify(token, this.keys, {
        algorithms: ALGORITHMS,
        issuer: tokens.issuer,
        audience: [...tokens.audience],
        clockTolerance: CLOCK_SKEW_SECONDS,
        requiredClaims: ['sub', 'exp'],
      });
      if (!isUsable(payload)) throw new AccessRefused('unauthorized');
      return payload;
    } catch (error) {
      if (error instanceof AccessRefused) throw error;
      if (error instanceof errors.JWTExpired) throw new AccessRefused('expired');
      if (isOfToken(error)) throw new AccessRefused('unauthorized');
      this.logger.error("The identity provider's keys cannot be fetched.", error);
      throw new IdentityProviderUnavailable();
    }
  }

  private readonly fetchKeys: FetchImplementation = async (url, options) => {
    try {
      const response = await fetch(url, options);
      if (response.status !== 200) throw new Error(`${url} answered ${response.status}.`);
      const text = await response.text();
      this.last = { text, atMs: performance.now() };
      return jsonOf(text);
    } catch (error) {
      const { last } = this;
      if (last === undefined || performance.now() - last.atMs > OUTAGE_MS) throw error;
      this.logger.warn('auth.identity_provider_unreachable', { error: String(error) });
      return jsonOf(last.text);
    }
  };
}

/** jose checks that the claims are there, not that they make sense. PostgreSQL stores no NUL, dates end in 275760. */
function isUsable(payload: JWTPayload): payload is ProviderClaims {
  const { sub, exp } = payload;
  return isUsableId(sub) && typeof exp === 'number' && exp <= MAX_EXPIRY_SECONDS;
}

/** Whether a `sub` can be somebody's `external_id`. */
export function isUsableId(sub: unknown): sub is string {
  return typeof sub === 'string' && /^[^\p{Cc}]+$/u.test(sub) && sub.length <= MAX_EXTERNAL_ID_LENGTH;
}

function jsonOf(text: string): Response {
  return new Response(text, { headers: { 'content-type': 'application/json' } });
}

/** A fault of the token, not of the provider. Its key set may also hold keys that cannot be read. */
function isOfToken(error: unknown): boolean {
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) return false;
  return error instanceof errors.JOSEError && error.code !== 'ERR_JOSE_GENERIC';
}

function algorithmOf(token: string): string {
  try {
    const header: unknown = JSON.parse(Buffer.from(token.split('.', 1)[0] ?? '', 'base64url').toString());
    return typeof header === 'object' && header !== null && 'alg' in header ? String(header.alg) : '';
  } catch {
    return '';
  }
}

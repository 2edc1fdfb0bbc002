import type { Environment } from './environment.js';
import { isUrl } from './urls.js';

/** The identity provider of the installation, whose tokens are accepted beside the server's own. */
export interface IdentityProviderConfig {
  readonly jwksUrl: string;
  /** `iss` of its tokens. */
  readonly issuer: string;
  /** `aud` of its tokens: one of these. */
  readonly audience: readonly string[];
}

/** What the identity provider decides about accounts, whether by its tokens or by a sign-in. */
export interface ProviderAccountsConfig {
  /** The claim that holds the role, a string or a list. Undefined: roles are set here. */
  readonly roleClaim: string | undefined;
  /** Whether a person without an account gets one. */
  readonly createsUsers: boolean;
}

export function providerAccountsConfig(env: Environment): ProviderAccountsConfig {
  return {
    roleClaim: env.optional('JWT_ROLE_CLAIM'),
    createsUsers: env.choice('JWT_NEW_USERS', 'refuse', ['refuse', 'create']) === 'create',
  };
}

/** @returns undefined: `JWT_JWKS_URL` is not set */
export function identityProviderConfig(env: Environment, isProduction: boolean): IdentityProviderConfig | undefined {
  const jwksUrl = env.optional('JWT_JWKS_URL');
  const issuer = env.optional('JWT_ISSUER');
  const audience = env.list('JWT_AUDIENCE', []);
  if (jwksUrl === undefined) {
    if (issuer !== undefined || audience.length > 0) {
      env.problems.push('JWT_JWKS_URL must be set when JWT_ISSUER or JWT_AUDIENCE is.');
    }
    return undefined;
  }
  if (!isUrl(jwksUrl) || !/^https?:$/.test(new URL(jwksUrl).protocol)) {
    env.problems.push(`JWT_JWKS_URL must be an http(s) URL, not "${jwksUrl}".`);
  } else if (isProduction && !mayBePlain(new URL(jwksUrl))) {
    env.problems.push('JWT_JWKS_URL must be an https URL in production: its keys decide who is signed in.');
  }
  // Without them, tokens that the provider gave to another application would be accepted.
  if (issuer === undefined) env.problems.push('JWT_ISSUER must be set when JWT_JWKS_URL is.');
  if (audience.length === 0) env.problems.push('JWT_AUDIENCE must be set when JWT_JWKS_URL is.');
  return { jwksUrl, issuer: issuer ?? '', audience };
}

/** What the provider says must not be changed on its way, except within the machine. */
export function mayBePlain({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || hostname === 'localhost' || /^127\.|^\[::1\]$/.test(hostname);
}

import type { Environment } from './environment.js';
import {
  identityProviderConfig,
  mayBePlain,
  providerAccountsConfig,
  type IdentityProviderConfig,
  type ProviderAccountsConfig,
} from './identity-config.js';
import { parseUrl } from './urls.js';

/** Sign-in to the dashboard by OpenID Connect. */
export interface OidcConfig {
  /** As the provider writes it: `<issuer>/.well-known/openid-configuration` describes it. */
  readonly issuer: string;
  readonly clientId: string;
  /** Undefined: a public client, which proves itself by PKCE alone. */
  readonly clientSecret: string | undefined;
  /** With spaces; `openid` is among them. */
  readonly scopes: string;
  /** What the button calls the provider. */
  readonly label: string;
}

/** What the identity provider of the installation is asked and trusted for. */
export interface IdentityConfig {
  /** Its tokens are accepted. */
  readonly tokens: IdentityProviderConfig | undefined;
  readonly accounts: ProviderAccountsConfig;
  /** People sign in to the dashboard by it. */
  readonly signIn: OidcConfig | undefined;
}

export function identityConfig(env: Environment, isProduction: boolean): IdentityConfig {
  const tokens = identityProviderConfig(env, isProduction);
  const signIn = oidcConfig(env, { isProduction, jwtIssuer: tokens?.issuer });
  return { tokens, accounts: providerAccountsConfig(env), signIn };
}

const MAX_LABEL_LENGTH = 60;

interface OidcSurroundings {
  readonly isProduction: boolean;
  /** `JWT_ISSUER`; undefined: not set. */
  readonly jwtIssuer: string | undefined;
}

/** @returns undefined: `OIDC_ISSUER` is not set */
function oidcConfig(env: Environment, { isProduction, jwtIssuer }: OidcSurroundings): OidcConfig | undefined {
  const issuer = env.optional('OIDC_ISSUER');
  const clientId = env.optional('OIDC_CLIENT_ID');
  const clientSecret = env.optional('OIDC_CLIENT_SECRET');
  const scopes = env.text('OIDC_SCOPES', 'openid email profile').trim().split(/\s+/);
  const label = env.optional('OIDC_LABEL')?.trim();
  if (issuer === undefined) {
    if (clientId !== undefined) env.problems.push('OIDC_ISSUER must be set when OIDC_CLIENT_ID is.');
    return undefined;
  }
  const url = parseUrl(issuer);
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '') {
    env.problems.push(`OIDC_ISSUER must be an http(s) URL without a query, not "${issuer}".`);
  } else if (isProduction && !mayBePlain(url)) {
    env.problems.push('OIDC_ISSUER must be an https URL in production: it decides who is signed in.');
  }
  if (clientId === undefined) env.problems.push('OIDC_CLIENT_ID must be set when OIDC_ISSUER is.');
  if (!scopes.includes('openid')) env.problems.push('OIDC_SCOPES must contain openid.');
  // Both look people up by `sub`, which is unique at one provider alone.
  if (jwtIssuer !== undefined && jwtIssuer !== issuer) {
    env.problems.push('OIDC_ISSUER and JWT_ISSUER must be the same: an external_id belongs to one provider.');
  }
  if (label !== undefined && label.length > MAX_LABEL_LENGTH) {
    env.problems.push(`OIDC_LABEL must have at most ${MAX_LABEL_LENGTH} characters.`);
  }
  return {
    issuer,
    clientId: clientId ?? '',
    clientSecret,
    scopes: scopes.join(' '),
    label: label || (url?.hostname ?? issuer),
  };
}

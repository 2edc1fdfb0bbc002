import { Injectable } from '@nestjs/common';
import * as client from 'openid-client';
import { AppConfig } from '../../common/config.js';
import type { OidcConfig } from '../../common/oidc-config.js';
import { isUsableId, type IdentityClaims } from '../identity-provider.js';
import { SignInRefused } from './sign-in-refused.js';

const TIMEOUT_SECONDS = 5;
/** Endpoints and keys are asked for again after this time; while the provider is away, the last ones hold. */
const REFRESH_MS = 3_600_000;
const METHOD = 'S256';

export interface SignInRequest {
  /** Where the browser goes. */
  readonly url: URL;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** The OpenID Connect provider of the dashboard's sign-in: the code flow with PKCE, state and nonce. */
@Injectable()
export class OidcProvider {
  private known: { readonly made: Promise<client.Configuration>; readonly atMs: number } | undefined;

  constructor(private readonly config: AppConfig) {}

  get isConfigured(): boolean {
    return this.config.identity.signIn !== undefined;
  }

  /** @throws SignInRefused `unavailable` */
  async request(): Promise<SignInRequest> {
    const configuration = await this.discovered();
    const [state, nonce, verifier] = [client.randomState(), client.randomNonce(), client.randomPKCECodeVerifier()];
    const url = client.buildAuthorizationUrl(configuration, {
      redirect_uri: this.redirectUri,
      scope: this.settings.scopes,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: METHOD,
      state,
      nonce,
    });
    return { url, state, nonce, verifier };
  }

  /**
   * Redeems the code, and checks issuer, audience, signature, times and nonce of the ID token.
   *
   * @param query of the provider's redirect
   * @throws SignInRefused `denied`, `failed` or `unavailable`
   */
  async identify(query: string, sent: Pick<SignInRequest, 'state' | 'nonce' | 'verifier'>): Promise<IdentityClaims> {
    const configuration = await this.discovered();
    const url = new URL(this.redirectUri);
    url.search = query;
    try {
      const tokens = await client.authorizationCodeGrant(configuration, url, {
        expectedState: sent.state,
        expectedNonce: sent.nonce,
        pkceCodeVerifier: sent.verifier,
        idTokenExpected: true,
      });
      const claims: IdentityClaims | undefined = tokens.claims();
      if (claims === undefined || !isUsableId(claims.sub)) throw new SignInRefused('failed');
      return await this.completed(configuration, claims, tokens.access_token);
    } catch (error) {
      throw refusedBy(error);
    }
  }

  /** Some providers put address and roles not into the ID token, but into the answer of the user info endpoint. */
  private async completed(
    configuration: client.Configuration,
    claims: IdentityClaims,
    accessToken: string,
  ): Promise<IdentityClaims> {
    const { roleClaim } = this.config.identity.accounts;
    const isWhole = claims['email'] !== undefined && (roleClaim === undefined || claims[roleClaim] !== undefined);
    if (isWhole || configuration.serverMetadata().userinfo_endpoint === undefined) return claims;
    const info: IdentityClaims = await client.fetchUserInfo(configuration, accessToken, claims.sub);
    // Whether an address is verified is said beside it: the two are never of different answers.
    const email = 'email' in info ? info : claims;
    return { ...claims, ...info, sub: claims.sub, email: email['email'], email_verified: email['email_verified'] };
  }

  private get settings(): OidcConfig {
    const { signIn } = this.config.identity;
    if (signIn === undefined) throw new Error('OIDC_ISSUER is not set.');
    return signIn;
  }

  private get redirectUri(): string {
    return `${this.config.publicUrl}/api/auth/oidc/callback`;
  }

  private async discovered(): Promise<client.Configuration> {
    const before = this.known;
    if (before === undefined || performance.now() - before.atMs > REFRESH_MS) {
      const made = this.discover().catch((error: unknown) => {
        if (this.known?.made === made) this.known = before && { ...before, atMs: performance.now() };
        if (before !== undefined) return before.made;
        throw new SignInRefused('unavailable', error);
      });
      this.known = { made, atMs: performance.now() };
      return made;
    }
    return before.made;
  }

  private async discover(): Promise<client.Configuration> {
    const { issuer, clientId, clientSecret } = this.settings;
    const isPlain = new URL(issuer).protocol === 'http:';
    const found = await client.discovery(new URL(issuer), clientId, undefined, client.None(), {
      timeout: TIMEOUT_SECONDS,
      ...(isPlain && { execute: [client.allowInsecureRequests] }),
    });
    const server = found.serverMetadata();
    const configuration = new client.Configuration(server, clientId, {}, authenticationAt(server, clientSecret));
    configuration.timeout = TIMEOUT_SECONDS;
    // Without it the ID token would be trusted by its way here alone.
    client.enableNonRepudiationChecks(configuration);
    if (isPlain) client.allowInsecureRequests(configuration);
    return configuration;
  }
}

/** By the header, which is what the standard assumes, unless the provider only takes the body. */
function authenticationAt(server: client.ServerMetadata, secret: string | undefined): client.ClientAuth {
  if (secret === undefined) return client.None();
  const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  return methods.includes('client_secret_basic') ? client.ClientSecretBasic(secret) : client.ClientSecretPost(secret);
}

/** The person said no, the provider is away, or what it sent is not to be trusted. */
function refusedBy(error: unknown): SignInRefused {
  if (error instanceof SignInRefused) return error;
  if (error instanceof client.AuthorizationResponseError) {
    return new SignInRefused(error.error === 'access_denied' ? 'denied' : 'failed', error);
  }
  const isAway = error instanceof TypeError || (error instanceof client.ClientError && error.code === 'OAUTH_TIMEOUT');
  return new SignInRefused(isAway ? 'unavailable' : 'failed', error);
}

import { Injectable } from '@nestjs/common';
import { NotFound } from '../../common/errors.js';
import { AppLogger } from '../../common/logger.js';
import type { SessionResponse } from '../auth.answers.js';
import { AuthSessionsService } from '../auth-sessions.service.js';
import { NoAccount, ProviderAccounts } from '../provider-accounts.js';
import { OidcProvider } from './oidc-provider.js';
import { OidcSignIns } from './oidc-sign-ins.js';
import { ownPath } from './own-path.js';
import { SignInRefused } from './sign-in-refused.js';

/** Where the browser goes, and the secret that its cookie gets. */
interface Onward {
  readonly to: string;
  readonly secret: string;
}

/** What the provider sent the browser back with. */
export interface CameBack {
  /** The whole query. */
  readonly query: string;
  readonly state: unknown;
  /** The secret in the cookie. */
  readonly browser: string | undefined;
}

/** Sign-in by the identity provider, from the button to a session like any other. */
@Injectable()
export class OidcSignInService {
  constructor(
    private readonly provider: OidcProvider,
    private readonly signIns: OidcSignIns,
    private readonly accounts: ProviderAccounts,
    private readonly sessions: AuthSessionsService,
    private readonly logger: AppLogger,
  ) {}

  /** @throws NotFound without a provider, SignInRefused */
  async start(next: unknown): Promise<Onward> {
    this.requireProvider();
    const { url, state, nonce, verifier } = await this.provider.request();
    return { to: url.href, secret: await this.signIns.begin(state, { nonce, verifier, next: ownPath(next) }) };
  }

  /** @returns the page that the person wanted; throws NotFound without a provider, SignInRefused */
  async comeBack({ query, state, browser }: CameBack): Promise<Onward> {
    this.requireProvider();
    const isOurs = typeof state === 'string' && browser !== undefined;
    const begun = isOurs ? await this.signIns.take(state, browser) : undefined;
    if (!isOurs || begun === undefined) throw new SignInRefused('expired');
    const { next, nonce, verifier } = begun;
    try {
      const claims = await this.provider.identify(query, { state, nonce, verifier });
      const { id, is_active: isActive } = await this.accounts.find(claims);
      if (!isActive) throw new SignInRefused('inactive');
      return { to: next, secret: await this.signIns.finish(id) };
    } catch (error) {
      if (error instanceof NoAccount) throw new SignInRefused(error.why, undefined, next);
      if (error instanceof SignInRefused) throw new SignInRefused(error.refusal, error.cause, next);
      throw error;
    }
  }

  /** @throws NotFound when this browser has nothing to collect, AccountInactive */
  async collect(browser: string | undefined): Promise<SessionResponse> {
    const userId = browser === undefined ? undefined : await this.signIns.collect(browser);
    if (userId === undefined) throw new NotFound('sign-in');
    const session = await this.sessions.openFor(userId);
    this.logger.event('auth.provider_sign_in', { user_id: userId });
    return session;
  }

  private requireProvider(): void {
    if (!this.provider.isConfigured) throw new NotFound('page');
  }
}

import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider, type Configuration } from 'oidc-provider';

/** What the provider says of a person beside `sub`. */
export type Claims = Readonly<Record<string, unknown>>;

const INTERACTION = '/interaction/';
export const CLIENT = { OIDC_CLIENT_ID: 'carillon', OIDC_CLIENT_SECRET: 'a secret of the client' };

/**
 * A real OpenID Connect provider on loopback. It signs in the person in `person` without asking, or refuses when there is
 * none.
 */
export class SignInProvider {
  readonly accounts = new Map<string, Claims>();
  /** The `sub` of the person in front of every browser. */
  person: string | undefined;
  private constructor(
    private readonly server: Server,
    readonly issuer: string,
  ) {}

  /** @param publicUrl of the server that people sign in to */
  static async start(publicUrl: string): Promise<SignInProvider> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const own = new SignInProvider(server, issuer);
    const provider = new Provider(issuer, own.configuration(publicUrl));
    const take = provider.callback();
    server.on('request', (request, response) => {
      if (request.url?.startsWith(INTERACTION) === true) void own.interact(provider, request, response);
      else void take(request, response);
    });
    return own;
  }

  get environment(): Record<string, string> {
    return { OIDC_ISSUER: this.issuer, ...CLIENT };
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => {
      this.server.close(resolve);
      this.server.closeAllConnections();
    });
  }

  async listen(): Promise<void> {
    this.server.listen(Number(new URL(this.issuer).port), '127.0.0.1');
    await once(this.server, 'listening');
  }

  private async interact(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { person } = this;
    const refusal = { error: 'access_denied', error_description: 'The person said no.' };
    const result = person === undefined ? refusal : { login: { accountId: person, remember: false } };
    await provider.interactionFinished(request, response, result);
  }

  private configuration(publicUrl: string): Configuration {
    return {
      clients: [
        {
          client_id: CLIENT.OIDC_CLIENT_ID,
          client_secret: CLIENT.OIDC_CLIENT_SECRET,
          redirect_uris: [`${publicUrl}/api/auth/oidc/callback`],
        },
      ],
      cookies: { keys: ['a key of the provider'] },
      // As the standard has it, `email` and `name` are told by the user info endpoint.
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'roles'] },
      features: { devInteractions: { enabled: false } },
      findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...this.accounts.get(id) }) }),
      interactions: { url: (_context, { uid }) => `${INTERACTION}${uid}` },
      // No page asks the person to agree.
      loadExistingGrant: async ({ oidc }) => {
        const grant = new oidc.provider.Grant({ clientId: oidc.client?.clientId, accountId: oidc.session?.accountId });
        grant.addOIDCScope('openid email profile');
        await grant.save();
        return grant;
      },
      ttl: { AccessToken: 600, AuthorizationCode: 60, IdToken: 600, Interaction: 600, Session: 600, Grant: 600 },
    };
  }
}

/** A browser as far as redirects and cookies go: those of one host, whatever the port, as browsers keep them. */
export class CookieBrowser {
  readonly cookies = new Map<string, string>();

  async get(url: string): Promise<Response> {
    return this.send(url, {});
  }

  /** Follows redirects until the next one leads to a path that begins with this. @returns where it leads */
  async goUntil(url: string, stop: string): Promise<URL> {
    let at = new URL(url);
    for (let hops = 0; hops < 12; hops += 1) {
      const answer = await this.get(at.href);
      const location = answer.headers.get('location');
      if (location === null) throw new Error(`${at.href} answered ${answer.status}: ${await answer.text()}`);
      at = new URL(location, at);
      if (at.pathname.startsWith(stop)) return at;
    }
    throw new Error(`still at ${at.href}`);
  }

  async post(url: string): Promise<Response> {
    return this.send(url, { method: 'POST' });
  }

  private async send(url: string, init: RequestInit): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { ...init, redirect: 'manual', headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /max-age=0|expires=Thu, 01 Jan 1970/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }
}

import createClient, { type Client } from 'openapi-fetch';
import type { components, paths } from './api-types.js';
import { browser } from './browser.js';
import { CarillonError, errorOf } from './carillon-error.js';
import { CarillonSocket, type ConnectOptions } from './carillon-socket.js';
import { Credentials, type CredentialsOptions } from './credentials.js';
import type { Answer, CallOptions, Method, RequestArguments, RequestOptions, Route } from './rest-types.js';
import type { Session } from './session-keeper.js';
import { uploadForm } from './upload.js';

export interface ClientOptions extends CredentialsOptions {
  /** The server's URL: `https://carillon.example.com`. */
  readonly url: string;
  /** Replaces the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch;
  /** Headers sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds until a request fails; default 30,000. */
  readonly timeoutMs?: number;
}

type User = components['schemas']['UserResponse'];
type SignedIn = components['schemas']['SessionResponse'];

/** How often another tab's stored token is tried, which may have expired as well. */
const MAX_RENEWALS = 2;
/** A renewal without an answer is repeated for this long, with pauses. */
const RENEWAL_TRIES_MS = 2_000;
const RENEWAL_PAUSE_MS = 500;

/** Options of a request to a path that the types do not know. */
export interface LooseOptions extends CallOptions {
  /** The values of the path's parameters in braces. */
  readonly path?: object | undefined;
  readonly query?: object | undefined;
  /** JSON, or a form. */
  readonly body?: unknown;
}

interface UploadOptions extends CallOptions {
  readonly path?: Readonly<Record<string, string>>;
  readonly body: FormData;
  readonly onProgress?: (ratio: number) => void;
}

/** Every method of `openapi-fetch` with one signature: this class has already checked the arguments. */
type LooseRequest = (
  method: Method,
  path: string,
  init: Record<string, unknown>,
) => Promise<{ error?: unknown; response: Response }>;

/**
 * REST by the paths of the OpenAPI document, with their types: `client.get('/api/tickets/{id}', { path: { id } })`. An
 * expired token is renewed and the request repeated. Every refusal is a `CarillonError`.
 */
export class CarillonClient {
  readonly url: string;
  // `#private` and not `private`: the declarations must not name the types of bundled libraries.
  readonly #rest: Client<paths>;
  readonly #credentials: Credentials;
  readonly #timeoutMs: number;

  constructor(options: ClientOptions) {
    this.url = options.url.replace(/\/+$/, '');
    this.#timeoutMs = options.timeoutMs ?? 30_000;
    this.#rest = createClient<paths>({
      baseUrl: this.url,
      ...(options.fetch && { fetch: options.fetch }),
      ...(options.headers && { headers: options.headers }),
    });
    this.#credentials = new Credentials(options, (refreshToken) => this.#renew(refreshToken));
  }

  get<P extends Route<'get'>>(path: P, ...[options]: RequestArguments<P, 'get'>): Promise<Answer<P, 'get'>> {
    return this.#call('get', path, options);
  }

  post<P extends Route<'post'>>(path: P, ...[options]: RequestArguments<P, 'post'>): Promise<Answer<P, 'post'>> {
    return this.#call('post', path, options);
  }

  put<P extends Route<'put'>>(path: P, ...[options]: RequestArguments<P, 'put'>): Promise<Answer<P, 'put'>> {
    return this.#call('put', path, options);
  }

  patch<P extends Route<'patch'>>(path: P, ...[options]: RequestArguments<P, 'patch'>): Promise<Answer<P, 'patch'>> {
    return this.#call('patch', path, options);
  }

  delete<P extends Route<'delete'>>(
    path: P,
    ...[options]: RequestArguments<P, 'delete'>
  ): Promise<Answer<P, 'delete'>> {
    return this.#call('delete', path, options);
  }

  /**
   * Sends a form with files and reports progress. Browsers report it only for an XMLHttpRequest; without one, this is a
   * plain request without progress.
   *
   * @param options.onProgress called with the part that has been sent, 0 to 1
   */
  upload<P extends Route<'post'>>(
    path: P,
    options: Omit<RequestOptions<P, 'post'>, 'body'> & Pick<UploadOptions, 'body' | 'onProgress'>,
  ): Promise<Answer<P, 'post'>> {
    const { XMLHttpRequest } = browser;
    if (XMLHttpRequest === undefined) return this.#call('post', path, options);
    const { path: parameters = {}, body, headers, signal, onProgress } = options as unknown as UploadOptions;
    const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parameters[name] ?? ''));
    return this.#authorized((token) =>
      uploadForm(XMLHttpRequest, {
        url: `${this.url}${filled}`,
        form: body,
        headers: { ...(token !== undefined && { authorization: `Bearer ${token}` }), ...headers },
        ...(signal !== undefined && { signal }),
        ...(onProgress !== undefined && { onProgress }),
      }),
    );
  }

  /** Requests any path, with a result type of the caller's choice: for servers that are newer than this client. */
  request<T = unknown>(method: Method, path: string, options?: LooseOptions): Promise<T> {
    return this.#call(method, path, options);
  }

  /** Signs in: from now on, requests and sockets use the session. */
  async login(email: string, password: string): Promise<User> {
    return this.#signIn(await this.#once<SignedIn>('post', '/api/auth/login', { body: { email, password } }));
  }

  async register(person: { email: string; password: string; name: string }): Promise<User> {
    return this.#signIn(await this.#once<SignedIn>('post', '/api/auth/register', { body: person }));
  }

  /**
   * Ends a sign-in by the identity provider: the page that the server leads back to collects its session, once.
   *
   * @throws CarillonError `not_found` when this browser has none to collect
   */
  async collectSession(): Promise<User> {
    return this.#signIn(await this.#once<SignedIn>('post', '/api/auth/oidc/session', {}));
  }

  /**
   * Ends the session, here and on the server. Succeeds when it was already over.
   *
   * @param options.everywhere ends all sessions of the person
   * @throws CarillonError when the server cannot be reached: the session then goes on
   */
  async logout(options: { everywhere?: boolean } = {}): Promise<void> {
    try {
      await this.#call('post', '/api/auth/logout', { body: options });
    } catch (error) {
      if (!(error instanceof CarillonError) || error.status !== 401) throw error;
    }
    await this.#credentials.replace(null);
  }

  /** Null when signed out, or with an API key. */
  get session(): Session | null {
    return this.#credentials.session;
  }

  /**
   * Resolves with the session in `sessionStorage`: for storages that answer later. With `localStorage`, `session` is
   * set at once.
   */
  restored(): Promise<Session | null> {
    return this.#credentials.restored();
  }

  /** A persistent socket: it keeps its cursor, rooms and token over every interruption. */
  connect(options: ConnectOptions = {}): CarillonSocket {
    return new CarillonSocket(this.url, this.#credentials, options);
  }

  async #signIn(answer: SignedIn): Promise<User> {
    await this.#credentials.replace(answer);
    return answer.user;
  }

  /**
   * For 10 s the server answers the same refresh token with the same successor. A lost answer is asked for again within
   * that time; later the token counts as stolen.
   */
  async #renew(refreshToken: string): Promise<SignedIn> {
    const beganAt = Date.now();
    for (;;) {
      try {
        return await this.#once<SignedIn>('post', '/api/auth/refresh', { body: { refresh_token: refreshToken } });
      } catch (error) {
        const mayBeLost = error instanceof CarillonError && error.status === 0 && browser.navigator?.onLine !== false;
        if (!mayBeLost || Date.now() - beganAt > RENEWAL_TRIES_MS) throw error;
        await new Promise((resolve) => setTimeout(resolve, RENEWAL_PAUSE_MS));
      }
    }
  }

  #call<T>(method: Method, path: string, options: LooseOptions = {}): Promise<T> {
    return this.#authorized((token) => this.#once<T>(method, path, options, token));
  }

  /** Sends it with a token, which is renewed when the server refuses it. */
  async #authorized<T>(once: (token: string | undefined) => Promise<T>): Promise<T> {
    for (let renewals = 0; ; renewals += 1) {
      const token = await this.#credentials.token();
      try {
        return await once(token);
      } catch (error) {
        const isExpired = error instanceof CarillonError && error.status === 401 && token !== undefined;
        const mayRenew = isExpired && renewals < MAX_RENEWALS;
        if (!mayRenew || !(await this.#credentials.renewed(token))) throw error;
      }
    }
  }

  async #once<T>(method: Method, path: string, options: LooseOptions, token?: string): Promise<T> {
    const request = this.#rest.request as unknown as LooseRequest;
    const timeout = AbortSignal.timeout(this.#timeoutMs);
    let answer: { error?: unknown; response: Response };
    try {
      answer = await request(method, path, {
        params: { path: options.path, query: options.query },
        body: options.body,
        headers: { ...(token !== undefined && { authorization: `Bearer ${token}` }), ...options.headers },
        signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
        parseAs: 'stream',
      });
    } catch (error) {
      if (options.signal?.aborted === true) throw error;
      const detail = `${method.toUpperCase()} ${this.url}${path} got no answer: ${String(error)}`;
      throw new CarillonError({ status: 0, code: 'unreachable', detail }, { cause: error });
    }
    if (!answer.response.ok) throw errorOf(answer.response, answer.error);
    // The types come from the document that describes this answer.
    return (await bodyOf(answer.response)) as T;
  }
}

async function bodyOf(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  const contentType = response.headers.get('content-type') ?? '';
  if (!/[/+]json\b/.test(contentType)) return response.blob();
  const text = await response.text();
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}

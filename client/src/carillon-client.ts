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
  /** Where the server is: `https://carillon.example.com`. */
  readonly url: string;
  /** Instead of the global one. */
  readonly fetch?: typeof globalThis.fetch;
  /** Sent along with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds until a request is given up; default 30,000. */
  readonly timeoutMs?: number;
}

type User = components['schemas']['UserResponse'];
type SignedIn = components['schemas']['SessionResponse'];

/** The token that another tab stored may have expired as well. */
const MAX_RENEWALS = 2;
/** A renewal that got no answer is repeated for this long, with pauses. */
const RENEWAL_TRIES_MS = 2_000;
const RENEWAL_PAUSE_MS = 500;

/** Of a request to a path that the types do not know. */
export interface LooseOptions extends CallOptions {
  /** What stands in the path's braces. */
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

/** Every method of `openapi-fetch` by one signature: ours have checked the arguments already. */
type LooseRequest = (
  method: Method,
  path: string,
  init: Record<string, unknown>,
) => Promise<{ error?: unknown; response: Response }>;

/**
 * REST by the paths of the OpenAPI document, with their types: `client.get('/api/tickets/{id}', { path: { id } })`. A token
 * that expired is renewed and the request repeated. Every refusal is a `CarillonError`.
 */
export class CarillonClient {
  readonly url: string;
  // Private by language, not by word: the declarations must not name the types of what is bundled in.
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
   * Sends a form with files, and says how far it has got. Browsers tell that only of an XMLHttpRequest; where there is none, it
   * is a plain request without progress.
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

  /** Any path, the caller's own word for what it answers: for servers that are newer than this client. */
  request<T = unknown>(method: Method, path: string, options?: LooseOptions): Promise<T> {
    return this.#call(method, path, options);
  }

  /** Signs in and stays so: requests and sockets carry the session from now on. */
  async login(email: string, password: string): Promise<User> {
    return this.#signIn(await this.#once<SignedIn>('post', '/api/auth/login', { body: { email, password } }));
  }

  async register(person: { email: string; password: string; name: string }): Promise<User> {
    return this.#signIn(await this.#once<SignedIn>('post', '/api/auth/register', { body: person }));
  }

  /**
   * Ends the session, here and on the server. Succeeds when it was over already.
   *
   * @param options.everywhere ends all sessions of the person
   * @throws CarillonError when the server cannot be reached: the session goes on then
   */
  async logout(options: { everywhere?: boolean } = {}): Promise<void> {
    try {
      await this.#call('post', '/api/auth/logout', { body: options });
    } catch (error) {
      if (!(error instanceof CarillonError) || error.status !== 401) throw error;
    }
    await this.#credentials.replace(null);
  }

  /** Null when nobody is signed in, or an API key does it. */
  get session(): Session | null {
    return this.#credentials.session;
  }

  /** The session that `sessionStorage` keeps: for storages that answer later. With `localStorage`, `session` has it at once. */
  restored(): Promise<Session | null> {
    return this.#credentials.restored();
  }

  /** A socket that stays: it keeps its place, its rooms and its token over every interruption. */
  connect(options: ConnectOptions = {}): CarillonSocket {
    return new CarillonSocket(this.url, this.#credentials, options);
  }

  async #signIn(answer: SignedIn): Promise<User> {
    await this.#credentials.replace(answer);
    return answer.user;
  }

  /**
   * For 10 s the server answers the same refresh token alike. An answer that the network lost is asked for within that
   * time; later the token counts as stolen.
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

  /** With a token that is renewed when the server no longer takes it. */
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
    // What came was described by the document that the types were made of.
    return (await bodyOf(answer.response)) as T;
  }
}

async function bodyOf(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  const type = response.headers.get('content-type') ?? '';
  if (!/[/+]json\b/.test(type)) return response.blob();
  const text = await response.text();
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}

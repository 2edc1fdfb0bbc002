import { CarillonError } from './carillon-error.js';

/** As login, register and refresh give it; keep it whole to sign in again without a password. */
export interface Session {
  readonly access_token: string;
  readonly refresh_token?: string;
  /** Seconds from the moment it was given. */
  readonly expires_in?: number;
}

export interface CredentialsOptions {
  readonly apiKey?: string;
  readonly session?: Session;
  /** Told of every new session, and of null when it is over: the place to keep it. */
  readonly onSession?: (session: Session | null) => void;
}

/** Renewed so long before it expires that a request on its way is not overtaken. */
const MARGIN_MS = 10_000;

/** One access token for REST and sockets, renewed once however many ask at the same time. */
export class Credentials {
  readonly #apiKey: string | undefined;
  readonly #onSession: ((session: Session | null) => void) | undefined;
  readonly #renew: (refreshToken: string) => Promise<Session>;
  #session: Session | null;
  #expiresAtMs = Number.POSITIVE_INFINITY;
  #renewal: Promise<boolean> | undefined;

  constructor(options: CredentialsOptions, renew: (refreshToken: string) => Promise<Session>) {
    this.#apiKey = options.apiKey;
    this.#session = options.session ?? null;
    this.#onSession = options.onSession;
    this.#renew = renew;
  }

  get session(): Session | null {
    return this.#session;
  }

  become(session: Session | null): void {
    this.#session = session;
    const seconds = session?.expires_in;
    this.#expiresAtMs = seconds === undefined ? Number.POSITIVE_INFINITY : Date.now() + seconds * 1_000;
    this.#onSession?.(session);
  }

  /** @returns undefined when nobody is signed in */
  async token(): Promise<string | undefined> {
    if (this.#apiKey !== undefined) return this.#apiKey;
    const token = this.#session?.access_token;
    if (token !== undefined && Date.now() > this.#expiresAtMs - MARGIN_MS) await this.renewed(token);
    return this.#session?.access_token;
  }

  /**
   * @param refused the token that no longer works
   * @returns whether there is another one now
   */
  async renewed(refused: string | undefined): Promise<boolean> {
    if (this.#apiKey !== undefined) return false;
    if (this.#session !== null && this.#session.access_token !== refused) return true;
    this.#renewal ??= this.#renewNow().finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  async #renewNow(): Promise<boolean> {
    const refreshToken = this.#session?.refresh_token;
    if (refreshToken === undefined) return false;
    try {
      this.become(await this.#renew(refreshToken));
      return true;
    } catch (error) {
      // Anything else may pass: the session is worth keeping.
      if (!(error instanceof CarillonError) || error.status !== 401) throw error;
      this.become(null);
      return false;
    }
  }
}

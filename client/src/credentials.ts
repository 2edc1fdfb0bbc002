import { CarillonError } from './carillon-error.js';
import { SessionKeeper, type KeptSession, type Reading, type Session, type SessionStorage } from './session-keeper.js';

/** The result of a `tokenSource`. */
export interface SourcedToken {
  readonly access_token: string;
  /** Seconds from now. Left out: it is used until the server refuses it. */
  readonly expires_in?: number;
}

export interface CredentialsOptions {
  readonly apiKey?: string;
  /**
   * Called for the first token, shortly before it expires, and when the server refuses it: for pages whose own server
   * signs people in. Null: no one is signed in there.
   */
  readonly tokenSource?: () => Promise<SourcedToken | null>;
  /** Used when `sessionStorage` holds no session. */
  readonly session?: Session;
  /** Called with every new session, and with null when it is over. */
  readonly onSession?: (session: Session | null) => void;
  /**
   * Keeps the session over reloads and shares it with other tabs: `localStorage`, or an object of your own. Anyone who
   * can read it is signed in.
   */
  readonly sessionStorage?: SessionStorage;
  /** Default `carillon.session`. Choose another one for each server that pages of one origin use. */
  readonly sessionKey?: string;
}

/** A session as the server sends it. */
export type GivenSession = Session & { readonly user?: { readonly id: string } };

/** A token is renewed this long before it expires, or a third of its lifetime. The server warns at the same moment. */
const MAX_LEAD_MS = 60_000;
/**
 * A refused token may be older than one that another tab stored meanwhile; two tabs cannot make more than two rounds.
 */
const MAX_ROUNDS = 3;

/** One access token for REST and sockets, renewed once for all callers, in this tab and others. */
export class Credentials {
  readonly #apiKey: string | undefined;
  readonly #source: CredentialsOptions['tokenSource'];
  readonly #onSession: ((session: Session | null) => void) | undefined;
  readonly #renew: (refreshToken: string) => Promise<GivenSession>;
  readonly #keeper: SessionKeeper | undefined;
  readonly #loaded: Promise<void>;
  readonly #switches = new Set<() => void>();
  /** A field, because the keeper holds it weakly. */
  readonly #hear = (session: KeptSession | null): void => this.#heard(session);
  #session: KeptSession | null;
  /** The session in memory is also in the storage: when it is gone from there, another tab has signed out. */
  #isKept = false;
  #renewal: Promise<boolean> | undefined;

  constructor(options: CredentialsOptions, renew: (refreshToken: string) => Promise<GivenSession>) {
    this.#apiKey = options.apiKey;
    this.#source = options.tokenSource;
    this.#onSession = options.onSession;
    this.#renew = renew;
    // Its age is unknown, so `expires_in` says nothing.
    this.#session = options.session === undefined ? null : { ...options.session, saved_at: 0 };
    this.#keeper =
      options.sessionStorage && new SessionKeeper(options.sessionStorage, options.sessionKey ?? 'carillon.session');
    this.#keeper?.watch(this.#hear);
    const found = this.#keeper?.read() ?? 'unknown';
    this.#loaded = found instanceof Promise ? found.then((late) => this.#begin(late)) : this.#begin(found);
  }

  get session(): Session | null {
    return this.#session === null ? null : plain(this.#session);
  }

  /** The session once the storage has answered; at once with `localStorage`. */
  async restored(): Promise<Session | null> {
    await this.#loaded;
    return this.session;
  }

  /** @param listener called when another person has signed in, or another tab has signed out */
  onSwitch(listener: () => void): () => void {
    this.#switches.add(listener);
    return () => this.#switches.delete(listener);
  }

  /** Called after a sign-in, or with null after a sign-out. */
  async replace(given: GivenSession | null): Promise<void> {
    await this.#loaded;
    if (given === null) {
      this.#set(null, given);
      await this.#keeper?.remove();
      return;
    }
    const stored = (await this.#keeper?.read()) ?? 'unknown';
    await this.#keep(given, stored);
  }

  /** @returns undefined when signed out; throws a CarillonError with status 401 when a token source has none */
  async token(): Promise<string | undefined> {
    if (this.#apiKey !== undefined) return this.#apiKey;
    await this.#loaded;
    if (this.#session === null && this.#source !== undefined && !(await this.renewed(undefined))) {
      const detail = 'The token source has no token: no one is signed in there.';
      throw new CarillonError({ status: 401, code: 'unauthorized', detail });
    }
    const session = this.#session;
    if (session === null || leftMs(session) > leadMs(session)) return session?.access_token;
    try {
      await this.renewed(session.access_token);
    } catch (error) {
      // Still valid for a moment: the next request tries again.
      if (leftMs(session) <= 0) throw error;
    }
    return this.#session?.access_token;
  }

  /**
   * @param refused the token that no longer works, or soon will not
   * @returns whether there is another one now
   */
  async renewed(refused: string | undefined): Promise<boolean> {
    if (this.#apiKey !== undefined) return false;
    await this.#loaded;
    if (this.#session !== null && this.#session.access_token !== refused) return true;
    const known = this.#session?.saved_at;
    this.#renewal ??= this.#renewInTurn(known).finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  async #renewInTurn(known: number | undefined): Promise<boolean> {
    if (this.#keeper === undefined) return this.#renewOrAdopt(known);
    return this.#keeper.exclusively(async (isAfterAnother) => {
      await this.#adoptStored();
      if (isAfterAnother && this.#session?.saved_at === known) await this.#keeper?.news();
      return this.#renewOrAdopt(known);
    });
  }

  /** @param known when the session to renew was saved: another tab may renew it while this one waits */
  async #renewOrAdopt(known: number | undefined): Promise<boolean> {
    if (this.#source !== undefined) return this.#takeFrom(this.#source);
    let useless = known;
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      await this.#adoptStored();
      const session = this.#session;
      if (session === null) return false;
      if (session.saved_at !== useless && leftMs(session) > leadMs(session)) return true;
      const sent = session.refresh_token;
      if (sent === undefined) return false;
      const given = await this.#tryRenew(sent);
      if (given !== null) {
        await this.#keep(given, 'unknown');
        return true;
      }
      // Refused. Another tab may have renewed the session, or signed in, since it was read.
      await this.#adoptStored();
      if (this.#session?.refresh_token === sent) break;
      useless = session.saved_at;
    }
    await this.#giveUp();
    return false;
  }

  /** Throws when the source cannot be asked, which may be temporary. */
  async #takeFrom(source: () => Promise<SourcedToken | null>): Promise<boolean> {
    const given = await source();
    if (given === null) await this.#giveUp();
    else await this.#keep(given, 'unknown');
    return given !== null;
  }

  /** @returns null when the server refuses the token; throws when it cannot be asked, which may be temporary */
  async #tryRenew(refreshToken: string): Promise<GivenSession | null> {
    try {
      return await this.#renew(refreshToken);
    } catch (error) {
      if (error instanceof CarillonError && error.status === 401) return null;
      throw error;
    }
  }

  async #adoptStored(): Promise<void> {
    const stored = await this.#keeper?.read();
    if (stored === null && this.#isKept) return this.#heard(null);
    if (!isNewer(stored, this.#session)) return;
    this.#isKept = true;
    this.#set(stored, plain(stored));
  }

  async #keep(given: GivenSession, stored: Reading): Promise<void> {
    const before = Math.max(this.#session?.saved_at ?? 0, isSession(stored) ? stored.saved_at : 0);
    const userId = given.user?.id ?? this.#session?.user_id;
    const session: KeptSession = {
      ...plain(given),
      ...(userId !== undefined && { user_id: userId }),
      saved_at: Math.max(Date.now(), before + 1),
    };
    this.#set(session, given);
    this.#isKept = (await this.#keeper?.write(session)) ?? false;
  }

  /** The server will not accept it again. */
  async #giveUp(): Promise<void> {
    this.#set(null, null);
    await this.#keeper?.remove();
  }

  #begin(stored: Reading): Promise<void> {
    if (isSession(stored)) {
      this.#session = stored;
      this.#isKept = true;
    } else if (this.#session !== null && this.#keeper !== undefined) {
      return this.#keeper.write(this.#session).then((isKept) => void (this.#isKept = isKept));
    }
    return Promise.resolve();
  }

  /** Another tab has renewed the session, signed in or signed out. */
  #heard(session: KeptSession | null): void {
    if (session === null && (this.#session === null || !this.#isKept)) return;
    if (session !== null && !isNewer(session, this.#session)) return;
    this.#isKept = session !== null;
    this.#set(session, session === null ? null : plain(session));
    if (session === null) this.#tellSwitch();
  }

  #set(session: KeptSession | null, given: Session | null): void {
    const [before, after] = [this.#session?.user_id, session?.user_id];
    this.#session = session;
    this.#onSession?.(given);
    if (before !== undefined && after !== undefined && before !== after) this.#tellSwitch();
  }

  #tellSwitch(): void {
    for (const listener of this.#switches) listener();
  }
}

function plain({ access_token, refresh_token, expires_in }: Session): Session {
  return {
    access_token,
    ...(refresh_token !== undefined && { refresh_token }),
    ...(expires_in !== undefined && { expires_in }),
  };
}

function isSession(reading: Reading | undefined): reading is KeptSession {
  return typeof reading === 'object' && reading !== null;
}

function isNewer(stored: Reading | undefined, memory: KeptSession | null): stored is KeptSession {
  if (!isSession(stored)) return false;
  return memory === null || stored.saved_at > memory.saved_at;
}

/** Milliseconds; infinite where the server did not say. */
function leftMs({ saved_at: savedAt, expires_in: seconds }: KeptSession): number {
  return seconds === undefined || savedAt === 0 ? Number.POSITIVE_INFINITY : savedAt + seconds * 1_000 - Date.now();
}

function leadMs({ expires_in: seconds = 0 }: KeptSession): number {
  return Math.min(MAX_LEAD_MS, (seconds * 1_000) / 3);
}

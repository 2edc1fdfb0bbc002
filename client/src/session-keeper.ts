import { browser, type StorageChange } from './browser.js';

/** As login, register and refresh return it; keep it whole to sign in again without a password. */
export interface Session {
  readonly access_token: string;
  readonly refresh_token?: string;
  /** Seconds from the moment it was given. */
  readonly expires_in?: number;
}

/** `localStorage`, or anything like it; it may answer later. Shared by all pages or processes of one sign-in. */
export interface SessionStorage {
  getItem(key: string): string | null | Promise<string | null>;
  setItem(key: string, value: string): unknown;
  removeItem(key: string): unknown;
}

/** A session with what decides which of two is newer. */
export interface KeptSession extends Session {
  /** Milliseconds since 1970; grows with every renewal, even if the clock goes back. */
  readonly saved_at: number;
  readonly user_id?: string;
}

/** `unknown`: there is no storage, or it cannot be read. */
export type Reading = KeptSession | null | 'unknown';

/** A page that was frozen while holding the lock must not block the others for good. */
const LOCK_WAIT_MS = 15_000;
/** What another page has written arrives here a little later, and not before the lock that it released. */
const NEWS_WAIT_MS = 500;

/**
 * Stores the session where other tabs find it, and receives what they write. When the storage fails, only the sharing
 * is lost.
 */
export class SessionKeeper {
  readonly #storage: SessionStorage;
  readonly #key: string;

  constructor(storage: SessionStorage, key: string) {
    this.#storage = storage;
    this.#key = key;
  }

  /** At once, if the storage answers at once. */
  read(): Reading | Promise<Reading> {
    try {
      const text = this.#storage.getItem(this.#key);
      return text instanceof Promise ? text.then(parse, () => 'unknown' as const) : parse(text);
    } catch {
      return 'unknown';
    }
  }

  /** @returns whether it was stored */
  async write(session: KeptSession): Promise<boolean> {
    try {
      await this.#storage.setItem(this.#key, JSON.stringify(session));
      return true;
    } catch {
      return false;
    }
  }

  async remove(): Promise<void> {
    try {
      await this.#storage.removeItem(this.#key);
    } catch {
      // It stays, and the server refuses it.
    }
  }

  /**
   * One tab at a time, where the browser has locks. Elsewhere the server answers simultaneous renewals with the same
   * tokens.
   *
   * @param work `isAfterAnother`: another tab was at work, so that its session may be about to arrive
   */
  async exclusively<T>(work: (isAfterAnother: boolean) => Promise<T>): Promise<T> {
    const locks = browser.navigator?.locks;
    if (locks === undefined) return work(false);
    const name = `carillon:${this.#key}`;
    let isBegun = false;
    const begin = (isAfterAnother: boolean) => {
      isBegun = true;
      return work(isAfterAnother);
    };
    try {
      const free = await locks.request(name, { ifAvailable: true }, async (lock) => lock && [await begin(false)]);
      if (free !== null) return free[0] as T;
      return await locks.request(name, { signal: AbortSignal.timeout(LOCK_WAIT_MS) }, () => begin(true));
    } catch (error) {
      if (isBegun) throw error;
      return work(true);
    }
  }

  /** Until another tab writes, or half a second. At once where the storage does not report other tabs' writes. */
  async news(): Promise<void> {
    const { addEventListener, removeEventListener } = browser;
    if (!this.#isShared() || addEventListener === undefined) return;
    await new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(patience);
        removeEventListener?.('storage', hear);
        resolve();
      };
      const hear = (change: StorageChange) => {
        if (this.#concerns(change)) end();
      };
      const patience = setTimeout(end, NEWS_WAIT_MS);
      addEventListener('storage', hear);
    });
  }

  /** @param listener called with what another tab has written; null when it has signed out */
  watch(listener: (session: KeptSession | null) => void): void {
    if (!this.#isShared()) return;
    const listening = new WeakRef(listener);
    const hear = (change: StorageChange) => {
      const live = listening.deref();
      // Its client no longer exists.
      if (live === undefined) return browser.removeEventListener?.('storage', hear);
      if (this.#concerns(change)) live(change.key === null ? null : parse(change.newValue));
    };
    browser.addEventListener?.('storage', hear);
  }

  /** The browser reports what other pages write. */
  #isShared(): boolean {
    return browser.Storage !== undefined && this.#storage instanceof browser.Storage;
  }

  #concerns({ storageArea, key }: StorageChange): boolean {
    return storageArea === this.#storage && (key === null || key === this.#key);
  }
}

function parse(text: string | null): KeptSession | null {
  if (text === null || text === '') return null;
  try {
    const value = JSON.parse(text) as Partial<KeptSession> | null;
    if (typeof value?.access_token !== 'string') return null;
    return { ...value, access_token: value.access_token, saved_at: value.saved_at ?? 0 };
  } catch {
    return null;
  }
}

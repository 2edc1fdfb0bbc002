/** `localStorage`, or anything like it; it may answer later. */
export interface CursorStorage {
  getItem(key: string): string | null | Promise<string | null>;
  setItem(key: string, value: string): unknown;
}

/** Recent messages that are recognised when the server sends them again after it dropped a slow reader's queue. */
const KNOWN = 5_000;

/** The place in the log up to which everything was passed to the listeners. */
export class CursorKeeper {
  readonly #storage: CursorStorage | undefined;
  readonly #key: string;
  readonly #known = new Set<string>();
  #cursor: string | undefined;
  #isWriting = false;
  #written: string | undefined;

  constructor(options: { after?: string; storage?: CursorStorage; key: string }) {
    this.#cursor = options.after;
    this.#storage = options.storage;
    this.#key = options.key;
  }

  get cursor(): string | undefined {
    return this.#cursor;
  }

  /** The cursor of an earlier page or process, unless the caller named one. */
  async load(): Promise<string | undefined> {
    if (this.#cursor !== undefined || this.#storage === undefined) return this.#cursor;
    try {
      this.#cursor = (await this.#storage.getItem(this.#key)) ?? undefined;
    } catch {
      // As if nothing had been kept.
    }
    return this.#cursor;
  }

  /** Whether this message was passed on before. */
  isKnown(cursor: string): boolean {
    return this.#known.has(cursor);
  }

  /** Stored after the listeners ran: a page that dies in between gets the message again. */
  passed(cursor: string): void {
    this.#known.add(cursor);
    if (this.#known.size > KNOWN) {
      const [oldest = ''] = this.#known;
      this.#known.delete(oldest);
    }
    this.moveTo(cursor);
  }

  moveTo(cursor: string): void {
    this.#cursor = cursor;
    if (this.#storage !== undefined && !this.#isWriting) void this.#write(this.#storage);
  }

  /** A room's past is requested, so messages that other rooms brought must be passed on again. */
  forgetKnown(): void {
    this.#known.clear();
  }

  /** One write at a time, and only the last cursor of a burst. */
  async #write(storage: CursorStorage): Promise<void> {
    this.#isWriting = true;
    try {
      while (this.#cursor !== undefined && this.#written !== this.#cursor) {
        await Promise.resolve();
        const cursor: string = this.#cursor;
        await storage.setItem(this.#key, cursor);
        this.#written = cursor;
      }
    } catch {
      // A full or forbidden storage costs a longer replay, not the connection.
    } finally {
      this.#isWriting = false;
    }
  }
}

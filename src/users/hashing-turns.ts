import { AppError } from '../common/errors.js';

/** 503: too many passwords wait to be checked. */
export class HashingBusy extends AppError {
  constructor() {
    const headers = { 'retry-after': '5' };
    super(503, 'hashing_busy', 'Too many people are signing in. Try again in a few seconds.', {
      headers,
    });
  }
}

/**
 * A hash takes one of libuv's four threads for 60 ms and 19 MiB. Files, DNS lookups by the operating system and
 * compression share those threads, so hashing uses only some of them; further hashes wait, and beyond a limit they are
 * refused.
 */
export class HashingTurns {
  private active = 0;
  private readonly waiting: (() => void)[] = [];

  /**
   * @param maxActive hashes at the same time
   * @param maxWaiting hashes that may wait for a turn
   */
  constructor(
    private readonly maxActive: number,
    private readonly maxWaiting: number,
  ) {}

  /** @throws HashingBusy */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.active < this.maxActive) this.active += 1;
    else await this.turn();
    try {
      return await work();
    } finally {
      // The place goes to the next one, if any.
      const next = this.waiting.shift();
      if (next === undefined) this.active -= 1;
      else next();
    }
  }

  private turn(): Promise<void> {
    if (this.waiting.length >= this.maxWaiting) return Promise.reject(new HashingBusy());
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}

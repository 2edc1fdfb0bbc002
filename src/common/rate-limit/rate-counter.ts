import { LRUCache } from 'lru-cache';

/**
 * Maximum keys of a counter. Beyond it the least recently used are forgotten, so that random keys cannot use more
 * memory.
 */
const MAX_KEYS = 100_000;

interface Window {
  count: number;
  readonly endsAt: number;
}

export interface Count {
  /** In the current window, including this one. */
  readonly count: number;
  readonly resetsInMs: number;
}

/** Counts by key in windows of a fixed length, in this process only. */
export class RateCounter {
  private readonly windows: LRUCache<string, Window>;

  constructor(
    private readonly windowMs: number,
    maxKeys = MAX_KEYS,
  ) {
    this.windows = new LRUCache({ max: maxKeys });
  }

  /** @param amount below zero: takes back what was added */
  add(key: string, amount = 1): Count {
    const now = performance.now();
    let window = this.windows.get(key);
    if (window === undefined || window.endsAt <= now) window = { count: 0, endsAt: now + this.windowMs };
    window.count = Math.max(0, window.count + amount);
    this.windows.set(key, window);
    return { count: window.count, resetsInMs: window.endsAt - now };
  }

  /** Reads without counting. */
  peek(key: string): Count {
    const now = performance.now();
    const window = this.windows.peek(key);
    if (window === undefined || window.endsAt <= now) return { count: 0, resetsInMs: 0 };
    return { count: window.count, resetsInMs: window.endsAt - now };
  }
}

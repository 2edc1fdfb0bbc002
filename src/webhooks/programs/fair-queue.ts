/** CPU time that one share may use: a rate per second, and a reserve. */
const REFILL_MS_PER_SECOND = 500;
const MAX_CREDIT_MS = 2_000;

interface Share<T> {
  readonly name: string;
  readonly items: T[];
  creditMs: number;
  refilledAtMs: number;
  running: number;
}

/** Work of many owners in turn: one item per share and turn, none while a share has used up its time. */
export class FairQueue<T> {
  /** Shares that wait or have used time lately, in the order of their turns. */
  private readonly shares = new Map<string, Share<T>>();
  private waiting = 0;

  constructor(private readonly maxRunningPerShare: number) {}

  get size(): number {
    return this.waiting;
  }

  sizeOf(share: string): number {
    return this.shares.get(share)?.items.length ?? 0;
  }

  add(share: string, item: T, nowMs: number): void {
    let known = this.shares.get(share);
    if (known === undefined) {
      known = { name: share, items: [], creditMs: MAX_CREDIT_MS, refilledAtMs: nowMs, running: 0 };
      this.shares.set(share, known);
    }
    known.items.push(item);
    this.waiting += 1;
  }

  /** The next item whose share has time left, already counted as running. */
  take(nowMs: number): { readonly share: string; readonly item: T } | undefined {
    for (const share of this.shares.values()) {
      this.refill(share, nowMs);
      if (share.items.length === 0 || share.creditMs <= 0 || share.running >= this.maxRunningPerShare) continue;
      const item = share.items.shift();
      if (item === undefined) continue;
      this.waiting -= 1;
      share.running += 1;
      // To the end of the queue.
      this.shares.delete(share.name);
      this.shares.set(share.name, share);
      return { share: share.name, item };
    }
    return undefined;
  }

  /** Up to `limit` further items of the share whose turn it is. */
  takeAlso(name: string, isWanted: (item: T) => boolean, limit: number): T[] {
    const share = this.shares.get(name);
    const taken = share?.items.filter(isWanted).slice(0, limit) ?? [];
    for (const item of taken) this.remove(name, item);
    return taken;
  }

  /** A taken item is done, or its turn is over. */
  release(share: string, usedMs: number, nowMs: number): void {
    const known = this.shares.get(share);
    if (known === undefined) return;
    this.refill(known, nowMs);
    known.running -= 1;
    known.creditMs = Math.max(-MAX_CREDIT_MS, known.creditMs - usedMs);
  }

  remove(share: string, item: T): boolean {
    const items = this.shares.get(share)?.items ?? [];
    const index = items.indexOf(item);
    if (index < 0) return false;
    items.splice(index, 1);
    this.waiting -= 1;
    return true;
  }

  /** Everything that waits. */
  drain(): T[] {
    const items = [...this.shares.values()].flatMap((share) => share.items.splice(0));
    this.waiting = 0;
    return items;
  }

  /** Milliseconds until a waiting share has time again; undefined: none waits for that. Forgets idle shares. */
  nextRefillMs(nowMs: number): number | undefined {
    let soonest: number | undefined;
    for (const share of this.shares.values()) {
      this.refill(share, nowMs);
      if (share.items.length === 0) {
        if (share.running === 0 && share.creditMs >= MAX_CREDIT_MS) this.shares.delete(share.name);
        continue;
      }
      if (share.creditMs > 0) continue;
      const waitMs = ((1 - share.creditMs) / REFILL_MS_PER_SECOND) * 1_000;
      soonest = Math.min(soonest ?? waitMs, waitMs);
    }
    return soonest;
  }

  private refill(share: Share<T>, nowMs: number): void {
    const gainedMs = ((nowMs - share.refilledAtMs) / 1_000) * REFILL_MS_PER_SECOND;
    share.creditMs = Math.min(MAX_CREDIT_MS, share.creditMs + gainedMs);
    share.refilledAtMs = nowMs;
  }
}

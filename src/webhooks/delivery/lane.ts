import type { EndpointTarget } from './endpoint-target.js';
import type { QueuedDelivery } from './queued-delivery.js';
import { TokenBucket } from './token-bucket.js';

/** In flight per endpoint while it is slow. */
const SLOW_CONCURRENCY = 2;
/** Rows in memory while what could be sent is further back than they are. */
const MOST_ROWS = 500;
const ROWS_AT_ONCE = 64;
/** With fewer than these waiting it is time to read on. */
const LOW_WATER = 24;
/** As many as one read of retries brings: there may be more that hold back what comes after them. */
const MANY_RETRIES = 100;
/** A right that was checked longer ago is checked again before the request. */
const CHECK_HOLDS_MS = 5_000;
const LINGER_MS = 2_000;

export type NextSend = QueuedDelivery | 'unchecked' | undefined;

/** One endpoint's work in this process: what to send next, in order per key, within the cap and the rate. */
export class Lane {
  /** Behind this position of the log there may be deliveries that are not in memory. */
  readAfter = 0;
  mayHaveMore = true;
  /** Its retries are to be read: after the claim, and every few seconds. */
  needsRetries = true;
  /** On this process's monotonic clock; nothing is sent after it. */
  leaseEndsAtMs: number;
  isSlow = false;
  /** In the worker's queue of lanes that may send. */
  isQueued = false;
  isBeingChecked = false;
  /** Nothing is sent before, on the same clock. */
  pausedUntilMs = 0;
  inFlight = 0;
  /** What waits here is all held back by what is in flight. */
  private isStarved = false;
  private waiting: QueuedDelivery[] = [];
  private retries: QueuedDelivery[] = [];
  /** All in memory: waiting, in flight, or sent with the result not stored yet. */
  private readonly known = new Set<string>();
  /** Stored since the read that is under way began: it may have seen them as they were. */
  private readonly justStored = new Set<string>();
  private readonly busyKeys = new Set<string>();
  private readonly rate: TokenBucket;
  private idleSinceMs: number;

  constructor(
    public target: EndpointTarget,
    leaseEndsAtMs: number,
  ) {
    const nowMs = performance.now();
    this.leaseEndsAtMs = leaseEndsAtMs;
    this.rate = new TokenBucket(target.rateLimit, nowMs);
    this.idleSinceMs = nowMs;
  }

  get id(): string {
    return this.target.id;
  }

  /** Deliveries in memory. */
  get size(): number {
    return this.known.size;
  }

  /** Nothing here for a while, and nothing more to come. */
  isIdle(nowMs: number): boolean {
    if (this.known.size > 0) this.idleSinceMs = nowMs;
    return !this.mayHaveMore && !this.needsRetries && nowMs - this.idleSinceMs > LINGER_MS;
  }

  update(target: EndpointTarget): void {
    this.target = target;
    this.rate.setRate(target.rateLimit);
  }

  /** How many rows to read now. */
  get room(): number {
    if (!this.mayHaveMore || this.waiting.length > MOST_ROWS - ROWS_AT_ONCE) return 0;
    return this.waiting.length < LOW_WATER || this.isStarved ? ROWS_AT_ONCE : 0;
  }

  /** To be called before a read: whatever is said to have come after that counts. */
  beginRead(): void {
    this.mayHaveMore = false;
    this.needsRetries = false;
    this.justStored.clear();
  }

  knows(deliveryId: string): boolean {
    return this.known.has(deliveryId) || this.justStored.has(deliveryId);
  }

  /** @param readUpTo the position of the last row that was read, wanted or not */
  addPending(rows: readonly QueuedDelivery[], readUpTo: number | undefined): void {
    this.readAfter = readUpTo ?? this.readAfter;
    const last = this.waiting.at(-1)?.position ?? 0;
    for (const row of rows) if (this.learn(row)) this.waiting.push(row);
    // After a rescan they may belong before what is here already.
    if ((rows[0]?.position ?? last) < last) this.waiting.sort((a, b) => a.position - b.position);
  }

  addRetries(rows: readonly QueuedDelivery[]): void {
    for (const row of rows) if (this.learn(row)) this.retries.push(row);
    this.retries.sort((a, b) => a.dueAtMs - b.dueAtMs);
  }

  /** From the start again, past what is in memory: something may have become pending at an old position. */
  rescan(): void {
    this.readAfter = 0;
    this.mayHaveMore = true;
    this.needsRetries = true;
  }

  /** The next one that may go out now, already counted as in flight; or `unchecked`: rights must be looked at first. */
  take(nowMs: number): NextSend {
    if (this.inFlight >= this.cap || nowMs >= this.leaseEndsAtMs) return undefined;
    if (this.isBeingChecked || nowMs < this.pausedUntilMs) return undefined;
    const row = this.findDueRetry(nowMs) ?? this.findWaiting();
    this.isStarved = row === undefined;
    if (row === undefined) return undefined;
    if (nowMs - row.checkedAtMs > CHECK_HOLDS_MS) return 'unchecked';
    if (!this.rate.take(nowMs)) return undefined;
    this.remove(row);
    this.inFlight += 1;
    if (row.orderingKey !== null) this.busyKeys.add(row.orderingKey);
    return row;
  }

  /** The request is over, and nothing holds back its successors. */
  release(row: QueuedDelivery): void {
    this.inFlight -= 1;
    if (row.orderingKey !== null) this.busyKeys.delete(row.orderingKey);
  }

  /** The request is over; its key stays taken until the result is stored, or it could be sent twice at once. */
  releaseSlot(): void {
    this.inFlight -= 1;
  }

  /** Its result is stored, and it is not due again soon. */
  forget(row: QueuedDelivery): void {
    this.known.delete(row.id);
    this.justStored.add(row.id);
  }

  /** It was to be due again soon, but failed for good: nothing holds back its successors. */
  giveUp(row: QueuedDelivery): void {
    if (row.orderingKey !== null) this.busyKeys.delete(row.orderingKey);
    this.forget(row);
  }

  /** It is not to be sent after all. */
  discard(row: QueuedDelivery): void {
    this.remove(row);
    this.forget(row);
  }

  /** Its result is stored, and it is due again soon. */
  retryLater(row: QueuedDelivery): void {
    if (row.orderingKey !== null) this.busyKeys.delete(row.orderingKey);
    this.retries.push(row);
    this.retries.sort((a, b) => a.dueAtMs - b.dueAtMs);
  }

  /** Everything that waits here and whose right was not checked lately. */
  unchecked(nowMs: number): QueuedDelivery[] {
    return [...this.retries, ...this.waiting].filter((row) => nowMs - row.checkedAtMs > CHECK_HOLDS_MS);
  }

  /** Rights may have changed: what concerns these things or these people is checked again. */
  distrust(keys: ReadonlySet<string>, userIds: ReadonlySet<string>): void {
    const isAboutOwner = this.target.owner !== null && userIds.has(this.target.owner.id);
    for (const row of [...this.retries, ...this.waiting]) {
      if (isAboutOwner || keys.has(row.orderingKey ?? '')) row.checkedAtMs = Number.NEGATIVE_INFINITY;
    }
  }

  /** Drops all that waits; what is in flight goes on. What comes next is read from the start. */
  clear(): void {
    this.readAfter = 0;
    for (const row of [...this.retries, ...this.waiting]) this.known.delete(row.id);
    this.retries = [];
    this.waiting = [];
    this.mayHaveMore = false;
    this.needsRetries = false;
  }

  private get cap(): number {
    return this.isSlow ? Math.min(SLOW_CONCURRENCY, this.target.concurrency) : this.target.concurrency;
  }

  private learn(row: QueuedDelivery): boolean {
    if (this.knows(row.id)) return false;
    this.known.add(row.id);
    return true;
  }

  private findDueRetry(nowMs: number): QueuedDelivery | undefined {
    return this.retries.find((row) => row.dueAtMs <= nowMs && !this.busyKeys.has(row.orderingKey ?? ''));
  }

  private findWaiting(): QueuedDelivery | undefined {
    if (this.waiting.length === 0 || this.retries.length >= MANY_RETRIES) return undefined;
    const held = this.heldKeys();
    return this.waiting.find(({ orderingKey }) => orderingKey === null || !held(orderingKey));
  }

  private heldKeys(): (key: string) => boolean {
    if (this.retries.length === 0) return (key) => this.busyKeys.has(key);
    const retried = new Set(this.retries.map(({ orderingKey }) => orderingKey));
    return (key) => this.busyKeys.has(key) || retried.has(key);
  }

  private remove(row: QueuedDelivery): void {
    for (const list of [this.waiting, this.retries]) {
      const index = list.indexOf(row);
      if (index >= 0) list.splice(index, 1);
    }
  }
}

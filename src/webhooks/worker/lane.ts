import { MAX_RETRIES_READ, type QueuedDelivery } from '../queue/queued-delivery.js';
import type { EndpointTarget } from './endpoint-target.js';
import { TokenBucket } from './token-bucket.js';

/** Requests in flight while the endpoint is slow. */
const SLOW_CONCURRENCY = 2;
/** Waiting rows in memory. Only a lane whose waiting rows are all held back reads that many, to find one that is not. */
const MAX_ROWS = 500;
const ROWS_AT_ONCE = 64;
/** With fewer waiting rows the lane reads on. */
const LOW_WATER = 24;
/** A right that was checked longer ago is checked again before the request. */
const CHECK_HOLDS_MS = 5_000;
const LINGER_MS = 2_000;

export type NextSend = QueuedDelivery | 'unchecked' | undefined;

/** What a lane needs to read: up to `room` rows behind the position `after` of the log, and its retries if it wants them. */
export interface LaneRead {
  readonly after: number;
  readonly room: number;
  readonly wantsRetries: boolean;
}

/** What a read found for one lane. */
export interface LaneRows {
  readonly pending: readonly QueuedDelivery[];
  readonly retries: readonly QueuedDelivery[];
  /** Rows found behind `after`, with those that are not in `pending` because they may not be sent. */
  readonly found: number;
  /** The position of the last of them. */
  readonly readUpTo: number | undefined;
}

/**
 * Only a lane that is `sending` starts requests. Requests in flight go on in every mode.
 *
 * - `sending`: the first mode.
 * - `checking`: rights of waiting deliveries are being checked. Begins in `sending`; ends in `sending` or `paused`.
 * - `paused`: after a fault, or until a disabled endpoint is stored as such. The longest pause counts; then `sending`.
 * - `draining`: another process is to have the lane, once the results of what is in flight are stored. Begins in `sending`;
 *   ends in `released`, or in `sending` or `paused` when that takes too long.
 * - `released`: another process may hold the lane now. Follows any mode, and never ends.
 */
export type LaneMode = 'sending' | 'checking' | 'paused' | 'draining' | 'released';

/** The work of one endpoint in this process: which delivery is next, in order per key, within concurrency and rate. */
export class Lane {
  private currentMode: LaneMode = 'sending';
  /** On this process's monotonic clock. */
  private resumesAtMs = 0;
  /** On the same clock. Nothing is sent after it. */
  private leaseEndsAtMs: number;
  private currentTarget: EndpointTarget;
  /** Behind this position of the log there may be deliveries that are not in memory. */
  private readAfter = 0;
  private mayHaveMore = true;
  /** Retries have to be read: after the claim, and every few seconds. */
  private needsRetries = true;
  /** What the read under way is good for. `restart`: its rows, but the next one begins at the start. `drop`: nothing. */
  private readUse: 'keep' | 'restart' | 'drop' = 'keep';
  private isSlow = false;
  private inFlight = 0;
  /** Everything that waits is held back by what is in flight, or is a retry that is not due. */
  private isStarved = false;
  private waiting: QueuedDelivery[] = [];
  private retries: QueuedDelivery[] = [];
  /** Ids of everything in memory: waiting, in flight, or sent with the result not stored yet. */
  private readonly known = new Set<string>();
  /** In flight, or sent with the result not stored yet. They may come back as retries. */
  private readonly sent = new Set<QueuedDelivery>();
  /** Ids of results stored since the read under way began, which may have seen these rows as they were before. */
  private readonly justStored = new Set<string>();
  /** By ordering key: the delivery for which its successors wait. */
  private readonly busyKeys = new Map<string, QueuedDelivery>();
  private readonly rate: TokenBucket;
  private idleSinceMs: number;

  constructor(target: EndpointTarget, leaseEndsAtMs: number) {
    const nowMs = performance.now();
    this.currentTarget = target;
    this.leaseEndsAtMs = leaseEndsAtMs;
    this.rate = new TokenBucket(target.rateLimit, nowMs);
    this.idleSinceMs = nowMs;
  }

  get id(): string {
    return this.currentTarget.id;
  }

  get target(): EndpointTarget {
    return this.currentTarget;
  }

  get mode(): LaneMode {
    return this.currentMode;
  }

  /** Deliveries in memory. */
  get size(): number {
    return this.known.size;
  }

  /** Too little is in memory while there may be more, or retries have to be read. */
  get isHungry(): boolean {
    return this.currentMode !== 'released' && this.currentMode !== 'draining' && (this.needsRetries || this.room > 0);
  }

  /** Empty for a while, and no more is expected. */
  isIdle(nowMs: number): boolean {
    if (this.known.size > 0) this.idleSinceMs = nowMs;
    return !this.mayHaveMore && !this.needsRetries && nowMs - this.idleSinceMs > LINGER_MS;
  }

  update(target: EndpointTarget): void {
    this.currentTarget = target;
    this.rate.setRate(target.rateLimit);
  }

  // Modes.

  /** The lease was renewed. */
  keepUntil(leaseEndsAtMs: number): void {
    this.leaseEndsAtMs = leaseEndsAtMs;
  }

  /** Sending -> paused. A check under way ends in the pause. */
  pauseUntil(untilMs: number): void {
    this.resumesAtMs = Math.max(this.resumesAtMs, untilMs);
    if (this.currentMode === 'sending') this.currentMode = 'paused';
  }

  /**
   * Sending -> checking. Rights that are invalidated during the check stay invalid.
   *
   * @returns waiting deliveries whose rights were not checked lately
   */
  beginCheck(nowMs: number): QueuedDelivery[] {
    if (this.currentMode === 'sending') this.currentMode = 'checking';
    const rows = [...this.retries, ...this.waiting].filter((row) => nowMs - row.checkedAtMs > CHECK_HOLDS_MS);
    for (const row of rows) row.checkedAtMs = nowMs;
    return rows;
  }

  /** Checking -> sending, or paused. */
  endCheck(nowMs: number): void {
    if (this.currentMode === 'checking') this.currentMode = nowMs < this.resumesAtMs ? 'paused' : 'sending';
  }

  /** Checking -> paused: the check failed, so its rows have to be checked again. */
  failCheck(rows: readonly QueuedDelivery[], { nowMs, resumesAtMs }: { nowMs: number; resumesAtMs: number }): void {
    for (const row of rows) row.checkedAtMs = Number.NEGATIVE_INFINITY;
    this.pauseUntil(resumesAtMs);
    this.endCheck(nowMs);
  }

  /** Sending -> draining. @returns false: it is in another mode */
  beginDraining(): boolean {
    if (this.currentMode !== 'sending') return false;
    this.currentMode = 'draining';
    return true;
  }

  /** Nothing of it is in flight and every result is stored, so the next holder can neither repeat nor overtake anything. */
  get isDrained(): boolean {
    return this.currentMode === 'draining' && this.isQuiet;
  }

  get isQuiet(): boolean {
    return this.sent.size === 0;
  }

  /** Draining -> sending, or paused. */
  stopDraining(nowMs: number): void {
    if (this.currentMode === 'draining') this.currentMode = nowMs < this.resumesAtMs ? 'paused' : 'sending';
  }

  /** Any mode -> released. Results of requests in flight are still stored, but no longer change this lane. */
  release(): void {
    this.currentMode = 'released';
    this.clear();
  }

  /** The lease lasts: else another process may send by now, as after this one was frozen. */
  readonly isHeld = (): boolean => this.currentMode !== 'released' && performance.now() < this.leaseEndsAtMs;

  // Reading.

  /** From now on, new work is for the next read. @param maxRows limit of rows, besides the lane's own */
  beginRead(maxRows: number): LaneRead {
    const read = { after: this.readAfter, room: Math.min(this.room, maxRows), wantsRetries: this.needsRetries };
    // Without room nothing is read behind `after`, so what is there has still to be read.
    if (read.room > 0) this.mayHaveMore = false;
    this.needsRetries = false;
    this.readUse = 'keep';
    this.justStored.clear();
    return read;
  }

  /** Adds what a read found, unless the lane was cleared meanwhile. */
  endRead({ room }: LaneRead, { pending, retries, found, readUpTo }: LaneRows): void {
    if (this.readUse === 'drop') return;
    this.addRetries(retries);
    if (room === 0) return;
    if (this.readUse === 'keep') this.readAfter = readUpTo ?? this.readAfter;
    this.addPending(pending);
    if (found === room) this.mayHaveMore = true;
  }

  knows(deliveryId: string): boolean {
    return this.known.has(deliveryId) || this.justStored.has(deliveryId);
  }

  /** There may be more behind what was read. */
  expectMore(): void {
    this.mayHaveMore = true;
  }

  /** The next read begins at the start: something may have become pending at an old position. */
  rescan(): void {
    this.readAfter = 0;
    this.mayHaveMore = true;
    this.needsRetries = true;
    if (this.readUse === 'keep') this.readUse = 'restart';
  }

  /** Drops everything that waits. Requests in flight go on. The next read begins at the start. */
  clear(): void {
    for (const row of [...this.retries, ...this.waiting]) this.known.delete(row.id);
    this.retries = [];
    this.waiting = [];
    this.readAfter = 0;
    this.mayHaveMore = false;
    this.needsRetries = false;
    this.readUse = 'drop';
  }

  // Sending.

  /** The next delivery to send, counted as in flight from now on. `unchecked`: rights must be checked first. */
  take(nowMs: number): NextSend {
    if (this.currentMode === 'paused' && nowMs >= this.resumesAtMs) this.currentMode = 'sending';
    if (this.currentMode !== 'sending' || this.inFlight >= this.cap || nowMs >= this.leaseEndsAtMs) return undefined;
    const row = this.findDueRetry(nowMs) ?? this.findWaiting();
    this.isStarved = row === undefined;
    if (row === undefined) return undefined;
    if (nowMs - row.checkedAtMs > CHECK_HOLDS_MS) return 'unchecked';
    if (!this.rate.take(nowMs)) return undefined;
    this.remove(row);
    this.sent.add(row);
    this.inFlight += 1;
    if (row.orderingKey !== null) this.busyKeys.set(row.orderingKey, row);
    return row;
  }

  /** A slow lane has few requests in flight. */
  setSlow(isSlow: boolean): void {
    this.isSlow = isSlow;
  }

  /** @param keepsKey its successors wait until the result is stored, since it may come back as a retry */
  requestEnded(row: QueuedDelivery, { keepsKey }: { keepsKey: boolean }): void {
    this.inFlight -= 1;
    if (!keepsKey) this.freeKey(row);
  }

  /** Its result is stored, and it is not due again soon, so its successors may go. */
  forget(row: QueuedDelivery): void {
    this.freeKey(row);
    this.sent.delete(row);
    this.known.delete(row.id);
    this.justStored.add(row.id);
  }

  /** It must not be sent. */
  discard(row: QueuedDelivery): void {
    this.remove(row);
    this.forget(row);
  }

  /** It is due again soon. */
  retryLater(row: QueuedDelivery, dueAtMs: number): void {
    row.dueAtMs = dueAtMs;
    if (this.currentMode === 'released') {
      this.forget(row);
      return;
    }
    this.freeKey(row);
    this.sent.delete(row);
    this.retries.push(row);
    this.retries.sort((a, b) => a.dueAtMs - b.dueAtMs);
  }

  /** Rights may have changed: deliveries with these keys, or of these owners, are checked again before they are sent. */
  invalidateRights(keys: ReadonlySet<string>, userIds: ReadonlySet<string>): void {
    const isAboutOwner = this.target.owner !== null && userIds.has(this.target.owner.id);
    for (const row of [...this.retries, ...this.waiting, ...this.sent]) {
      if (isAboutOwner || keys.has(row.orderingKey ?? '')) row.checkedAtMs = Number.NEGATIVE_INFINITY;
    }
  }

  /** How many rows to read now. */
  private get room(): number {
    if (!this.mayHaveMore || this.waiting.length > MAX_ROWS - ROWS_AT_ONCE) return 0;
    return this.waiting.length < LOW_WATER || this.isStarved ? ROWS_AT_ONCE : 0;
  }

  private get cap(): number {
    return this.isSlow ? Math.min(SLOW_CONCURRENCY, this.target.concurrency) : this.target.concurrency;
  }

  private addPending(rows: readonly QueuedDelivery[]): void {
    const last = this.waiting.at(-1)?.position ?? 0;
    for (const row of rows) if (this.learn(row)) this.waiting.push(row);
    // After a rescan, rows may belong before those in memory.
    if ((rows[0]?.position ?? last) < last) this.waiting.sort((a, b) => a.position - b.position);
  }

  private addRetries(rows: readonly QueuedDelivery[]): void {
    for (const row of rows) if (this.learn(row)) this.retries.push(row);
    this.retries.sort((a, b) => a.dueAtMs - b.dueAtMs);
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
    // With as many retries as one read brings there may be others, which hold back their successors, too.
    if (this.waiting.length === 0 || this.retries.length >= MAX_RETRIES_READ) return undefined;
    const held = this.heldKeys();
    return this.waiting.find(({ orderingKey }) => orderingKey === null || !held(orderingKey));
  }

  private heldKeys(): (key: string) => boolean {
    if (this.retries.length === 0) return (key) => this.busyKeys.has(key);
    const retried = new Set(this.retries.map(({ orderingKey }) => orderingKey));
    return (key) => this.busyKeys.has(key) || retried.has(key);
  }

  /** Unless a successor holds it already. */
  private freeKey(row: QueuedDelivery): void {
    const { orderingKey } = row;
    if (orderingKey !== null && this.busyKeys.get(orderingKey) === row) this.busyKeys.delete(orderingKey);
  }

  private remove(row: QueuedDelivery): void {
    for (const list of [this.waiting, this.retries]) {
      const index = list.indexOf(row);
      if (index >= 0) list.splice(index, 1);
    }
  }
}

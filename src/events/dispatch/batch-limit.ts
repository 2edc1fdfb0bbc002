/** A larger batch costs less per event, but events recorded meanwhile wait for all of it. */
const TARGET_MS = 150;
/** Below this, most of a batch's time does not depend on how many events it has. */
const FEW_EVENTS = 50;

/**
 * How many events the next batch may take. When one event makes a batch fail, batches are halved until it stands alone;
 * then they grow again. On a slow or busy machine they stay small enough to be quick.
 */
export class BatchLimit {
  private limit: number;
  private quick: number;

  constructor(private readonly max: number) {
    this.limit = max;
    this.quick = max;
  }

  get value(): number {
    return Math.min(this.limit, this.quick);
  }

  /** @param taken events in the batch, which may be fewer than its limit */
  halve(taken: number): void {
    this.limit = Math.max(1, Math.floor(taken / 2));
  }

  /** After a time-out: halving would cost one more time-out per step. */
  single(): void {
    this.limit = 1;
  }

  grow(): void {
    this.limit = Math.min(this.max, this.limit * 2);
  }

  /** After a success. The duration of a small batch says little about larger ones. */
  observe(events: number, durationMs: number): void {
    if (events < FEW_EVENTS) return;
    const fitting = Math.floor((events * TARGET_MS) / durationMs);
    this.quick = Math.min(this.max, Math.max(FEW_EVENTS, fitting));
  }
}

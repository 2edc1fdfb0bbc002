/** A larger batch costs less per event, but whatever is recorded meanwhile waits for all of it. */
const TARGET_MS = 150;
/** Below this, most of a batch's time does not depend on how many events it has. */
const FEW_EVENTS = 50;

/**
 * How many events the next batch may take. A batch that one of its events spoils is halved until that event stands alone;
 * then the batches grow again. On a machine that is slow or busy they stay so small that none takes long.
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

  /** @param taken events that the batch had, which may be fewer than its limit */
  halve(taken: number): void {
    this.limit = Math.max(1, Math.floor(taken / 2));
  }

  /** After a time-out: halving would cost one time-out a step. */
  single(): void {
    this.limit = 1;
  }

  grow(): void {
    this.limit = Math.min(this.max, this.limit * 2);
  }

  /** Of a batch that succeeded. What a batch of few events took says little about larger ones. */
  observe(events: number, durationMs: number): void {
    if (events < FEW_EVENTS) return;
    const fitting = Math.floor((events * TARGET_MS) / durationMs);
    this.quick = Math.min(this.max, Math.max(FEW_EVENTS, fitting));
  }
}

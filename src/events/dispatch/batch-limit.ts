/**
 * How many events the next batch may take. A batch that one of its events spoils is halved until that event stands alone;
 * then the batches grow again.
 */
export class BatchLimit {
  private limit: number;

  constructor(private readonly max: number) {
    this.limit = max;
  }

  get value(): number {
    return this.limit;
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
}

/** Counts what is under way by key. Keys without anything under way are not kept. */
export class InFlight {
  private readonly counts = new Map<string, number>();

  count(key: string): number {
    return this.counts.get(key) ?? 0;
  }

  /** @returns to be called once, when it is over; undefined when `max` are under way */
  enter(key: string, max: number): (() => void) | undefined {
    const count = this.count(key);
    if (count >= max) return undefined;
    this.counts.set(key, count + 1);
    return () => this.leave(key);
  }

  private leave(key: string): void {
    const left = this.count(key) - 1;
    if (left > 0) this.counts.set(key, left);
    else this.counts.delete(key);
  }
}

/** Counts work in progress by key. Idle keys are not kept. */
export class InFlight {
  private readonly counts = new Map<string, number>();

  count(key: string): number {
    return this.counts.get(key) ?? 0;
  }

  /** @returns a function to call once at the end; undefined when `max` are in progress */
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

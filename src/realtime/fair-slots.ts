/**
 * A few slots for shared work. A person may hold only some of them, and waiting people take turns, so that many
 * requests of one person do not delay the first request of another.
 */
export class FairSlots {
  private used = 0;
  private readonly heldBy = new Map<string, number>();
  /** In the order of their turns. */
  private readonly waiting = new Map<string, (() => void)[]>();

  constructor(
    private readonly slots: number,
    private readonly slotsPerPerson: number,
  ) {}

  async run<T>(person: string, work: () => Promise<T>): Promise<T> {
    await this.acquire(person);
    try {
      return await work();
    } finally {
      this.release(person);
    }
  }

  /** Whether more work of this person waits for a slot. */
  hasWaiting(person: string): boolean {
    return this.waiting.has(person);
  }

  private async acquire(person: string): Promise<void> {
    if (this.used < this.slots && this.mayHoldMore(person)) return this.take(person);
    await new Promise<void>((resolve) => {
      const queue = this.waiting.get(person);
      if (queue === undefined) this.waiting.set(person, [resolve]);
      else queue.push(resolve);
    });
  }

  private release(person: string): void {
    this.used -= 1;
    const held = (this.heldBy.get(person) ?? 1) - 1;
    if (held > 0) this.heldBy.set(person, held);
    else this.heldBy.delete(person);
    this.handOver();
  }

  private handOver(): void {
    for (const [person, queue] of this.waiting) {
      if (!this.mayHoldMore(person)) continue;
      const next = queue.shift();
      // To the end of the queue of people.
      this.waiting.delete(person);
      if (queue.length > 0) this.waiting.set(person, queue);
      if (next === undefined) continue;
      this.take(person);
      next();
      return;
    }
  }

  private take(person: string): void {
    this.used += 1;
    this.heldBy.set(person, (this.heldBy.get(person) ?? 0) + 1);
  }

  private mayHoldMore(person: string): boolean {
    return (this.heldBy.get(person) ?? 0) < this.slotsPerPerson;
  }
}

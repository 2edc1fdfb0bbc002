import { setImmediate } from 'node:timers';

/**
 * Limits how much of one turn of the event loop a kind of work may take, over all callers. The rest waits for the next
 * turn, so that requests and live pushes come in between.
 */
export class LoopBudget {
  private turnEndsAt = 0;
  private nextTurn: Promise<void> | undefined;

  constructor(private readonly budgetMs: number) {}

  /** Await it before each small piece of work. Callers continue in the order in which they came. */
  async spend(): Promise<void> {
    while (this.nextTurn !== undefined || performance.now() >= this.turnEndsAt) {
      this.nextTurn ??= new Promise((resolve) => {
        setImmediate(() => {
          this.turnEndsAt = performance.now() + this.budgetMs;
          this.nextTurn = undefined;
          resolve();
        });
      });
      await this.nextTurn;
    }
  }
}

import { setImmediate } from 'node:timers';

/**
 * How much of one turn of the event loop a kind of work may take, whoever asks for it. What does not fit waits for the next
 * turn, so that requests and live pushes come in between.
 */
export class LoopBudget {
  private turnEndsAt = 0;
  private nextTurn: Promise<void> | undefined;

  constructor(private readonly budgetMs: number) {}

  /** To be awaited before each small piece of work. Those who wait go on in the order in which they came. */
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

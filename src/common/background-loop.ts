import { AsyncResource } from 'node:async_hooks';

/**
 * The outcome of a round. `idle`: sleep until the next wake-up. `more`: start the next round at once. `retry`: the work
 * failed; start again after a pause.
 */
export type RoundResult = 'idle' | 'more' | 'retry';

export interface LoopOptions {
  /**
   * One bounded step of the work; no return value means `idle`. Never called while another round of the same loop runs,
   * nor after `stop()`.
   */
  round(): Promise<RoundResult | void> | RoundResult | void;
  /** Logs the error of a round. The loop then pauses as after `retry`. */
  onError(error: unknown): void;
  /**
   * Pause after `retry` or an error. Wake-ups do not shorten it, so that a failing database is not queried in a tight
   * loop.
   */
  retryMs: number;
  /**
   * Shortest time between the starts of two rounds. An idle loop starts at once; a busy one runs fewer, larger rounds.
   * Default 0.
   */
  minGapMs?: number;
  /** How long work may gather after a wake-up before the round. Default 0. */
  gatherMs?: number;
  /** Interval of rounds without a wake-up, for work whose wake-up was lost. Left out: never. */
  safetyPollMs?: number;
  /** Called before the wake-up of each safety poll. */
  onSafetyPoll?(): void;
}

/** The longest delay that `setTimeout` takes. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/**
 * Runs rounds of background work, one at a time, while there is something to do. No wake-up is lost: one that arrives
 * during a round leads to another round. `stop()` lets the current round finish and starts no other.
 *
 * Rounds run outside the request that woke the loop, so that its actor is not recorded as the author of their work.
 */
export class BackgroundLoop {
  private state: 'new' | 'started' | 'stopped' = 'new';
  private isWanted = false;
  private isRunning = false;
  private current: Promise<void> = Promise.resolve();
  private lastStartMs = Number.NEGATIVE_INFINITY;
  private endPause: (() => void) | undefined;
  private pollTimer: NodeJS.Timeout | undefined;
  private dueTimer: NodeJS.Timeout | undefined;
  private dueAtMs = Number.POSITIVE_INFINITY;
  private readonly scope = new AsyncResource('BackgroundLoop');

  constructor(private readonly options: LoopOptions) {}

  /** Between `start()` and `stop()`. */
  get isStarted(): boolean {
    return this.state === 'started';
  }

  /** A wake-up that came before is acted on now. Has no effect after `stop()`. */
  start(): void {
    if (this.state !== 'new') return;
    this.state = 'started';
    const { safetyPollMs } = this.options;
    if (safetyPollMs !== undefined) this.pollTimer = setInterval(this.poll, safetyPollMs).unref();
    if (this.isWanted) this.wake();
  }

  /** There may be work. */
  wake(): void {
    this.isWanted = true;
    if (this.state !== 'started' || this.isRunning) return;
    this.isRunning = true;
    this.current = this.scope.runInAsyncScope(() => this.run());
  }

  /**
   * There will be work after `delayMs`. Of several such wake-ups the earliest counts; a round may set later ones again.
   */
  wakeIn(delayMs: number): void {
    if (this.state === 'stopped' || delayMs > MAX_TIMER_MS) return;
    const dueAtMs = performance.now() + Math.max(0, delayMs);
    if (dueAtMs >= this.dueAtMs) return;
    this.dueAtMs = dueAtMs;
    clearTimeout(this.dueTimer);
    this.dueTimer = setTimeout(this.wakeWhenDue, Math.max(0, delayMs)).unref();
  }

  /** Starts no further round. Resolves when the current round is over; a pause is cut short. */
  async stop(): Promise<void> {
    this.state = 'stopped';
    clearInterval(this.pollTimer);
    clearTimeout(this.dueTimer);
    this.endPause?.();
    await this.current;
  }

  private readonly poll = (): void => {
    this.options.onSafetyPoll?.();
    this.wake();
  };

  private readonly wakeWhenDue = (): void => {
    this.dueAtMs = Number.POSITIVE_INFINITY;
    this.wake();
  };

  /** Never rejects. */
  private async run(): Promise<void> {
    while (this.isWanted && this.state === 'started') {
      // Started in the tick of the wake-up when the loop is idle.
      if (this.mustLinger()) await this.linger();
      if (!this.isStarted) break;
      // After lingering: this round serves every wake-up until now.
      this.isWanted = false;
      this.lastStartMs = performance.now();
      const result = await this.runRound();
      if (result !== 'idle') this.isWanted = true;
      if (result === 'retry') await this.pause(this.options.retryMs);
    }
    // In the same tick as the last look at `isWanted`, so that no wake-up is missed.
    this.isRunning = false;
  }

  private async runRound(): Promise<RoundResult> {
    try {
      return (await this.options.round()) ?? 'idle';
    } catch (error) {
      this.options.onError(error);
      return 'retry';
    }
  }

  private mustLinger(): boolean {
    return (this.options.gatherMs ?? 0) > 0 || this.gapMs() > 0;
  }

  private async linger(): Promise<void> {
    await this.pause(this.options.gatherMs ?? 0);
    await this.pause(this.gapMs());
  }

  /** What is left of the minimum time between two rounds. */
  private gapMs(): number {
    return this.lastStartMs + (this.options.minGapMs ?? 0) - performance.now();
  }

  /** Ends early when the loop is stopped. */
  private pause(ms: number): Promise<void> {
    if (ms <= 0 || !this.isStarted) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.endPause?.(), ms);
      this.endPause = () => {
        clearTimeout(timer);
        this.endPause = undefined;
        resolve();
      };
    });
  }
}

import { Injectable } from '@nestjs/common';
import { formatCursor, WHOLE_POSITION } from '../events/cursor.js';
import { LogTail } from '../events/log-tail.js';

/**
 * The position of this process's sockets. The tail's position moves when a whole batch is delivered; this one moves
 * with every push, in the same tick, so that a socket that joins at it misses nothing and gets nothing twice.
 */
@Injectable()
export class LivePosition {
  private emitted: number | undefined;
  private batch: Promise<void> = Promise.resolve();
  private waiting: { position: number; resolve: () => void }[] = [];

  constructor(private readonly tail: LogTail) {}

  get position(): number {
    return this.emitted ?? this.tail.position;
  }

  get epoch(): string {
    return this.tail.epoch;
  }

  get cursor(): string {
    return formatCursor({ epoch: this.epoch, position: this.position, index: WHOLE_POSITION });
  }

  moveTo(position: number): void {
    this.emitted = position;
    const reached = this.waiting.filter((waiter) => waiter.position <= position);
    if (reached.length === 0) return;
    this.waiting = this.waiting.filter((waiter) => waiter.position > position);
    for (const { resolve } of reached) resolve();
  }

  /** A client that comes from a process that is ahead waits here. */
  reached(position: number): Promise<void> {
    if (position <= this.position) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push({ position, resolve }));
  }

  /** Positions start again; waiters for an old position are released. */
  reset(): void {
    this.emitted = undefined;
    for (const { resolve } of this.waiting.splice(0)) resolve();
  }

  /** Runs one batch of pushes. */
  during(work: () => Promise<void>): Promise<void> {
    this.batch = work();
    return this.batch;
  }

  /** Resolves when the current batch is pushed: its frames may not include people who connected meanwhile. */
  settled(): Promise<void> {
    return this.batch;
  }
}

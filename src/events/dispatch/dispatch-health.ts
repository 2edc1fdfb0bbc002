import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Readiness } from '../../common/readiness.js';

/** Without progress for this long while events wait, dispatching is stuck. */
const STALL_MS = 10_000;

const WAITING_SQL = 'SELECT EXISTS (SELECT FROM event_queue) AS waiting';

/**
 * Whether this process dispatches. Progress is noted in memory, also when there was nothing to do; the database is
 * queried only after ten seconds without progress.
 */
@Injectable()
export class DispatchHealth {
  private progressedAt = performance.now();
  private fault: string | null = null;
  private passedPosition = -1;

  constructor(
    private readonly dataSource: DataSource,
    private readonly readiness: Readiness,
  ) {}

  /** From now on progress is expected. */
  start(): void {
    this.progressed();
    this.readiness.register('dispatch', () => this.check());
  }

  progressed(): void {
    this.progressedAt = performance.now();
    this.fault = null;
  }

  /** Another process dispatches, which is as good, as long as the log grows. @param position of the tail */
  passed(position: number): void {
    if (position !== this.passedPosition) this.progressed();
    this.passedPosition = position;
  }

  /** @param text why this process cannot dispatch until the connection or the installation is fixed */
  failed(text: string): void {
    this.fault = text;
  }

  private async check(): Promise<string | null> {
    if (this.fault !== null) return this.fault;
    const idleMs = performance.now() - this.progressedAt;
    if (idleMs < STALL_MS) return null;
    const [row] = await this.dataSource.query<{ waiting: boolean }[]>(WAITING_SQL);
    return row?.waiting === true
      ? `No event was dispatched for ${Math.round(idleMs / 1_000)} s while events wait.`
      : null;
  }
}

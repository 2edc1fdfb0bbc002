import { Injectable } from '@nestjs/common';
import type { RoundResult } from '../../common/background-loop.js';
import { AppLogger } from '../../common/logger.js';
import { tracer } from '../../common/tracing/tracer.js';
import type { PreparedBatch } from '../event-consumers.js';
import type { LoggedEvent } from '../logged-event.js';
import { setAside, type QueuedEvent } from '../quarantine/set-aside.js';
import { BatchLimit } from './batch-limit.js';
import { describeFault, type DispatchFault } from './dispatch-fault.js';
import { DispatchHealth } from './dispatch-health.js';
import { DispatchMetrics } from './dispatch-metrics.js';
import { DispatchSession } from './dispatch-session.js';

export const MAX_BATCH_EVENTS = 500;
/** An event that exceeds the statement timeout this often, alone in its batch, is set aside. */
const MAX_TIMEOUTS = 3;

/** What the current batch took out of the queue; `seq` and `eventId` are those of its last event. */
export interface TakenBatch extends QueuedEvent {
  readonly count: number;
  /** Places in the queue, in order. */
  readonly seqs: readonly number[];
}

/**
 * Decides what follows a dispatch. An event that cannot be dispatched must not stop the others: its batch is halved
 * until it stands alone, and then it is set aside. After a fault of the database or the installation, the same batch is
 * tried again after a pause.
 */
@Injectable()
export class DispatchRecovery {
  readonly limit = new BatchLimit(MAX_BATCH_EVENTS);
  private timeouts = { eventId: '', count: 0 };

  constructor(
    private readonly session: DispatchSession,
    private readonly logger: AppLogger,
    private readonly health: DispatchHealth,
    private readonly metrics: DispatchMetrics,
  ) {}

  start(): void {
    this.health.start();
  }

  /** @returns false when the session cannot connect: try again after a pause */
  async connect(): Promise<boolean> {
    try {
      await this.session.open();
      return true;
    } catch (error) {
      this.logger.error('The dispatcher cannot connect to the database; trying again in a second.', error);
      this.health.failed('The dispatcher cannot connect to the database.');
      return false;
    }
  }

  /** @param batch undefined: nothing waited */
  succeeded(batch: (PreparedBatch & { events: readonly LoggedEvent[] }) | undefined, durationMs: number): void {
    this.limit.grow();
    this.health.progressed();
    if (batch === undefined) return;
    const { events, following, counts, committed } = batch;
    this.limit.observe(events.length, durationMs);
    this.metrics.recorded(following.length);
    this.metrics.dispatched(events, durationMs);
    for (const count of committed) count();
    tracer()?.dispatched(events, performance.now() - durationMs);
    this.logger.event('events.dispatched', {
      events: events.length,
      position: events.at(-1)?.position,
      ...counts,
      duration_ms: Math.round(durationMs * 10) / 10,
    });
  }

  /** Another process dispatched instead. @param position of the tail, by which that process's progress shows */
  passed(position: number): void {
    this.health.passed(position);
  }

  /**
   * After a transaction that was rolled back, or whose outcome is unknown.
   *
   * @param taken undefined: it failed before it took anything
   * @returns whether the next dispatch may start at once, or after a pause
   */
  async recover(error: unknown, taken: TakenBatch | undefined): Promise<RoundResult> {
    const fault = describeFault(error);
    if (taken !== undefined && taken.count > 1 && fault.kind === 'data') {
      this.logger.warn('events.dispatch_halved', { events: taken.count, error: fault.text, sqlstate: fault.sqlstate });
      this.limit.halve(taken.count);
      return 'more';
    }
    if (taken !== undefined && this.isSpoiledBy(taken, fault)) return this.setAside(taken, fault);
    this.logger.error('A dispatch failed and was rolled back; trying again in a second.', error);
    // Before it took anything it only waited for its turn.
    if (fault.kind === 'timeout' && taken !== undefined) this.limit.single();
    if (fault.kind === 'installation') {
      this.health.failed(`Dispatching fails with ${fault.sqlstate ?? fault.name}: the database is not as it must be.`);
    }
    return 'retry';
  }

  /**
   * Which entries to take first, because one of them made this batch fail; empty: the fault was not in the data.
   *
   * @param taken undefined: it failed before it took anything
   */
  suspects(error: unknown, taken: TakenBatch | undefined): readonly number[] {
    const { kind } = describeFault(error);
    return kind === 'data' || kind === 'timeout' ? (taken?.seqs ?? []) : [];
  }

  /** Whether a batch of one failed because of its event. */
  private isSpoiledBy({ count, eventId }: TakenBatch, { kind }: DispatchFault): boolean {
    if (count > 1 || kind !== 'timeout') return count === 1 && kind === 'data';
    this.timeouts = { eventId, count: this.timeouts.eventId === eventId ? this.timeouts.count + 1 : 1 };
    return this.timeouts.count >= MAX_TIMEOUTS;
  }

  /** For a fault outside a dispatch; the next try comes after a pause. */
  report(error: unknown): void {
    this.logger.error('The dispatcher failed; trying again in a second.', error);
  }

  private async setAside(taken: TakenBatch, fault: DispatchFault): Promise<RoundResult> {
    try {
      const row = await setAside(this.session, taken, fault);
      this.health.progressed();
      if (row === undefined) return 'more';
      this.metrics.quarantined();
      const { name, text: error, sqlstate, consumer } = fault;
      const fields = { event_id: taken.eventId, type: row.type, tries: row.tries, name, error, sqlstate, consumer };
      this.logger.error('events.quarantined', fields);
      return 'more';
    } catch (error) {
      this.logger.error('An event could not be set aside; trying again in a second.', error);
      return 'retry';
    }
  }
}

import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { AppLogger } from '../../common/logger.js';
import type { DispatchBatch } from '../event-consumer.js';
import { setAside, type QueuedEvent } from '../quarantine/set-aside.js';
import { BatchLimit } from './batch-limit.js';
import { describeFault, type DispatchFault } from './dispatch-fault.js';
import { DispatchHealth } from './dispatch-health.js';
import { DispatchMetrics } from './dispatch-metrics.js';
import { DispatchSession } from './dispatch-session.js';

export const MAX_BATCH_EVENTS = 500;
/** Between two tries after a failure that is not the event's. */
const PAUSE_MS = 1_000;
/** An event that takes longer than the statement timeout so often, alone in its batch, is set aside. */
const MAX_TIMEOUTS = 3;

/** What the batch under way took out of the queue; `seq` and `eventId` are those of its last event. */
export interface TakenBatch extends QueuedEvent {
  readonly count: number;
}

/**
 * What a dispatch comes to. An event that cannot be dispatched must not stop the others: a batch that it spoils is halved
 * until it stands alone, and then it is set aside. A fault of the database or of the installation is nobody's event: the same
 * batch is tried again after a pause.
 */
@Injectable()
export class DispatchRecovery {
  readonly limit = new BatchLimit(MAX_BATCH_EVENTS);
  private readonly stopping = new AbortController();
  private timeouts = { eventId: '', count: 0 };

  constructor(
    private readonly session: DispatchSession,
    private readonly logger: AppLogger,
    private readonly health: DispatchHealth,
    private readonly metrics: DispatchMetrics,
  ) {}

  start(readTailLag: () => number): void {
    this.health.start();
    this.metrics.watchTail(readTailLag);
  }

  /** Ends a pause that is under way, and all to come. */
  stop(): void {
    this.stopping.abort();
  }

  /** @returns false after a pause, when the session cannot connect */
  async connect(): Promise<boolean> {
    try {
      await this.session.open();
      return true;
    } catch (error) {
      this.logger.error('The dispatcher cannot connect to the database; trying again in a second.', error);
      this.health.failed('The dispatcher cannot connect to the database.');
      await this.pause();
      return false;
    }
  }

  /** @param batch undefined: nothing waited */
  succeeded(batch: DispatchBatch | undefined, durationMs: number): void {
    this.limit.grow();
    this.health.progressed();
    if (batch === undefined) return;
    const { events, notifications, parts, following } = batch;
    this.limit.observe(events.length, durationMs);
    this.metrics.recorded(following.length);
    this.metrics.dispatched(events, durationMs);
    this.logger.event('events.dispatched', {
      events: events.length,
      position: events.at(-1)?.position,
      notifications: parts.reduce((sum, { told }) => sum + told, notifications.length),
      duration_ms: Math.round(durationMs * 10) / 10,
    });
  }

  /**
   * After a transaction that was rolled back, or whose outcome is unknown. Resolves when it is time for the next one.
   *
   * @param taken undefined: it failed before it took anything
   */
  async recover(error: unknown, taken: TakenBatch | undefined): Promise<void> {
    const fault = describeFault(error);
    if (taken !== undefined && taken.count > 1 && fault.kind === 'data') {
      this.logger.warn('events.dispatch_halved', { events: taken.count, error: fault.text, sqlstate: fault.sqlstate });
      return this.limit.halve(taken.count);
    }
    if (taken !== undefined && this.isSpoiledBy(taken, fault)) return this.setAside(taken, fault);
    this.logger.error('A dispatch failed and was rolled back; trying again in a second.', error);
    // Before it took anything it only waited for its turn.
    if (fault.kind === 'timeout' && taken !== undefined) this.limit.single();
    if (fault.kind === 'installation') {
      this.health.failed(`Dispatching fails with ${fault.sqlstate ?? fault.name}: the database is not as it must be.`);
    }
    await this.pause();
  }

  /** Whether a batch of one failed because of its event. */
  private isSpoiledBy({ count, eventId }: TakenBatch, { kind }: DispatchFault): boolean {
    if (count > 1 || kind !== 'timeout') return count === 1 && kind === 'data';
    this.timeouts = { eventId, count: this.timeouts.eventId === eventId ? this.timeouts.count + 1 : 1 };
    return this.timeouts.count >= MAX_TIMEOUTS;
  }

  private async setAside(taken: TakenBatch, fault: DispatchFault): Promise<void> {
    try {
      const row = await setAside(this.session, taken, fault);
      this.health.progressed();
      if (row === undefined) return;
      this.metrics.quarantined();
      const { name, text: error, sqlstate, consumer } = fault;
      const fields = { event_id: taken.eventId, type: row.type, tries: row.tries, name, error, sqlstate, consumer };
      this.logger.error('events.quarantined', fields);
    } catch (error) {
      this.logger.error('An event could not be set aside; trying again in a second.', error);
      await this.pause();
    }
  }

  /** Ends early when the application stops. */
  private async pause(): Promise<void> {
    await delay(PAUSE_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}

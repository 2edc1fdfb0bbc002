import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { AppConfig } from '../common/config.js';
import { AppLogger } from '../common/logger.js';
import { BookkeepingSession } from '../database/bookkeeping-session.js';
import type { TailBatch } from './event-consumer.js';
import { EventConsumers } from './event-consumers.js';
import { EventLog } from './event-log.js';

/** Every dispatch transaction notifies here; the payload is the log's new head. */
export const LOG_CHANNEL = 'carillon';

const READ_LIMIT = 500;
const SAFETY_POLL_MS = 1_000;

/**
 * Brings every event of the log to this process's consumers: in order, without gaps, whoever dispatched it. What this
 * process dispatched itself is handed over in memory; everything else is read from the log.
 */
@Injectable()
export class LogTail {
  /** All up to here was delivered in this process. */
  position = 0;
  epoch = '';
  private isRunning = false;
  private isStopped = true;
  private mayBeBehind = false;
  private current: Promise<void> = Promise.resolve();
  private readonly offered: TailBatch[] = [];
  /** The head that this process's own dispatcher is about to commit. */
  private expectedHead = 0;
  private readonly session: BookkeepingSession;

  constructor(
    config: AppConfig,
    private readonly log: EventLog,
    private readonly consumers: EventConsumers,
    private readonly logger: AppLogger,
  ) {
    this.session = new BookkeepingSession({
      url: config.databaseUrl ?? '',
      name: 'tail',
      onNotification: (_channel, payload) => this.hear(Number(payload)),
      onConnect: async (session) => {
        await session.query(`LISTEN ${LOG_CHANNEL}`, []);
        // What was notified while nobody listened.
        this.wake();
      },
    });
  }

  async start(): Promise<void> {
    const head = await this.log.head();
    this.position = head.position;
    this.epoch = head.epoch;
    this.isStopped = false;
    await this.session.open();
    this.wake();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await this.current;
    await this.session.close();
  }

  /**
   * Told before the commit: its notification may be heard before the batch is offered, and would send the tail to read from
   * the log what comes in memory.
   */
  expect(head: number): void {
    this.expectedHead = head;
  }

  /** Takes over what this process has just dispatched and committed. */
  offer(batch: TailBatch): void {
    if (this.isStopped) return;
    this.offered.push(batch);
    this.run();
  }

  /** Reads the log as soon as possible: after a notification, a reconnect, or a commit of unknown outcome. */
  @Interval(SAFETY_POLL_MS)
  wake(): void {
    if (this.isStopped) return;
    this.mayBeBehind = true;
    this.run();
  }

  private hear(head: number): void {
    const last = this.offered.at(-1)?.events.at(-1)?.position ?? this.position;
    if (head > Math.max(last, this.expectedHead)) this.wake();
  }

  private run(): void {
    if (this.isRunning) return;
    this.isRunning = true;
    this.current = this.advance()
      .catch((error: unknown) => {
        this.logger.error('The tail could not read the log; it tries again within a second.', error);
      })
      .finally(() => {
        this.isRunning = false;
        if (!this.isStopped && this.offered.length > 0) this.run();
      });
  }

  private async advance(): Promise<void> {
    while (!this.isStopped) {
      const batch = this.takeNext() ?? (await this.readGap());
      if (batch === undefined) return;
      await this.consumers.deliver(batch);
      this.position = batch.events.at(-1)?.position ?? this.position;
    }
  }

  /** An offered batch fits only directly behind the position; an older one was read from the log meanwhile. */
  private takeNext(): TailBatch | undefined {
    for (;;) {
      const next = this.offered[0];
      const first = next?.events[0]?.position;
      if (next === undefined || first === undefined) return undefined;
      if (first > this.position + 1) return undefined;
      this.offered.shift();
      if (first === this.position + 1) return next;
    }
  }

  private async readGap(): Promise<TailBatch | undefined> {
    const upTo = (this.offered[0]?.events[0]?.position ?? Number.MAX_SAFE_INTEGER) - 1;
    if (this.offered.length === 0 && !this.mayBeBehind) return undefined;
    this.mayBeBehind = false;
    const events = await this.log.read({ after: this.position, upTo, limit: READ_LIMIT }, this.session);
    if (events.length === READ_LIMIT) this.mayBeBehind = true;
    // All that was before what this process dispatched is committed: what is not there was erased.
    if (events.length === 0 && upTo < Number.MAX_SAFE_INTEGER - 1) this.position = upTo;
    return events.length === 0 ? undefined : { events, notifications: null };
  }
}

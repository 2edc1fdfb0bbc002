import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { AppConfig } from '../common/config.js';
import { AppLogger } from '../common/logger.js';
import { ConnectionFault } from '../common/postgres-errors.js';
import { BookkeepingSession } from '../database/bookkeeping-session.js';
import type { TailBatch } from './event-consumer.js';
import { EventConsumers } from './event-consumers.js';
import { EPOCH_CHANGED, LOG_CHANNEL, type LogHead } from './log-epoch.js';
import { LogHistory } from './log-history.js';

export { LOG_CHANNEL } from './log-epoch.js';

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
  /** The head is to be compared with what this process knows: after a reconnect, once a second, and when in doubt. */
  private mustCompare = false;
  private isRunning = false;
  private isStopped = true;
  private mayBeBehind = false;
  private current: Promise<void> = Promise.resolve();
  private readonly offered: TailBatch[] = [];
  /** The head that this process's own dispatcher is about to commit. */
  private expectedHead = 0;
  /** The highest position that this process knows of. */
  private knownHead = 0;
  private readonly session: BookkeepingSession;

  constructor(
    config: AppConfig,
    private readonly history: LogHistory,
    private readonly consumers: EventConsumers,
    private readonly logger: AppLogger,
  ) {
    this.session = new BookkeepingSession({
      url: config.databaseUrl ?? '',
      name: 'tail',
      onNotification: (_channel, payload) => (payload === EPOCH_CHANGED ? this.poll() : this.hear(Number(payload))),
      onConnect: async (session) => {
        await session.query(`LISTEN ${LOG_CHANNEL}`, []);
        // What was notified while nobody listened; and it may be another database by now.
        this.poll();
      },
    });
  }

  /** Positions that this process knows of and has not passed on yet. */
  get lag(): number {
    return Math.max(0, this.knownHead - this.position);
  }

  async start(): Promise<void> {
    await this.session.open();
    const head = await this.history.enter(this.session);
    this.position = head.position;
    this.knownHead = head.position;
    this.epoch = head.epoch;
    this.isStopped = false;
    this.poll();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await this.current;
    if (this.epoch !== '') await this.history.remember(this);
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
    this.knownHead = Math.max(this.knownHead, batch.events.at(-1)?.position ?? 0);
    this.run();
  }

  /**
   * Called by the dispatcher while it holds the head's lock: positions that were given out are not given again.
   *
   * @throws LogRewound when the head is behind what this process has seen; it is over when the tail has made a new epoch
   */
  requireForward(head: number): void {
    if (this.isStopped || head >= this.position) return;
    this.poll();
    throw new LogRewound(head, this.position);
  }

  /** Reads the log as soon as possible: after a notification, or a commit of unknown outcome. */
  wake(): void {
    if (this.isStopped) return;
    this.mayBeBehind = true;
    this.run();
  }

  /** The same, and looks whether it is still the history that this process knows. */
  @Interval(SAFETY_POLL_MS)
  poll(): void {
    if (this.isStopped) return;
    this.mustCompare = true;
    this.wake();
  }

  @Interval(SAFETY_POLL_MS)
  async remember(): Promise<void> {
    if (!this.isStopped) await this.history.remember(this);
  }

  private hear(head: number): void {
    this.knownHead = Math.max(this.knownHead, head);
    // Late, when the log was read meanwhile; or given a second time after a rewind.
    if (head < this.position) this.poll();
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
      if (this.mustCompare) await this.compare();
      const batch = this.takeNext() ?? (await this.readGap());
      if (batch === undefined) return;
      await this.consumers.deliver(batch);
      this.position = batch.events.at(-1)?.position ?? this.position;
    }
  }

  private async compare(): Promise<void> {
    this.mustCompare = false;
    let head: LogHead;
    try {
      head = await this.history.check(this, this.session);
    } catch (error) {
      this.mustCompare = true;
      throw error;
    }
    if (head.epoch !== this.epoch) this.reset(head);
  }

  private reset(head: LogHead): void {
    const { epoch: oldEpoch } = this;
    this.epoch = head.epoch;
    this.position = head.position;
    this.knownHead = head.position;
    this.expectedHead = 0;
    const later = this.offered.filter(({ events }) => (events[0]?.position ?? 0) > head.position);
    this.offered.splice(0, this.offered.length, ...later);
    // In this very tick: nothing may be sent under the new epoch before its listeners have let go of the old one.
    this.history.announceReset(oldEpoch, head);
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
      this.mustCompare = true;
    }
  }

  private async readGap(): Promise<TailBatch | undefined> {
    for (;;) {
      // As of now: a batch may be offered while the log is read.
      const offeredFrom = this.offered[0]?.events[0]?.position;
      if (offeredFrom === undefined && !this.mayBeBehind) return undefined;
      this.mayBeBehind = false;
      const upTo = (offeredFrom ?? Number.MAX_SAFE_INTEGER) - 1;
      const range = { after: this.position, upTo, limit: READ_LIMIT };
      const { events, reached } = await this.history.log.readPage(range, this.session);
      if (reached < upTo) this.mayBeBehind = true;
      if (events.length > 0) return { events, notifications: null };
      const isEnd = reached === upTo;
      // All that was before what this process dispatched is committed: what is not there was erased. The open end is not.
      if (offeredFrom !== undefined || !isEnd) this.position = reached;
      if (isEnd) return undefined;
    }
  }
}

/** The database was put back to an earlier state while this process ran. Dispatch waits until the epoch is renewed. */
export class LogRewound extends ConnectionFault {
  constructor(head: number, seen: number) {
    super(`The log is at position ${head}, but was at ${seen} before; a new epoch is made first.`);
    this.name = 'LogRewound';
  }
}

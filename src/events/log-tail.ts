import { Inject, Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { BackgroundLoop, type RoundResult } from '../common/background-loop.js';
import { AppConfig } from '../common/config.js';
import { AppLogger } from '../common/logger.js';
import { ConnectionFault } from '../common/postgres-errors.js';
import { BookkeepingSession } from '../database/bookkeeping-session.js';
import type { CarriedBatch } from './carrier/carrier.js';
import { RedisCarrier } from './carrier/redis-carrier.js';
import type { TailBatch, WholeBatch } from './event-consumer.js';
import { DispatchMetrics } from './dispatch/dispatch-metrics.js';
import { EventConsumers } from './event-consumers.js';
import { EPOCH_CHANGED, LOG_CHANNEL, type LogHead } from './log-epoch.js';
import { LogHistory } from './log-history.js';
import type { SeenPosition } from './log-memory.js';

const READ_LIMIT = 500;
const SAFETY_POLL_MS = 1_000;
const REMEMBER_MS = 1_000;
const RETRY_MS = 250;
/** A batch of another process comes by the carrier within a few milliseconds; after this the log is read. */
const CARRIER_GRACE_MS = 100;
/** Carried batches that wait for their turn; more are read from the log. */
const MAX_CARRIED_BYTES = 33_554_432;

/**
 * Brings every event of the log to this process's consumers, in order and without gaps, from any dispatcher. Batches
 * dispatched in this process are passed on in memory, those of others by the carrier; everything else is read from the
 * log.
 */
@Injectable()
export class LogTail {
  @Inject(RedisCarrier) private readonly carrier: RedisCarrier;
  @Inject(DispatchMetrics) private readonly metrics: DispatchMetrics;
  /** Everything up to here was delivered in this process. */
  position = 0;
  epoch = '';
  /** The head must be compared with what this process knows: after a reconnect, once a second, and when in doubt. */
  private mustCompare = false;
  private mayBeBehind = false;
  /** Counts connections: what was read on a new one may be of another history. */
  private connection = 0;
  /** In the order of their positions. */
  private readonly offered: OfferedBatch[] = [];
  /** The end of the last of them that was offered. */
  private lastOffered = 0;
  /** The end of the batch that is being delivered, or was. */
  private underWay = 0;
  /** The head that this process's own dispatcher is about to commit. */
  private expectedHead = 0;
  /** The highest position that this process knows of. */
  private knownHead = 0;
  private readonly session: BookkeepingSession;
  private readonly loop: BackgroundLoop;

  constructor(
    config: AppConfig,
    private readonly history: LogHistory,
    private readonly consumers: EventConsumers,
    logger: AppLogger,
  ) {
    this.session = new BookkeepingSession({
      url: config.databaseUrl ?? '',
      name: 'tail',
      onNotification: (_channel, payload) => (payload === EPOCH_CHANGED ? this.poll() : this.hear(Number(payload))),
      onConnect: async (session) => {
        this.connection += 1;
        await session.query(`LISTEN ${LOG_CHANNEL}`, []);
        // Notifications may have been missed; and it may be another database by now.
        this.poll();
      },
    });
    this.loop = new BackgroundLoop({
      round: () => this.advance(),
      onError: (error) => {
        logger.error('The tail could not read the log; trying again.', error);
        this.lookEverywhere();
      },
      retryMs: RETRY_MS,
      safetyPollMs: SAFETY_POLL_MS,
      onSafetyPoll: () => {
        this.mustCompare = true;
      },
    });
  }

  /** Positions that this process knows of and has not delivered yet. */
  get lag(): number {
    return Math.max(0, this.knownHead - this.position);
  }

  async start(): Promise<void> {
    await this.session.open();
    const head = await this.history.enter(this.session);
    this.position = head.position;
    this.knownHead = head.position;
    this.epoch = head.epoch;
    this.loop.start();
    this.poll();
    this.carrier.subscribe(this);
  }

  async stop(): Promise<void> {
    await this.carrier.stop();
    await this.loop.stop();
    if (this.epoch !== '') await this.history.remember(this);
    await this.session.close();
  }

  /**
   * Called before the commit: its notification may arrive before the batch is offered, and the tail would then read
   * from the log what it gets in memory.
   */
  expect(head: number): void {
    this.expectedHead = head;
  }

  /** Takes over a batch that this process has just dispatched and committed. */
  offer(batch: WholeBatch): void {
    if (this.loop.isStarted) this.insert({ ...batch, source: 'own', bytes: 0 });
  }

  knows(upTo: number): boolean {
    return upTo <= this.position || upTo === this.underWay || this.offered.some((batch) => batch.upTo === upTo);
  }

  /** Takes over a batch of another process. */
  take(batch: CarriedBatch): void {
    if (!this.loop.isStarted || batch.epoch !== this.epoch || this.knows(batch.upTo)) return;
    const waiting = this.offered.reduce((sum, { bytes }) => sum + bytes, 0);
    // Too slow for what arrives: by the log it gets as much as it can take.
    if (waiting + batch.bytes > MAX_CARRIED_BYTES) this.wake();
    else this.insert({ ...batch, source: 'carrier' });
  }

  /** Batches arrive by the carrier from now on. */
  resumed(): void {
    this.wake();
  }

  private insert(batch: OfferedBatch): void {
    const place = this.offered.findIndex(({ after }) => after > batch.after);
    this.offered.splice(place === -1 ? this.offered.length : place, 0, batch);
    this.lastOffered = Math.max(this.lastOffered, batch.upTo);
    this.knownHead = Math.max(this.knownHead, batch.upTo);
    this.loop.wake();
  }

  /**
   * Called by the dispatcher while it holds the head's lock, so that no position gets two meanings in one epoch: after a
   * failover its session may reach the new server before the tail's.
   *
   * @throws UnknownHistory until the tail knows the epoch, or has made a new one because the head went back
   */
  requireKnown(head: LogHead): void {
    if (!this.loop.isStarted) return;
    if (head.epoch === this.epoch && head.position >= this.position) return;
    this.poll();
    throw new UnknownHistory(head, this);
  }

  /** Reads the log as soon as possible: after a notification, or a commit of unknown outcome. */
  wake(): void {
    this.mayBeBehind = true;
    this.loop.wake();
  }

  /** The same, and checks that the history is still the known one. */
  poll(): void {
    this.lookEverywhere();
    this.loop.wake();
  }

  @Interval(REMEMBER_MS)
  async remember(): Promise<void> {
    if (this.loop.isStarted) await this.history.remember(this);
  }

  private lookEverywhere(): void {
    this.mustCompare = true;
    this.mayBeBehind = true;
  }

  private hear(head: number): void {
    this.knownHead = Math.max(this.knownHead, head);
    // Already read from the log, or given a second time after a rewind.
    if (head < this.position) this.poll();
    this.reach(head);
  }

  /** Sees to it that this process gets there. */
  private reach(head: number): void {
    if (head <= this.covered) return;
    if (!this.carrier.isUp) return this.wake();
    const { epoch } = this;
    const look = () => {
      if (head <= this.covered || epoch !== this.epoch) return;
      this.carrier.missed();
      this.wake();
    };
    // A batch may have arrived while this process was busy: it is read before the next turn.
    setTimeout(() => setImmediate(look), CARRIER_GRACE_MS).unref();
  }

  /** What was delivered, or will be without a notice. */
  private get covered(): number {
    return Math.max(this.position, this.lastOffered, this.expectedHead);
  }

  private async advance(): Promise<RoundResult> {
    if (this.mustCompare) await this.compare();
    const batch = this.takeNext() ?? (await this.readGap());
    // Nothing is missing before the offered batch, so it is next.
    if (batch === undefined) return this.offered.length > 0 ? 'more' : 'idle';
    this.underWay = batch.upTo;
    this.metrics.passedOn(batch.source);
    await this.consumers.deliver(batch);
    this.position = batch.upTo;
    return 'more';
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
    if (head.epoch !== this.epoch) return this.reset(head);
    this.knownHead = Math.max(this.knownHead, head.position);
    this.reach(head.position);
  }

  private reset(head: LogHead): void {
    const { epoch: oldEpoch } = this;
    this.epoch = head.epoch;
    this.position = head.position;
    this.knownHead = head.position;
    this.expectedHead = 0;
    this.lastOffered = 0;
    this.underWay = 0;
    this.mayBeBehind = true;
    // All of the old history: in the new one, nothing is dispatched here, or taken over, before it is known.
    this.offered.length = 0;
    // In the same tick: nothing may be sent in the new epoch while its listeners still use the old one.
    this.history.announceReset(oldEpoch, head);
  }

  /** An offered batch fits only directly after the position; an older one was read from the log meanwhile. */
  private takeNext(): TailPart | undefined {
    for (;;) {
      const next = this.offered[0];
      if (next === undefined || next.after > this.position) return undefined;
      this.offered.shift();
      if (next.after === this.position) return next;
      // Of a carried batch a part may have been read before it came; the rest is read, too.
      if (next.source === 'own') this.mustCompare = true;
      else if (next.upTo > this.position) this.mayBeBehind = true;
    }
  }

  private async readGap(): Promise<TailPart | undefined> {
    for (;;) {
      // Read now: a batch may be offered while the log is read.
      const offeredAfter = this.offered[0]?.after;
      if (offeredAfter === undefined && !this.mayBeBehind) return undefined;
      this.mayBeBehind = false;
      const upTo = offeredAfter ?? Number.MAX_SAFE_INTEGER;
      const range = { after: this.position, upTo, limit: READ_LIMIT };
      const { connection } = this;
      const { events, reached } = await this.history.log.readPage(range, this.session);
      if (connection !== this.connection) {
        // Read again once the epoch is compared; the new connection has woken the loop for that.
        this.mayBeBehind = true;
        return undefined;
      }
      if (reached < upTo) this.mayBeBehind = true;
      const last = events.at(-1);
      if (last !== undefined) return { events, results: null, upTo: last.position, source: 'log' };
      const isEnd = reached === upTo;
      // Everything before an offered batch is committed, so a missing position was erased. At the open end it
      // may still come.
      if (offeredAfter !== undefined || !isEnd) this.position = reached;
      if (isEnd) return undefined;
    }
  }
}

/** What is delivered at once. */
interface TailPart extends TailBatch {
  readonly upTo: number;
  readonly source: 'own' | 'carrier' | 'log';
}

interface OfferedBatch extends WholeBatch {
  readonly source: 'own' | 'carrier';
  /** Of what other processes sent. */
  readonly bytes: number;
}

/** The database was restored, or another server took over, while this process ran. Dispatch waits for the tail. */
export class UnknownHistory extends ConnectionFault {
  constructor(head: SeenPosition, seen: SeenPosition) {
    super(
      `The log is at position ${head.position} of epoch ${head.epoch}; this process knows ${seen.position} of ` +
        `${seen.epoch}. Dispatch waits until the tail has compared them.`,
    );
    this.name = 'UnknownHistory';
  }
}

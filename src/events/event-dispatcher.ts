import { Inject, Injectable } from '@nestjs/common';
import { OnEvent } from '@nestjs/event-emitter';
import { BackgroundLoop, type RoundResult } from '../common/background-loop.js';
import type { BookkeepingSession } from '../database/bookkeeping-session.js';
import { RedisCarrier } from './carrier/redis-carrier.js';
import { DispatchRecovery, type TakenBatch } from './dispatch/dispatch-recovery.js';
import { DispatchSession } from './dispatch/dispatch-session.js';
import { QueueReader, type TakenRow } from './dispatch/queue-reader.js';
import type { BatchResults, WholeBatch } from './event-consumer.js';
import { EventConsumers, type PreparedBatch } from './event-consumers.js';
import { EVENTS_RECORDED } from './event-recorder.js';
import { toLoggedEvent, type EventRow } from './event-row.js';
import { writeEvents } from './event-staging.js';
import { HeadLock, LOG_CHANNEL } from './log-epoch.js';
import { LogTail } from './log-tail.js';
import { recordManualEvent } from './recorded-events.js';

/**
 * Notifies inside the transaction: dispatch is serial anyway, so NOTIFY's global lock is free, and no crash can
 * separate the two.
 */
const MOVE_HEAD_SQL = `
  WITH moved AS (UPDATE log_head SET position = $1::bigint)
  SELECT pg_notify('${LOG_CHANNEL}', $1::bigint::text)`;

/** While another process dispatches, this one looks again so soon: what it recorded may have come too late for that batch. */
const HEAD_BUSY_MS = 10;
/** When busy, a dispatch starts no sooner than this after the last: larger batches cost less per event. */
const MIN_GAP_MS = 10;
const RETRY_MS = 1_000;
const SAFETY_POLL_MS = 1_000;

/** What a dispatch transaction wrote. */
interface DispatchedBatch extends PreparedBatch, WholeBatch {
  readonly results: BatchResults;
  readonly epoch: string;
}

/** Another process holds the head's lock. It takes what waits, also what this one recorded. */
const HEAD_BUSY = Symbol('head busy');

/** Gives recorded events their positions and lets every consumer write its rows, in one transaction. */
@Injectable()
export class EventDispatcher {
  @Inject(RedisCarrier) private readonly carrier: RedisCarrier;
  private readonly queue = new QueueReader();
  private readonly head = new HeadLock();
  private readonly loop: BackgroundLoop;
  private taken: TakenBatch | undefined;

  constructor(
    private readonly session: DispatchSession,
    private readonly consumers: EventConsumers,
    private readonly tail: LogTail,
    private readonly recovery: DispatchRecovery,
  ) {
    this.loop = new BackgroundLoop({
      round: () => this.round(),
      onError: (error) => recovery.report(error),
      minGapMs: MIN_GAP_MS,
      retryMs: RETRY_MS,
      safetyPollMs: SAFETY_POLL_MS,
      // Finds events of a process that died before it dispatched them.
      onSafetyPoll: () => this.queue.lookFromStart(),
    });
  }

  async start(): Promise<void> {
    await this.session.open();
    this.recovery.start();
    this.loop.wake();
    this.loop.start();
  }

  async stop(): Promise<void> {
    await this.loop.stop();
    await this.session.close();
  }

  @OnEvent(EVENTS_RECORDED)
  wake(): void {
    this.loop.wake();
  }

  private async round(): Promise<RoundResult> {
    if (!(await this.recovery.connect())) return 'retry';
    try {
      return await this.dispatch();
    } catch (error) {
      // Nothing may be emitted for a commit that may not have happened; the log shows the outcome.
      this.tail.expect(0);
      this.tail.wake();
      this.queue.lookFromStart();
      this.head.forget();
      this.queue.suspect(this.recovery.suspects(error, this.taken));
      return this.recovery.recover(error, this.taken);
    }
  }

  private async dispatch(): Promise<RoundResult> {
    const startedAt = performance.now();
    const most = this.recovery.limit.value;
    this.taken = undefined;
    await this.head.prepare(this.session);
    const batch = await this.session.transaction((sql) => this.prepare(sql, most));
    if (batch === HEAD_BUSY) {
      this.recovery.passed(this.tail.position);
      this.loop.wakeIn(HEAD_BUSY_MS);
      return 'idle';
    }
    this.recovery.succeeded(batch, performance.now() - startedAt);
    if (batch !== undefined) {
      const { epoch, events, results, after, upTo } = batch;
      this.tail.offer({ events, results, after, upTo });
      this.carrier.publish(epoch, { events, results, after, upTo });
    }
    // Events that follow from this batch wait as well.
    return this.queue.hasMore || (batch?.following.length ?? 0) > 0 ? 'more' : 'idle';
  }

  /** @returns undefined when nothing waits, or only entries without a body */
  private async prepare(
    sql: BookkeepingSession,
    most: number,
  ): Promise<DispatchedBatch | typeof HEAD_BUSY | undefined> {
    const head = await this.head.take(sql);
    if (head === undefined) return HEAD_BUSY;
    this.tail.requireKnown(head);
    const rows = await this.queue.take(sql, { most, head: head.position });
    const last = rows.at(-1);
    if (last === undefined) return undefined;
    const seqs = (rows[0]?.seqs ?? '').split(',').map(Number);
    this.taken = { count: rows.length, seqs, seq: last.last_seq, eventId: last.queued_id };
    const events = rows.filter(hasBody).map(toLoggedEvent);
    const prepared = events.length === 0 ? undefined : await this.consumers.prepare({ events, sql });
    await writeEvents(sql, prepared?.following.map(recordManualEvent) ?? []);
    const upTo = Number(last.position);
    this.tail.expect(upTo);
    await sql.query(MOVE_HEAD_SQL, [upTo]);
    return prepared === undefined ? undefined : { epoch: head.epoch, after: head.position, upTo, events, ...prepared };
  }
}

function hasBody(row: TakenRow): row is TakenRow & EventRow {
  return row.id !== null;
}

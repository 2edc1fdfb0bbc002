import { Injectable } from '@nestjs/common';
import { OnEvent } from '@nestjs/event-emitter';
import { Interval } from '@nestjs/schedule';
import type { BookkeepingSession } from '../database/bookkeeping-session.js';
import { DispatchRecovery, type TakenBatch } from './dispatch/dispatch-recovery.js';
import { DispatchSession } from './dispatch/dispatch-session.js';
import { QueueReader, type TakenRow } from './dispatch/queue-reader.js';
import type { DispatchBatch } from './event-consumer.js';
import { EventConsumers } from './event-consumers.js';
import { EVENTS_RECORDED } from './event-recorder.js';
import { toLoggedEvent, type EventRow } from './event-row.js';
import { writeEvents } from './event-staging.js';
import { LOG_CHANNEL, LogTail } from './log-tail.js';
import { recordByHand } from './recorded-events.js';

/**
 * The row is the lock that makes positions commit-ordered. In a statement of its own: the next one gets a fresh snapshot,
 * which sees all that the last holder committed. Taken together with the read, 2,729 rows appeared behind readers.
 */
const LOCK_HEAD_SQL = 'SELECT position FROM log_head FOR UPDATE';

/** The notification inside: dispatch is serial anyway, so its lock is free, and no crash can fall in between. */
const MOVE_HEAD_SQL = `
  WITH moved AS (UPDATE log_head SET position = $1::bigint)
  SELECT pg_notify('${LOG_CHANNEL}', $1::bigint::text)`;

const LINGER_MS = 10;
const SAFETY_POLL_MS = 1_000;

/** Gives recorded events their place in the log and has every consumer write what follows from them, in one transaction. */
@Injectable()
export class EventDispatcher {
  private isStopped = true;
  private isRunning = false;
  private isWanted = false;
  private readonly queue = new QueueReader();
  private lastStart = 0;
  private taken: TakenBatch | undefined;
  private current: Promise<void> = Promise.resolve();
  /** Off only in the benchmark that measures what dispatching costs. */
  isEnabled = true;

  constructor(
    private readonly session: DispatchSession,
    private readonly consumers: EventConsumers,
    private readonly tail: LogTail,
    private readonly recovery: DispatchRecovery,
  ) {}

  async start(): Promise<void> {
    await this.session.open();
    this.isStopped = false;
    this.recovery.start(() => this.tail.lag);
    this.wake();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    this.recovery.stop();
    await this.current;
    await this.session.close();
  }

  @OnEvent(EVENTS_RECORDED)
  wake(): void {
    if (this.isStopped || !this.isEnabled) return;
    this.isWanted = true;
    if (this.isRunning) return;
    this.isRunning = true;
    this.current = this.run().finally(() => {
      this.isRunning = false;
      // Woken between the last look and this line.
      if (this.isWanted) this.wake();
    });
  }

  /** Finds what another process recorded and did not live to dispatch. */
  @Interval(SAFETY_POLL_MS)
  poll(): void {
    this.queue.lookFromStart();
    this.wake();
  }

  private async run(): Promise<void> {
    while (this.isWanted && !this.isStopped) {
      this.isWanted = false;
      await this.linger();
      this.lastStart = performance.now();
      try {
        if (await this.recovery.connect()) await this.dispatch();
        else this.isWanted = true;
      } catch (error) {
        // Nothing may be emitted of a commit that may not have happened; the log says what did.
        this.tail.expect(0);
        this.tail.wake();
        this.queue.lookFromStart();
        this.isWanted = true;
        await this.recovery.recover(error, this.taken);
      }
    }
  }

  /** Idle: at once. Busy: larger batches, which cost a fraction per event. */
  private async linger(): Promise<void> {
    const waitMs = this.lastStart + LINGER_MS - performance.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
  }

  private async dispatch(): Promise<void> {
    const startedAt = performance.now();
    const most = this.recovery.limit.value;
    this.taken = undefined;
    const batch = await this.session.transaction((sql) => this.prepare(sql, most));
    // What follows from this batch waits as well.
    if (this.queue.hasMore || (batch?.following.length ?? 0) > 0) this.isWanted = true;
    this.recovery.succeeded(batch, performance.now() - startedAt);
    if (batch === undefined) return;
    const { events, notifications, parts } = batch;
    this.tail.offer({ events, notifications: parts.length === 0 ? notifications : null });
  }

  /** @returns undefined when nothing waits, or only entries without a body */
  private async prepare(sql: BookkeepingSession, most: number): Promise<DispatchBatch | undefined> {
    const [head] = await sql.query<{ position: number }>(LOCK_HEAD_SQL);
    if (head === undefined) throw new Error('The table log_head is empty: the database was not migrated by Carillon.');
    this.tail.requireForward(head.position);
    const rows = await this.queue.take(sql, { most, head: head.position });
    const last = rows.at(-1);
    if (last === undefined) return undefined;
    this.taken = { count: rows.length, seq: last.last_seq, eventId: last.queued_id };
    const events = rows.filter(hasBody).map(toLoggedEvent);
    const batch: DispatchBatch = { events, sql, notifications: [], parts: [], following: [] };
    if (events.length > 0) await this.consumers.prepare(batch);
    await writeEvents(sql, batch.following.map(recordByHand));
    this.tail.expect(Number(last.position));
    await sql.query(MOVE_HEAD_SQL, [last.position]);
    return events.length === 0 ? undefined : batch;
  }
}

function hasBody(row: TakenRow): row is TakenRow & EventRow {
  return row.id !== null;
}

import { Injectable } from '@nestjs/common';
import { OnEvent } from '@nestjs/event-emitter';
import { Interval } from '@nestjs/schedule';
import { AppConfig } from '../common/config.js';
import { AppLogger } from '../common/logger.js';
import { BookkeepingSession } from '../database/bookkeeping-session.js';
import type { DispatchBatch } from './event-consumer.js';
import { EventConsumers } from './event-consumers.js';
import { EVENTS_RECORDED } from './event-recorder.js';
import { EVENT_COLUMNS, toLoggedEvent, type EventRow } from './event-row.js';
import { writeEvents } from './event-staging.js';
import { LOG_CHANNEL, LogTail } from './log-tail.js';
import { recordByHand } from './recorded-events.js';

/**
 * The row is the lock that makes positions commit-ordered. In a statement of its own: the next one gets a fresh snapshot,
 * which sees all that the last holder committed. Taken together with the read, 2,729 rows appeared behind readers.
 */
const LOCK_HEAD_SQL = 'SELECT position FROM log_head FOR UPDATE';

const TAKE_SQL = `
  WITH t AS (
    DELETE FROM event_queue WHERE seq IN (SELECT seq FROM event_queue WHERE seq > $2 ORDER BY seq LIMIT $1)
    RETURNING seq, event_id
  ), l AS (
    INSERT INTO event_log (position, event_id)
    SELECT $3::bigint + row_number() OVER (ORDER BY seq), event_id FROM t
    RETURNING position, event_id
  )
  SELECT (SELECT max(seq) FROM t) AS last_seq, l.position, ${EVENT_COLUMNS}
    FROM l JOIN event_bodies b ON b.id = l.event_id
   ORDER BY l.position`;

/** The notification inside: dispatch is serial anyway, so its lock is free, and no crash can fall in between. */
const MOVE_HEAD_SQL = `
  WITH moved AS (UPDATE log_head SET position = $1::bigint)
  SELECT pg_notify('${LOG_CHANNEL}', $1::bigint::text)`;

const BATCH_EVENTS = 500;
const LINGER_MS = 10;
const SAFETY_POLL_MS = 1_000;
/** Dead index entries that a long snapshot keeps alive are jumped over; whatever lies further back is found once a second. */
const LOOK_BACK = 2_000;

/** Gives recorded events their place in the log and has every consumer write what follows from them, in one transaction. */
@Injectable()
export class EventDispatcher {
  private readonly session: BookkeepingSession;
  private isStopped = true;
  private isRunning = false;
  private isWanted = false;
  private highestSeq = 0;
  private looksFromStart = true;
  private lastStart = 0;
  private current: Promise<void> = Promise.resolve();
  /** Off only in the benchmark that measures what dispatching costs. */
  isEnabled = true;

  constructor(
    config: AppConfig,
    private readonly consumers: EventConsumers,
    private readonly tail: LogTail,
    private readonly logger: AppLogger,
  ) {
    this.session = new BookkeepingSession({
      url: config.databaseUrl ?? '',
      name: 'dispatcher',
      // A process frozen inside its transaction would stop all others for ever.
      settings: '-c idle_in_transaction_session_timeout=10s -c statement_timeout=30s',
    });
  }

  async start(): Promise<void> {
    await this.session.open();
    this.isStopped = false;
    this.wake();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
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
    this.looksFromStart = true;
    this.wake();
  }

  private async run(): Promise<void> {
    while (this.isWanted && !this.isStopped) {
      this.isWanted = false;
      await this.linger();
      this.lastStart = performance.now();
      try {
        if ((await this.dispatch()) === BATCH_EVENTS) this.isWanted = true;
      } catch (error) {
        this.logger.error('A dispatch failed and was rolled back; it is repeated within a second.', error);
        // Nothing may be emitted of a commit that may not have happened; the log says what did.
        this.tail.expect(0);
        this.tail.wake();
        return;
      }
    }
  }

  /** Idle: at once. Busy: larger batches, which cost a fraction per event. */
  private async linger(): Promise<void> {
    const waitMs = this.lastStart + LINGER_MS - performance.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
  }

  private async dispatch(): Promise<number> {
    const startedAt = performance.now();
    const batch = await this.session.transaction((sql) => this.prepare(sql));
    if (batch === undefined) return 0;
    const { events, notifications, parts } = batch;
    this.tail.offer({ events, notifications: parts.length === 0 ? notifications : null });
    if (batch.following.length > 0) this.isWanted = true;
    this.logger.event('events.dispatched', {
      events: events.length,
      position: events.at(-1)?.position,
      notifications: parts.reduce((sum, { told }) => sum + told, notifications.length),
      duration_ms: Math.round((performance.now() - startedAt) * 10) / 10,
    });
    return events.length;
  }

  private async prepare(sql: BookkeepingSession): Promise<DispatchBatch | undefined> {
    const [head] = await sql.query<{ position: number }>(LOCK_HEAD_SQL);
    if (head === undefined) throw new Error('The table log_head is empty: the database was not migrated by Carillon.');
    const from = this.looksFromStart ? 0 : Math.max(0, this.highestSeq - LOOK_BACK);
    this.looksFromStart = false;
    const rows = await sql.query<EventRow & { last_seq: number }>(TAKE_SQL, [BATCH_EVENTS, from, head.position]);
    const last = rows.at(-1);
    if (last === undefined) return undefined;
    this.highestSeq = Math.max(this.highestSeq, last.last_seq);
    const events = rows.map(toLoggedEvent);
    const batch: DispatchBatch = { events, sql, notifications: [], parts: [], following: [] };
    await this.consumers.prepare(batch);
    await writeEvents(sql, batch.following.map(recordByHand));
    this.tail.expect(Number(last.position));
    await sql.query(MOVE_HEAD_SQL, [last.position]);
    return batch;
  }
}

import { Injectable } from '@nestjs/common';
import { OnEvent } from '@nestjs/event-emitter';
import type { EventConsumer, TailBatch } from '../events/event-consumer.js';
import { EventLog, type LogPage } from '../events/event-log.js';
import { LOG_RESET } from '../events/log-history.js';
import type { LoggedEvent } from '../events/logged-event.js';
import { EventRing, type RingRange } from './event-ring.js';
import { EVENTS_ERASED, SESSIONS_UNKNOWN } from './realtime-session.js';
import type { ReadRange } from './stream.js';

const MAX_EVENTS = 20_000;
const MAX_BYTES = 33_554_432;
/** Positions read from the log at a time. */
const CHUNK = 500;
/** More than it takes to read all: what moves on in between is read again, but not for ever. */
const MAX_READS = 100;

/**
 * The newest events of the log, so that thousands of sockets that come back at once do not each read them from the
 * database. It takes what the tail brings, and reads what is older when a replay asks for it first: a process that has
 * just started has nothing, and that is when all sockets come back.
 *
 * It knows nothing of rights, and another process may have erased an event since: `ReplayedEvents` asks before anything
 * of it is sent.
 */
@Injectable()
export class RecentEvents implements EventConsumer {
  readonly name = 'recent events';
  private readonly ring = new EventRing(MAX_EVENTS, MAX_BYTES);
  /** The last position that the tail has brought. What follows it there follows it in the log. */
  private delivered = 0;
  /** Nothing up to here is taken from the tail: it may have been erased since the batch was made. */
  private erasedUpTo = 0;
  /** Grows when what was read before must not be kept. */
  private generation = 0;
  private reading: Promise<void> | undefined;

  constructor(private readonly log: EventLog) {}

  /** Before the sockets get the batch: what is pushed may be asked for from then on. */
  deliver({ events }: TailBatch): void {
    for (const event of events) {
      if (event.position <= this.erasedUpTo) this.ring.restart(event.position);
      else this.ring.append(event);
      this.delivered = event.position;
    }
  }

  /** @returns whether `page` has the range, or can get it */
  reaches({ after, upTo }: RingRange): boolean {
    if (this.ring.isEmpty) return Math.max(upTo, this.delivered) - after <= MAX_EVENTS;
    if (upTo > this.ring.end) return false;
    return after >= this.ring.start || (!this.ring.isFull && this.ring.end - after <= MAX_EVENTS);
  }

  /** @returns undefined: read the log */
  async page({ after, upTo, limit }: ReadRange): Promise<LogPage | undefined> {
    // A client may name a place within position 0, before which there is nothing.
    const range = { after: Math.max(0, after), upTo, limit };
    if (range.after >= upTo) return { events: [], reached: upTo };
    for (let reads = 0; !this.ring.covers(range); reads += 1) {
      if (reads === MAX_READS || !this.reaches(range)) return undefined;
      this.reading ??= this.readOlder(upTo).finally(() => (this.reading = undefined));
      await this.reading;
    }
    return this.ring.page(range);
  }

  @OnEvent(LOG_RESET)
  reset(): void {
    this.delivered = 0;
    this.erasedUpTo = 0;
    this.forget(0);
  }

  /** @param upTo no erased event is after this position. Left out: a notice may have been missed */
  @OnEvent(EVENTS_ERASED)
  @OnEvent(SESSIONS_UNKNOWN)
  forget(upTo = this.delivered): void {
    this.erasedUpTo = Math.max(this.erasedUpTo, upTo);
    this.generation += 1;
    this.ring.restart(this.delivered);
  }

  private async readOlder(asked: number): Promise<void> {
    const { generation } = this;
    // Up to what the tail has brought, because its next batch follows that.
    const upTo = this.ring.isEmpty ? Math.max(asked, this.delivered) : this.ring.start;
    const range = { after: Math.max(0, upTo - CHUNK), upTo };
    const events: LoggedEvent[] = [];
    for (let { after } = range; after < upTo;) {
      const page = await this.log.readPage({ after, upTo, limit: CHUNK });
      events.push(...page.events);
      after = page.reached;
    }
    // Otherwise something was erased since, or the log was reset: it is read again if it is asked for again.
    if (generation === this.generation) this.ring.prepend(range, events);
  }
}

import { MAX_LOG_PAGE_BYTES, type LogPage } from '../events/event-log.js';
import type { LoggedEvent } from '../events/logged-event.js';

/** Of an event beside its texts; a character is counted as two bytes. */
const EVENT_BYTES = 600;
/** What is older is taken in while there is so much room: new events would push it out again at once. */
const FULL_AT = 0.9;

export interface RingRange {
  readonly after: number;
  readonly upTo: number;
}

/**
 * The newest events of the log, in memory: all positions in `start < position <= end`, without gaps. A position without
 * an event was erased. Bounded in positions and in bytes; the oldest go first.
 */
export class EventRing {
  /** Everything after this position is here. */
  start = 0;
  end = 0;
  private bytes = 0;
  private readonly slots: (LoggedEvent | null)[] = [];

  constructor(
    private readonly capacity: number,
    private readonly maxBytes: number,
  ) {}

  get isEmpty(): boolean {
    return this.start === this.end;
  }

  /** Older events would push out others. */
  get isFull(): boolean {
    return this.end - this.start >= this.capacity || this.bytes >= this.maxBytes * FULL_AT;
  }

  covers({ after, upTo }: RingRange): boolean {
    return !this.isEmpty && after >= this.start && upTo <= this.end;
  }

  /** @param event the next one of the log; positions before it that are not here were erased */
  append(event: LoggedEvent): void {
    if (this.isEmpty || event.position - this.end > this.capacity) this.restart(event.position - 1);
    while (this.end < event.position - 1) this.push(null);
    if (event.position > this.end) this.push(event);
  }

  /** @param events all of `after < position <= upTo`, just before those that are here. @returns whether they were */
  prepend({ after, upTo }: RingRange, events: readonly LoggedEvent[]): boolean {
    if (this.isEmpty) this.restart(upTo);
    if (this.start !== upTo) return false;
    const byPosition = new Map(events.map((event) => [event.position, event]));
    for (let position = upTo; position > after && !this.isFull; position -= 1) {
      const event = byPosition.get(position) ?? null;
      this.slots[position % this.capacity] = event;
      this.bytes += sizeOf(event);
      this.start = position - 1;
    }
    return true;
  }

  /** As `EventLog.readPage`: at most `limit` positions and 2 MiB. The range must be covered. */
  page({ after, upTo, limit }: RingRange & { limit: number }): LogPage {
    const events: LoggedEvent[] = [];
    const last = Math.min(upTo, after + limit);
    let bytes = 0;
    let reached = after;
    while (reached < last && bytes < MAX_LOG_PAGE_BYTES) {
      reached += 1;
      const event = this.slots[reached % this.capacity] ?? null;
      if (event === null) continue;
      events.push(event);
      bytes += event.data.length;
    }
    return { events, reached };
  }

  /** @param end nothing up to here is here any more */
  restart(end: number): void {
    this.slots.length = 0;
    this.bytes = 0;
    this.start = end;
    this.end = end;
  }

  private push(event: LoggedEvent | null): void {
    if (this.end - this.start === this.capacity) this.dropOldest();
    this.end += 1;
    this.slots[this.end % this.capacity] = event;
    this.bytes += sizeOf(event);
    // One that is larger than all of it leaves nothing here.
    while (this.bytes > this.maxBytes) this.dropOldest();
  }

  private dropOldest(): void {
    this.start += 1;
    const place = this.start % this.capacity;
    this.bytes -= sizeOf(this.slots[place] ?? null);
    this.slots[place] = null;
  }
}

function sizeOf(event: LoggedEvent | null): number {
  if (event === null) return 0;
  const texts = [event.data, event.changes, event.embed, event.notify];
  return EVENT_BYTES + 2 * texts.reduce((sum, text) => sum + (text?.length ?? 0), 0);
}

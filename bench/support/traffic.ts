import { setTimeout as delay } from 'node:timers/promises';
import { percentile } from '../harness.js';
import type { Person } from '../processes/application.js';
import type { Stage } from './stage.js';

const BATCH = 100;
const SENDERS = 6;
/** One event in so many. */
const TO_A_PERSON = 5;
const TO_A_WEBHOOK = 10;
const TO_AN_INBOX = 20;

/** What a webhook of the traffic takes. */
export const WEBHOOK_EVENT = 'parcel.delivered';

/** Other services send events in batches, at an even pace, as long as the server keeps up. */
export class Traffic {
  /** Answered. */
  sent = 0;
  pushed = 0;
  posted = 0;
  /** From request to answer of each batch since the last `answers`. */
  private times: number[] = [];

  constructor(
    private readonly stage: Stage,
    private readonly sender: Person,
    private readonly people: readonly Person[],
  ) {}

  /** @throws Error when one is refused */
  async send(events: number, perSecond: number): Promise<void> {
    const batches = Math.ceil(events / BATCH);
    const startedAt = performance.now();
    let next = 0;
    const work = async () => {
      while (next < batches) {
        const place = next;
        next += 1;
        const dueMs = startedAt + (place * BATCH * 1_000) / perSecond - performance.now();
        if (dueMs > 0) await delay(dueMs);
        await this.sendBatch();
      }
    };
    await Promise.all(Array.from({ length: SENDERS }, work));
  }

  /** @returns the median answer of a batch in ms since the last call */
  answerMs(): number {
    const times = this.times;
    this.times = [];
    return percentile(times, 0.5);
  }

  private async sendBatch(): Promise<void> {
    const first = this.sent;
    this.sent += BATCH;
    const events = Array.from({ length: BATCH }, (_, place) => this.event(first + place));
    const startedAt = performance.now();
    await this.stage.call(this.sender, 'POST /api/events/batch', { events });
    this.times.push(performance.now() - startedAt);
    this.pushed += events.filter((event) => 'user_id' in event).length;
    this.posted += events.filter(({ type }) => type === WEBHOOK_EVENT).length;
  }

  private event(number: number): { type: string; data: object } {
    const person = this.people[number % this.people.length]?.id;
    return {
      type: number % TO_A_WEBHOOK === 3 ? WEBHOOK_EVENT : 'parcel.scanned',
      data: {
        id: `parcel-${number}`,
        depot: 'Rotterdam',
        weight_g: 1_250,
        note: 'Left with the neighbour at number 7.',
      },
      ...(number % TO_A_PERSON === 0 && { user_id: person }),
      ...(number % TO_AN_INBOX === 0 && { notify: { message: `Parcel ${number} is on its way.` } }),
    };
  }
}

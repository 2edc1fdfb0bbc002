import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config.js';
import { InFlight } from './in-flight.js';
import { LimitExceeded } from './limit-exceeded.js';
import { RateCounter } from './rate-counter.js';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Maximum events of one batch request. */
const MAX_BATCH_EVENTS = 500;

interface Limit {
  readonly name: string;
  readonly what: string;
  readonly unit: string;
  readonly userId: string;
  /** 0: off. */
  readonly max: number;
}

interface CountedLimit {
  readonly counter: RateCounter;
  readonly limit: Limit;
  readonly amount: number;
}

/** What one person may use in a period, counted in this process. Each limit can be switched off. */
@Injectable()
export class PersonLimits {
  private readonly perSecond = new RateCounter(SECOND_MS);
  private readonly perMinute = new RateCounter(MINUTE_MS);
  private readonly perDay = new RateCounter(DAY_MS);
  private readonly uploads = new InFlight();

  constructor(private readonly config: AppConfig) {}

  /** @throws LimitExceeded `writes_per_minute` */
  countWrite(userId: string): void {
    const { writesPerMinute: max } = this.config.limits;
    this.count(this.perMinute, { name: 'writes_per_minute', what: 'create', unit: 'things per minute', userId, max });
  }

  /** @throws LimitExceeded `events_per_second`, `events_per_minute`, `event_bytes_per_minute` or `event_bytes_per_day` */
  countEvents(userId: string, events: number, bytes: number): void {
    const { eventsPerMinute, eventBytesPerMinute, eventBytesPerDay } = this.config.limits;
    const each = { what: 'send', userId };
    const limits: CountedLimit[] = [
      {
        counter: this.perSecond,
        amount: events,
        limit: { ...each, name: 'events_per_second', unit: 'events per second', max: burstOf(eventsPerMinute) },
      },
      {
        counter: this.perMinute,
        amount: events,
        limit: { ...each, name: 'events_per_minute', unit: 'events per minute', max: eventsPerMinute },
      },
      {
        counter: this.perMinute,
        amount: bytes,
        limit: {
          ...each,
          name: 'event_bytes_per_minute',
          unit: 'bytes of events per minute',
          max: eventBytesPerMinute,
        },
      },
      {
        counter: this.perDay,
        amount: bytes,
        limit: { ...each, name: 'event_bytes_per_day', unit: 'bytes of events per day', max: eventBytesPerDay },
      },
    ];
    // A request that one limit refuses counts for none.
    for (const one of limits) refuseOver(one);
    for (const one of limits) add(one);
  }

  /**
   * @returns a function to call when the upload is over
   * @throws LimitExceeded `uploads_at_once` or `upload_bytes_per_day`
   */
  beginUpload(userId: string, bytes: number): () => void {
    const { uploadConcurrency, uploadBytesPerDay: max } = this.config.limits;
    const leave = uploadConcurrency === 0 ? () => undefined : this.uploads.enter(userId, uploadConcurrency);
    if (leave === undefined) {
      throw new LimitExceeded('uploads_at_once', `A person may have ${uploadConcurrency} uploads under way.`, 1);
    }
    try {
      const limit = { name: 'upload_bytes_per_day', what: 'upload', unit: 'bytes per day', userId, max };
      this.count(this.perDay, limit, bytes);
    } catch (error) {
      leave();
      throw error;
    }
    return leave;
  }

  private count(counter: RateCounter, limit: Limit, amount = 1): void {
    refuseOver({ counter, limit, amount });
    add({ counter, limit, amount });
  }
}

/** All events share one queue: a minute's worth in one burst would delay everyone else for seconds. */
function burstOf(eventsPerMinute: number): number {
  return eventsPerMinute === 0 ? 0 : Math.max(MAX_BATCH_EVENTS, Math.ceil(eventsPerMinute / 20));
}

/** A refused request does not count. Otherwise one large request would block the small ones after it. */
function refuseOver({ counter, limit: { name, what, unit, userId, max }, amount }: CountedLimit): void {
  if (max === 0) return;
  const { count, resetsInMs } = counter.peek(`${name}:${userId}`);
  if (count + amount <= max) return;
  const seconds = Math.max(1, Math.ceil(resetsInMs / 1_000));
  throw new LimitExceeded(name, `A person may ${what} ${max} ${unit}. Wait as long as Retry-After says.`, seconds);
}

function add({ counter, limit: { name, userId, max }, amount }: CountedLimit): void {
  if (max > 0) counter.add(`${name}:${userId}`, amount);
}

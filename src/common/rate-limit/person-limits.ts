import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config.js';
import { InFlight } from './in-flight.js';
import { LimitExceeded } from './limit-exceeded.js';
import type { Count } from './rate-counter.js';
import { SharedCounters, type SharedCounter } from './shared-counters.js';

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
  readonly counter: SharedCounter;
  readonly limit: Limit;
  readonly amount: number;
}

/** What one person may use in a period, over all processes when there is Redis. Each limit can be switched off. */
@Injectable()
export class PersonLimits {
  private readonly perSecond: SharedCounter;
  private readonly perMinute: SharedCounter;
  private readonly perDay: SharedCounter;
  private readonly uploads = new InFlight();

  constructor(
    private readonly config: AppConfig,
    shared: SharedCounters,
  ) {
    this.perSecond = shared.counter(SECOND_MS);
    this.perMinute = shared.counter(MINUTE_MS);
    this.perDay = shared.counter(DAY_MS);
  }

  /** @throws LimitExceeded `writes_per_minute` */
  async countWrite(userId: string): Promise<void> {
    const { writesPerMinute: max } = this.config.limits;
    const limit = { name: 'writes_per_minute', what: 'create', unit: 'things per minute', userId, max };
    await countAll([{ counter: this.perMinute, limit, amount: 1 }]);
  }

  /** @throws LimitExceeded `events_per_second`, `events_per_minute`, `event_bytes_per_minute` or `event_bytes_per_day` */
  async countEvents(userId: string, events: number, bytes: number): Promise<void> {
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
    await countAll(limits);
  }

  /**
   * @returns a function to call when the upload is over
   * @throws LimitExceeded `uploads_at_once` or `upload_bytes_per_day`
   */
  async beginUpload(userId: string, bytes: number): Promise<() => void> {
    const { uploadConcurrency, uploadBytesPerDay: max } = this.config.limits;
    const leave = uploadConcurrency === 0 ? () => undefined : this.uploads.enter(userId, uploadConcurrency);
    if (leave === undefined) {
      throw new LimitExceeded('uploads_at_once', `A person may have ${uploadConcurrency} uploads under way.`, 1);
    }
    try {
      const limit = { name: 'upload_bytes_per_day', what: 'upload', unit: 'bytes per day', userId, max };
      await countAll([{ counter: this.perDay, limit, amount: bytes }]);
    } catch (error) {
      leave();
      throw error;
    }
    return leave;
  }
}

/** All events share one queue: a minute's worth in one burst would delay everyone else for seconds. */
function burstOf(eventsPerMinute: number): number {
  return eventsPerMinute === 0 ? 0 : Math.max(MAX_BATCH_EVENTS, Math.ceil(eventsPerMinute / 20));
}

/**
 * A request that one limit refuses counts for none: otherwise one large request would block the small ones after it.
 * This process decides and counts in one go, so that requests at the same time cannot pass together.
 */
async function countAll(limits: readonly CountedLimit[]): Promise<void> {
  const counted = limits.filter(({ limit }) => limit.max > 0);
  for (const one of counted) refuseOver(one, one.counter.peekHere(keyOf(one)), one.amount);
  const counts = await Promise.all(counted.map((one) => one.counter.add(keyOf(one), one.amount)));
  try {
    for (const [place, one] of counted.entries()) refuseOver(one, counts[place], 0);
  } catch (error) {
    await Promise.all(counted.map((one) => one.counter.takeBack(keyOf(one), one.amount)));
    throw error;
  }
}

function keyOf({ limit: { name, userId } }: CountedLimit): string {
  return `${name}:${userId}`;
}

/** @param more what would come on top */
function refuseOver({ limit }: CountedLimit, counted: Count | undefined, more: number): void {
  const { name, what, unit, max } = limit;
  if (counted === undefined || counted.count + more <= max) return;
  const seconds = Math.max(1, Math.ceil(counted.resetsInMs / 1_000));
  throw new LimitExceeded(name, `A person may ${what} ${max} ${unit}. Wait as long as Retry-After says.`, seconds);
}

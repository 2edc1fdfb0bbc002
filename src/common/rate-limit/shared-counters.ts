import { Injectable } from '@nestjs/common';
import type { RateLimiterRedis } from 'rate-limiter-flexible';
import type { RedisClient } from '../redis/redis-connection.js';
import { RedisLink } from '../redis/redis-link.js';
import { RateCounter, type Count } from './rate-counter.js';

/** No request waits longer for Redis. */
const ANSWER_MS = 100;
/** After an answer that did not come in time, Redis is not asked. */
const PAUSE_MS = 1_000;

/**
 * Counts by key in windows of a fixed length: over all processes when there is Redis, and always in this process too,
 * which stands in while Redis is away. Never throws.
 */
export class SharedCounter {
  private readonly here: RateCounter;

  constructor(
    private readonly windowMs: number,
    private readonly shared: SharedCounters,
  ) {
    this.here = new RateCounter(windowMs);
  }

  /** In this process alone. */
  peekHere(key: string): Count {
    return this.here.peek(key);
  }

  async peek(key: string): Promise<Count> {
    return highest(this.here.peek(key), await this.ask((limiter, name) => limiter.get(name), key));
  }

  /** This process counts at once, before the first wait. */
  async add(key: string, amount = 1): Promise<Count> {
    const here = this.here.add(key, amount);
    return highest(here, await this.ask((limiter, name) => limiter.penalty(name, amount), key));
  }

  /** What was just added does not count after all. */
  async takeBack(key: string, amount: number): Promise<void> {
    this.here.add(key, -amount);
    await this.ask((limiter, name) => limiter.reward(name, amount), key);
  }

  private ask(question: Question, key: string): Promise<Count | undefined> {
    return this.shared.ask({ windowMs: this.windowMs, key }, question);
  }
}

interface SharedCount {
  readonly consumedPoints: number;
  readonly msBeforeNext: number;
}

/** @param name of the key in Redis, from which no address can be read */
type Question = (limiter: RateLimiterRedis, name: string) => Promise<SharedCount | null>;

@Injectable()
export class SharedCounters {
  private readonly limiters = new Map<number, Promise<RateLimiterRedis>>();
  private pausedUntilMs = 0;

  constructor(private readonly link: RedisLink) {}

  counter(windowMs: number): SharedCounter {
    return new SharedCounter(windowMs, this);
  }

  /** @returns undefined: there is no answer, or none in time */
  async ask({ windowMs, key }: { windowMs: number; key: string }, question: Question): Promise<Count | undefined> {
    if (this.link.commands === undefined || performance.now() < this.pausedUntilMs) return undefined;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), ANSWER_MS);
    });
    try {
      const answer = await Promise.race([
        this.limiter(windowMs).then((limiter) => question(limiter, this.link.seal.nameOf(key))),
        late,
      ]);
      if (answer === 'late') this.pausedUntilMs = performance.now() + PAUSE_MS;
      if (answer === 'late' || answer === null) return undefined;
      return { count: answer.consumedPoints, resetsInMs: answer.msBeforeNext };
    } catch {
      // The link reports that Redis is away.
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }

  private limiter(windowMs: number): Promise<RateLimiterRedis> {
    let limiter = this.limiters.get(windowMs);
    if (limiter === undefined) this.limiters.set(windowMs, (limiter = this.load(windowMs)));
    return limiter;
  }

  private async load(windowMs: number): Promise<RateLimiterRedis> {
    const { RateLimiterRedis } = await import('rate-limiter-flexible');
    return new RateLimiterRedis({
      storeClient: currentClient(this.link),
      useRedisPackage: true,
      keyPrefix: `limit:${this.link.seal.nameOf('limits')}:${windowMs}`,
      points: 0,
      duration: windowMs / 1_000,
    });
  }
}

/** The connection of the moment, with the three commands that a limiter sends. */
function currentClient(link: RedisLink): Pick<RedisClient, 'eval' | 'multi' | 'del'> {
  const client = (): RedisClient => {
    if (link.commands === undefined) throw new Error('Redis is away.');
    return link.commands;
  };
  return {
    eval: async (...parameters) => client().eval(...parameters),
    multi: () => client().multi(),
    del: async (...parameters) => client().del(...parameters),
  } as Pick<RedisClient, 'eval' | 'multi' | 'del'>;
}

function highest(here: Count, shared: Count | undefined): Count {
  return shared === undefined || shared.count < here.count ? here : shared;
}

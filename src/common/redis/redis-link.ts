import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { AppConfig } from '../config.js';
import { loadSecret } from '../installation-secrets.js';
import { AppLogger } from '../logger.js';
import { Metrics } from '../metrics.js';
import { Readiness } from '../readiness.js';
import { MessageSeal } from './message-seal.js';
import { RedisConnection, type RedisClient } from './redis-connection.js';

const BEAT_MS = 250;
/** An answer later than this is none: what waits for Redis goes another way. */
const ANSWER_MS = 750;
/** The reader asks again after half a second at the latest. */
const SILENCE_MS = 1_500;

/**
 * The connections of this process to Redis: one for commands, one on which a read may wait. Redis is never needed:
 * `commands` is undefined without `REDIS_URL`, and while Redis is away or does not answer.
 */
@Injectable()
export class RedisLink implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly commandConnection: RedisConnection | undefined;
  private readonly readConnection: RedisConnection | undefined;
  private readonly returned: ((client: RedisClient) => void)[] = [];
  private beat: NodeJS.Timeout | undefined;
  private isWaitingForAnswer = false;
  private isReported: 'up' | 'down' | undefined;

  private constructor(
    url: string | undefined,
    readonly seal: MessageSeal,
    private readonly logger: AppLogger,
    { metrics, readiness }: { metrics: Metrics; readiness: Readiness },
  ) {
    if (url !== undefined) {
      const onLost = (error: unknown) => this.report(error);
      this.readConnection = new RedisConnection({ url, silenceMs: SILENCE_MS, onLost, onReady: () => this.report() });
      const onReady = (client: RedisClient) => this.greet(client);
      readiness.notes.set('redis', () => ({ connection: this.isUp ? 'up' : 'away' }));
      this.commandConnection = new RedisConnection({ url, silenceMs: SILENCE_MS, onLost, onReady });
    }
    metrics.readGauges(
      'carillon_carrier_up',
      'Whether this process hands batches over by Redis; absent without REDIS_URL.',
      [],
      () => (this.isConfigured ? [{ labels: {}, value: this.isUp ? 1 : 0 }] : []),
    );
  }

  static async load(
    config: AppConfig,
    logger: AppLogger,
    shown: { metrics: Metrics; readiness: Readiness },
  ): Promise<RedisLink> {
    return new RedisLink(config.redisUrl, new MessageSeal(await loadSecret(config, 'JWT_SECRET')), logger, shown);
  }

  get isConfigured(): boolean {
    return this.commandConnection !== undefined;
  }

  get isUp(): boolean {
    return this.commands !== undefined && this.reader !== undefined;
  }

  get commands(): RedisClient | undefined {
    return this.commandConnection?.ready;
  }

  get reader(): RedisClient | undefined {
    return this.readConnection?.ready;
  }

  /** @param listener called with every new connection for commands */
  whenBack(listener: (client: RedisClient) => void): void {
    this.returned.push(listener);
    if (this.commands !== undefined) listener(this.commands);
  }

  /** Does not wait for Redis: a server starts without it. */
  async onApplicationBootstrap(): Promise<void> {
    if (!this.isConfigured) return;
    this.beat = setInterval(() => this.check(), BEAT_MS).unref();
    await this.commandConnection?.start();
    await this.readConnection?.start();
  }

  onApplicationShutdown(): void {
    clearInterval(this.beat);
    this.isReported = undefined;
    this.commandConnection?.stop();
    this.readConnection?.stop();
  }

  private greet(client: RedisClient): void {
    for (const listener of this.returned) listener(client);
    this.report();
  }

  /** Also a connection that takes commands and answers none is dead. */
  private check(): void {
    const { commands } = this;
    if (commands === undefined || this.isWaitingForAnswer) return;
    this.isWaitingForAnswer = true;
    let isAnswered = false;
    const timer = setTimeout(() => {
      // An answer may have arrived while this process was busy: it is read before the next turn.
      setImmediate(() => {
        if (isAnswered) return;
        this.isWaitingForAnswer = false;
        if (this.commands === commands) this.commandConnection?.replace('Redis does not answer.');
      });
    }, ANSWER_MS).unref();
    const answered = () => {
      isAnswered = true;
      this.isWaitingForAnswer = false;
      clearTimeout(timer);
    };
    commands.ping().then(answered, answered);
  }

  /** One line for a loss and one for the return, however often it is tried in between. */
  private report(error?: unknown): void {
    const now = this.isUp ? 'up' : 'down';
    if (this.isReported === now || (now === 'down' && error === undefined) || this.beat === undefined) return;
    this.isReported = now;
    if (now === 'up') this.logger.event('redis.connected');
    else {
      this.logger.warn('redis.lost', {
        error: error instanceof Error ? error.message : String(error),
        meanwhile: 'Processes hand batches to each other by PostgreSQL, and each counts its rate limits alone.',
      });
    }
  }
}

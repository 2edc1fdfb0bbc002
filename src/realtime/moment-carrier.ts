import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { OnEvent } from '@nestjs/event-emitter';
import { DataSource } from 'typeorm';
import { BackgroundLoop } from '../common/background-loop.js';
import { newId } from '../common/ids.js';
import { AppLogger } from '../common/logger.js';
import { RedisLink } from '../common/redis/redis-link.js';
import { LogTail } from '../events/log-tail.js';
import { MOMENT_CHANNEL, MOMENTS_HEARD } from './realtime-session.js';

/** PostgreSQL refuses payloads of 8,000 bytes or more. */
const MAX_PARCEL_BYTES = 7_000;
/** Waiting moments with different keys. More are dropped, since they matter only now. */
const MAX_WAITING = 2_000;
/** For NOTIFY, which takes a lock of the whole database server, so one statement carries everything that gathered. */
const MIN_GAP_MS = 100;
/** Moments of one tick go together. */
const GATHER_MS = 1;
const RETRY_MS = 1_000;

/** By Redis there is no such limit; this one bounds what an entry can be. */
const MAX_MESSAGE_BYTES = 1_048_576;

const SEND_SQL = `SELECT pg_notify('${MOMENT_CHANNEL}', parcel) FROM unnest($1::text[]) parcel`;

interface Moment {
  readonly kind: string;
  readonly body: unknown;
}

/** What one NOTIFY carries. */
export interface Parcel {
  /** The process that sent it. */
  readonly from: string;
  readonly moments: readonly Moment[];
}

/** @param from the process that sent it */
type Listener = (body: never, from: string) => void | Promise<void>;

/**
 * Carries between processes what is not in the log: who is typing, who is looking. The sender applies it to its own
 * sockets itself; listeners hear only other processes. Nothing is stored, repeated or guaranteed to arrive.
 */
@Injectable()
export class MomentCarrier implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly processId = newId();
  private readonly listeners = new Map<string, Listener>();
  private readonly waiting = new Map<string, Moment>();
  private readonly loop: BackgroundLoop;
  private readonly channel: string;

  constructor(
    private readonly dataSource: DataSource,
    private readonly link: RedisLink,
    private readonly tail: LogTail,
    private readonly logger: AppLogger,
  ) {
    // Of this installation alone: the channels of a Redis are the same in all of its databases.
    this.channel = `moments:${link.seal.nameOf('moments')}`;
    this.loop = new BackgroundLoop({
      round: () => this.flush(),
      onError: (error) => {
        if (!this.loop.isStarted) return;
        logger.warn('Typing and presence could not be sent to other processes.', { error: String(error) });
      },
      gatherMs: GATHER_MS,
      minGapMs: MIN_GAP_MS,
      retryMs: RETRY_MS,
    });
  }

  onApplicationBootstrap(): void {
    this.loop.start();
    const hearSealed = (message: Buffer) => this.hearSealed(message);
    // Again on every connection; on one that came back by itself it changes nothing.
    this.link.whenBack((client) => void client.subscribe(this.channel, hearSealed, true).catch(() => undefined));
  }

  /** @param listener called when moments of other processes may have been missed */
  whenBack(listener: () => void): void {
    this.link.whenBack(listener);
  }

  listen(kind: string, listener: Listener): void {
    this.listeners.set(kind, listener);
  }

  /** @param key a later moment of the same kind and key replaces one that still waits */
  send(kind: string, key: string, body: unknown): void {
    const name = `${kind} ${key}`;
    if (this.waiting.size >= MAX_WAITING && !this.waiting.has(name)) return;
    this.waiting.set(name, { kind, body });
    this.loop.wake();
  }

  @OnEvent(MOMENTS_HEARD)
  hear({ from, moments }: Parcel): void {
    if (from === this.processId) return;
    for (const { kind, body } of moments) void this.apply(kind, body, from);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  /** An unknown kind comes from a process of another version. */
  private async apply(kind: string, body: unknown, from: string): Promise<void> {
    try {
      await this.listeners.get(kind)?.(body as never, from);
    } catch (error) {
      this.logger.warn(`A "${kind}" message of another process was dropped.`, { error: String(error) });
    }
  }

  private async flush(): Promise<void> {
    const moments = [...this.waiting.values()];
    this.waiting.clear();
    if (moments.length === 0 || (await this.publish({ from: this.processId, moments }))) return;
    const parcels = packed(this.processId, moments);
    if (parcels.length > 0) await this.dataSource.query(SEND_SQL, [parcels]);
  }

  /** @returns false: they go by PostgreSQL */
  private async publish(parcel: Parcel): Promise<boolean> {
    const { commands, isUp, seal } = this.link;
    if (commands === undefined || !isUp) return false;
    const sealed = seal.seal(this.place, JSON.stringify(parcel));
    if (sealed.length > MAX_MESSAGE_BYTES) return false;
    try {
      await commands.publish(this.channel, sealed);
      return true;
    } catch {
      return false;
    }
  }

  private hearSealed(message: Buffer): void {
    const text = message.length > MAX_MESSAGE_BYTES ? undefined : this.link.seal.open(this.place, message);
    // Another's, or of a copy of this installation.
    if (text !== undefined) this.hear(JSON.parse(text) as Parcel);
  }

  /** A copy of the database has the same secrets, and another epoch. */
  private get place(): string {
    return `${this.channel} ${this.tail.epoch}`;
  }
}

/** As few parcels as possible; a moment that is too large by itself is left out. */
export function packed(from: string, moments: readonly Moment[]): string[] {
  const room = MAX_PARCEL_BYTES - Buffer.byteLength(JSON.stringify({ from, moments: [] }));
  const parcels: Moment[][] = [];
  let left = 0;
  for (const moment of moments) {
    const bytes = Buffer.byteLength(JSON.stringify(moment)) + 1;
    if (bytes > room) continue;
    if (bytes > left) {
      parcels.push([]);
      left = room;
    }
    parcels.at(-1)?.push(moment);
    left -= bytes;
  }
  return parcels.map((part) => JSON.stringify({ from, moments: part } satisfies Parcel));
}

import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { OnEvent } from '@nestjs/event-emitter';
import { DataSource } from 'typeorm';
import { BackgroundLoop } from '../common/background-loop.js';
import { newId } from '../common/ids.js';
import { AppLogger } from '../common/logger.js';
import { MOMENT_CHANNEL, MOMENTS_HEARD } from './realtime-session.js';

/** PostgreSQL refuses payloads of 8,000 bytes or more. */
const MAX_PARCEL_BYTES = 7_000;
/** Waiting moments with different keys. More are dropped, since they matter only now. */
const MAX_WAITING = 2_000;
/** A NOTIFY takes a lock of the whole database server, so one statement carries everything that gathered. */
const MIN_GAP_MS = 100;
/** Moments of one tick go together. */
const GATHER_MS = 1;
const RETRY_MS = 1_000;

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

  constructor(
    private readonly dataSource: DataSource,
    private readonly logger: AppLogger,
  ) {
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
    const parcels = packed(this.processId, [...this.waiting.values()]);
    this.waiting.clear();
    if (parcels.length > 0) await this.dataSource.query(SEND_SQL, [parcels]);
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

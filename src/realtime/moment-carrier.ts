import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { OnEvent } from '@nestjs/event-emitter';
import { DataSource } from 'typeorm';
import { newId } from '../common/ids.js';
import { AppLogger } from '../common/logger.js';
import { MOMENT_CHANNEL, MOMENTS_HEARD } from './realtime-session.js';

/** PostgreSQL refuses payloads from 8,000 bytes on. */
const MAX_PARCEL_BYTES = 7_000;
/** Of different keys; what is more is dropped, since it is of the moment. */
const MAX_WAITING = 2_000;
/** A NOTIFY takes a lock of the whole database server: one statement carries all that gathered meanwhile. */
const PAUSE_MS = 100;
const PAUSE_AFTER_FAILURE_MS = 1_000;

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
 * Carries between the processes of an installation what is not in the log: who is typing, who is looking. A sender applies it to
 * its own sockets itself; listeners hear only other processes. Nothing is kept, repeated, or promised to arrive.
 */
@Injectable()
export class MomentCarrier implements OnApplicationShutdown {
  readonly processId = newId();
  private readonly listeners = new Map<string, Listener>();
  private readonly waiting = new Map<string, Moment>();
  private timer: NodeJS.Timeout | undefined;
  private nextAtMs = 0;
  private isStopped = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly logger: AppLogger,
  ) {}

  listen(kind: string, listener: Listener): void {
    this.listeners.set(kind, listener);
  }

  /** @param key a later moment of the same kind and key takes the place of one that still waits */
  send(kind: string, key: string, body: unknown): void {
    const name = `${kind} ${key}`;
    if (this.waiting.size >= MAX_WAITING && !this.waiting.has(name)) return;
    this.waiting.set(name, { kind, body });
    this.schedule();
  }

  @OnEvent(MOMENTS_HEARD)
  hear({ from, moments }: Parcel): void {
    if (from === this.processId) return;
    for (const { kind, body } of moments) void this.apply(kind, body, from);
  }

  onApplicationShutdown(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
  }

  /** A kind that this version does not know is another version's. */
  private async apply(kind: string, body: unknown, from: string): Promise<void> {
    try {
      await this.listeners.get(kind)?.(body as never, from);
    } catch (error) {
      this.logger.warn(`A "${kind}" message of another process was dropped.`, { error: String(error) });
    }
  }

  private schedule(): void {
    if (this.timer !== undefined || this.waiting.size === 0 || this.isStopped) return;
    const waitMs = Math.max(0, this.nextAtMs - performance.now());
    this.timer = setTimeout(() => void this.flush(), waitMs);
    this.timer.unref();
  }

  private async flush(): Promise<void> {
    const parcels = packed(this.processId, [...this.waiting.values()]);
    this.waiting.clear();
    let pauseMs = PAUSE_MS;
    try {
      await this.dataSource.query(SEND_SQL, [parcels]);
    } catch (error) {
      pauseMs = PAUSE_AFTER_FAILURE_MS;
      if (!this.isStopped) {
        this.logger.warn('Typing and presence could not be sent to other processes.', { error: String(error) });
      }
    }
    this.nextAtMs = performance.now() + pauseMs;
    this.timer = undefined;
    this.schedule();
  }
}

/** As few parcels as hold them all; one that is too large by itself is left out. */
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

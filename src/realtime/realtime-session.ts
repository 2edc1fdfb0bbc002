import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { EventEmitter2 } from '@nestjs/event-emitter';
import { Interval } from '@nestjs/schedule';
import { AppConfig } from '../common/config.js';
import { AppLogger } from '../common/logger.js';
import { BookkeepingSession } from '../database/bookkeeping-session.js';
import type { SqlReader } from '../database/sql.js';
import { ERASED_CHANNEL } from '../events/event-erasure.js';
import { LIVE_CHANNEL } from '../events/live-feed.js';
import { SESSIONS_CHANNEL } from '../users/session-revocation.js';

/** Emitted when another process may have revoked sessions while this one was not connected. */
export const SESSIONS_UNKNOWN = 'realtime.sessions.unknown';
/** As `SESSION_REVOKED`, from any process; the payload is a `RevokedSessions`. */
export const SESSIONS_ENDED = 'realtime.sessions.ended';

/** Emitted when a process has erased events; the payload is a position: they are at it or before. */
export const EVENTS_ERASED = 'realtime.events.erased';

/** Emitted for each push of the `LiveFeed`, from any process; the payload is a `LivePush`. */
export const LIVE_PUSHED = 'realtime.live.pushed';

/** The NOTIFY channel of `MomentCarrier`. */
export const MOMENT_CHANNEL = 'carillon_moments';
/** Emitted for each parcel of the `MomentCarrier`, from any process; the payload is a `Parcel`. */
export const MOMENTS_HEARD = 'realtime.moments.heard';

const KEEP_OPEN_MS = 2_000;

/** This module's own connection: it reads who may see a batch, and receives the notices of ended sessions and erased events. */
@Injectable()
export class RealtimeSession implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly session: BookkeepingSession;
  private isOpen = false;

  constructor(
    private readonly config: AppConfig,
    private readonly emitter: EventEmitter2,
    private readonly logger: AppLogger,
  ) {
    this.session = new BookkeepingSession({
      url: config.databaseUrl ?? '',
      name: 'realtime',
      onNotification: (channel, payload) => this.hear(channel, payload),
      onConnect: async (session) => {
        await session.query(`LISTEN ${SESSIONS_CHANNEL}`, []);
        await session.query(`LISTEN ${ERASED_CHANNEL}`, []);
        await session.query(`LISTEN ${LIVE_CHANNEL}`, []);
        await session.query(`LISTEN ${MOMENT_CHANNEL}`, []);
        this.emitter.emit(SESSIONS_UNKNOWN);
      },
    });
  }

  get reader(): SqlReader {
    return this.session;
  }

  async onApplicationBootstrap(): Promise<void> {
    if (!this.config.roles.has('sockets')) return;
    await this.session.open();
    this.isOpen = true;
  }

  async onApplicationShutdown(): Promise<void> {
    this.isOpen = false;
    await this.session.close();
  }

  /** Without this, a lost connection would receive nothing and reopen only at its next use. */
  @Interval(KEEP_OPEN_MS)
  async keepOpen(): Promise<void> {
    if (!this.isOpen) return;
    await this.session.open().catch((error: unknown) => {
      this.logger.warn('The connection for sockets is lost; trying again.', { error: String(error) });
    });
  }

  private hear(channel: string, payload: string): void {
    try {
      const message: unknown = JSON.parse(payload);
      if (channel === LIVE_CHANNEL) this.emitter.emit(LIVE_PUSHED, message);
      else if (channel === MOMENT_CHANNEL) this.emitter.emit(MOMENTS_HEARD, message);
      else if (channel === ERASED_CHANNEL) this.emitter.emit(EVENTS_ERASED, Number(message));
      else this.emitter.emit(SESSIONS_ENDED, message);
    } catch (error) {
      this.logger.error('A message of another process could not be read.', error);
    }
  }
}

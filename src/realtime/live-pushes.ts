import { Inject, Injectable } from '@nestjs/common';
import { OnEvent } from '@nestjs/event-emitter';
import { Interval } from '@nestjs/schedule';
import { AppLogger } from '../common/logger.js';
import { LiveFeed, type LivePush } from '../events/live-feed.js';
import { ConnectedUsers } from './connected-users.js';
import { LivePosition } from './live-position.js';
import { LocalSockets } from './local-sockets.js';
import { LIVE_PUSHED } from './realtime-session.js';
import { liveTarget } from './rooms.js';

/** Rooms of which something is pushed only while a socket is there. */
const WATCHED_ROOMS = ['webhooks'];
const LOOK_MS = 250;
/** Well within the time for which a watch holds. */
const RENEW_MS = 3_000;

/** What is pushed live and is not of the log: asks for it while a socket of this process is in the room, and sends it on. */
@Injectable()
export class LivePushes {
  @Inject(AppLogger) private readonly logger: AppLogger;
  private readonly renewedAt = new Map<string, number>();
  private count = 0;

  constructor(
    private readonly sockets: LocalSockets,
    private readonly live: LivePosition,
    private readonly feed: LiveFeed,
    private readonly users: ConnectedUsers,
  ) {}

  /** The cursor lies between two positions of the log: larger than everything before, smaller than everything after. */
  @OnEvent(LIVE_PUSHED)
  push(push: LivePush): void {
    this.count += 1;
    const cursor = `${this.live.cursor}.${String(this.count).padStart(12, '0')}`;
    this.sockets.emit(push.message, liveTarget(push), { ...push.payload, cursor });
  }

  /** Notifies the processes that make these pushes that a socket of this process wants them. */
  @Interval(LOOK_MS)
  async watch(): Promise<void> {
    for (const room of WATCHED_ROOMS) {
      const isDue = performance.now() - (this.renewedAt.get(room) ?? -RENEW_MS) >= RENEW_MS;
      if (!isDue || !this.isOccupied(room)) continue;
      this.renewedAt.set(room, performance.now());
      await this.feed.watch(room).catch((error: unknown) => {
        this.renewedAt.delete(room);
        this.logger.warn('Could not ask for live pushes; trying again.', { error: String(error) });
      });
    }
  }

  private isOccupied(room: string): boolean {
    for (const connection of this.users.all()) if (connection.rooms.has(room)) return true;
    return false;
  }
}

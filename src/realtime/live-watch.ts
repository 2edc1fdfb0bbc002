import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { AppLogger } from '../common/logger.js';
import { LiveFeed } from '../events/live-feed.js';
import { ConnectedUsers } from './connected-users.js';

/** Rooms of which something is pushed only while somebody is there. */
const WATCHED_ROOMS = ['webhooks'];
const LOOK_MS = 250;
/** Well within the time for which a watch holds. */
const RENEW_MS = 3_000;

/** Says, as long as it is so, that somebody here is in a room that is worth feeding. */
@Injectable()
export class LiveWatch {
  private readonly renewedAt = new Map<string, number>();

  constructor(
    private readonly feed: LiveFeed,
    private readonly users: ConnectedUsers,
    private readonly logger: AppLogger,
  ) {}

  @Interval(LOOK_MS)
  async keep(): Promise<void> {
    for (const room of WATCHED_ROOMS) {
      const isDue = performance.now() - (this.renewedAt.get(room) ?? -RENEW_MS) >= RENEW_MS;
      if (!isDue || !this.isHeld(room)) continue;
      this.renewedAt.set(room, performance.now());
      await this.feed.watch(room).catch((error: unknown) => {
        this.renewedAt.delete(room);
        this.logger.warn('A watch could not be kept; trying again.', { error: String(error) });
      });
    }
  }

  private isHeld(room: string): boolean {
    for (const connection of this.users.all()) if (connection.rooms.has(room)) return true;
    return false;
  }
}

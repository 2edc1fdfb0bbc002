import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { DataSource } from 'typeorm';
import { AppLogger } from '../common/logger.js';

/** The NOTIFY channel of every push of the feed, as JSON. */
export const LIVE_CHANNEL = 'carillon_live';

/** Socket.IO events that are not in the log and come from modules other than realtime. */
export const LIVE_MESSAGES = ['delivery.update', 'bin.request', 'recovery.update'] as const;

/** A push that is not in the log: sent to sockets in the room now, never replayed. */
export interface LivePush {
  /** Name of the Socket.IO event. */
  readonly message: (typeof LIVE_MESSAGES)[number];
  /** The public room it goes to: */
  readonly room: string;
  readonly userId: string | null;
  readonly managersOf: string | null;
  readonly admins: boolean;
  /** Only to the members of staff among these. */
  readonly staffOnly: boolean;
  /** At most about 7,000 bytes as JSON. */
  readonly payload: object;
}

const LOOK_MS = 1_000;
const WATCHED_FOR = '10 seconds';

const WATCH_SQL = `
  INSERT INTO live_watchers (room, until) VALUES ($1, now() + interval '${WATCHED_FOR}')
  ON CONFLICT (room) DO UPDATE SET until = excluded.until`;
const WATCHED_SQL = 'SELECT room FROM live_watchers WHERE until > now()';
const SEND_SQL = `SELECT pg_notify('${LIVE_CHANNEL}', push) FROM unnest($1::text[]) push`;

/**
 * Carries pushes from the process where something happens to the processes with watchers. Usually there are none, and
 * then no push is made: one row says so, and is read every second.
 */
@Injectable()
export class LiveFeed {
  private watched: ReadonlySet<string> = new Set();

  constructor(
    private readonly dataSource: DataSource,
    private readonly logger: AppLogger,
  ) {}

  isWatched(room: string): boolean {
    return this.watched.has(room);
  }

  /** A socket of this process is in this room. Valid for ten seconds; other processes see it within one. */
  async watch(room: string): Promise<void> {
    this.watched = new Set([...this.watched, room]);
    await this.dataSource.query(WATCH_SQL, [room]);
  }

  async send(pushes: readonly LivePush[]): Promise<void> {
    await this.dataSource.query(SEND_SQL, [pushes.map((push) => JSON.stringify(push))]);
  }

  @Interval(LOOK_MS)
  async look(): Promise<void> {
    try {
      const rows = await this.dataSource.query<{ room: string }[]>(WATCHED_SQL);
      this.watched = new Set(rows.map(({ room }) => room));
    } catch (error) {
      this.logger.warn('Could not load live-feed watchers; retrying within a second.', { error: String(error) });
    }
  }
}

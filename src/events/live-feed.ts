import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { DataSource } from 'typeorm';
import { AppLogger } from '../common/logger.js';

/** Every push of the feed is notified here, as JSON. */
export const LIVE_CHANNEL = 'carillon_live';

/** The Socket.IO events that are not of the log, and come from other modules than the sockets' own. */
export const LIVE_MESSAGES = ['delivery.update', 'bin.request'] as const;

/** A push that is not of the log: whoever is there sees it, nobody is replayed it. */
export interface LivePush {
  /** Name of the Socket.IO event. */
  readonly message: (typeof LIVE_MESSAGES)[number];
  /** The public room of those it is for: */
  readonly room: string;
  readonly userId: string | null;
  readonly managersOf: string | null;
  readonly admins: boolean;
  /** Of all these, members of staff alone. */
  readonly staffOnly: boolean;
  /** At most some 7,000 bytes as JSON. */
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
 * Carries pushes from the process where something happens to those where somebody watches. Most of the time nobody does, and
 * then nothing is made: one row says whether to, and is looked at every second.
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

  /** Somebody is in this room here. Holds for ten seconds; other processes know of it within one. */
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
      this.logger.warn('It could not be seen who watches; looking again within a second.', { error: String(error) });
    }
  }
}

import { io, type Socket } from 'socket.io-client';
import { until } from './until.js';
import type { Json } from './socket.js';

export interface FollowedFrame {
  readonly message: string;
  readonly cursor: string;
  readonly body: Json;
}

export interface FollowerOptions {
  readonly userId: string;
  readonly token: string;
  readonly rooms: readonly string[];
  /** Left out: from now on. */
  readonly after?: string;
}

const PUSHES = /^(notification|event|.+\.update)$/;
const ACK_MS = 5_000;
const open = new Set<Follower>();

/**
 * A client as the contract wants it: it keeps the last cursor that it saw, comes back by itself whenever the connection
 * breaks, and asks for all that came after that cursor.
 */
export class Follower {
  /** What was pushed to it, over all its connections. */
  readonly frames: FollowedFrame[] = [];
  /** Cursors that did not grow, and calls to load anew: there must be none. */
  readonly faults: string[] = [];
  connections = 0;
  cursor: string;
  /** The place of the first `ready`: all that came after it is expected. */
  firstCursor = '';
  /** What the first `ready` said. */
  firstUnread = 0;
  /** When the last frame came, on the clock of `performance.now()`. */
  lastFrameAt = 0;
  readonly socket: Socket;
  /** Of the next connection. */
  token: string;

  constructor(
    private readonly url: string,
    private readonly options: FollowerOptions,
  ) {
    this.cursor = options.after ?? '';
    const { rooms } = options;
    this.token = options.token;
    this.socket = io(url, {
      auth: (give) => give({ token: this.token, rooms, ...(this.cursor !== '' && { after: this.cursor }) }),
      transports: ['websocket'],
      reconnectionDelay: 20,
      reconnectionDelayMax: 200,
      forceNew: true,
    });
    this.socket.onAny((message: string, body: Json) => this.hear(message, body));
    open.add(this);
  }

  /** Resolves when it is live for the first time. */
  static async follow(url: string, options: FollowerOptions): Promise<Follower> {
    const follower = new Follower(url, options);
    await until(() => follower.connections > 0, { describe: () => `${url} gives no \`ready\`` });
    return follower;
  }

  of(message: string): Json[] {
    return this.frames.filter((frame) => frame.message === message).map(({ body }) => body);
  }

  /** Resolves when it has all that the log has up to a position: what it was not sent by then was not for it. */
  async hasReached(position: number, timeoutMs = 30_000): Promise<void> {
    const room = `user:${this.options.userId}`;
    await until(
      async () => {
        if (!this.socket.connected) return false;
        const ack: Json = await this.socket
          .timeout(ACK_MS)
          .emitWithAck('join', { room })
          .catch(() => undefined);
        return positionOf(ack?.cursor ?? '') >= position;
      },
      { timeoutMs, describe: () => `${this.url} is at ${this.cursor}, not at ${position}` },
    );
  }

  close(): void {
    open.delete(this);
    this.socket.disconnect();
  }

  private hear(message: string, body: Json): void {
    if (message === 'ready') {
      this.connections += 1;
      if (this.connections === 1) {
        this.firstCursor = this.options.after ?? body.cursor;
        this.firstUnread = body.unread_count;
      }
    }
    if (message === 'resync' || message === 'join.refused') this.faults.push(`${message} ${JSON.stringify(body)}`);
    const cursor: unknown = body?.cursor;
    if (typeof cursor !== 'string') return;
    if (PUSHES.test(message)) {
      if (cursor <= this.cursor) this.faults.push(`${message} ${cursor} after ${this.cursor}`);
      this.frames.push({ message, cursor, body });
      this.lastFrameAt = performance.now();
    }
    if (cursor > this.cursor) this.cursor = cursor;
  }
}

export function positionOf(cursor: string): number {
  return Number(cursor.split('.')[1] ?? Number.NaN);
}

/** For `afterEach`. */
export function closeFollowers(): void {
  for (const follower of open) follower.close();
}

import { io, type Socket } from 'socket.io-client';
import { checkAck, demand, faultOf } from '../network/published-messages.js';
import { until } from '../until.js';

/** Whatever JSON a push or an ack holds; a test names what it expects of it. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Json = any;

export interface Push {
  readonly message: string;
  readonly body: Json;
}

/** A push that has a position in the log. */
export interface LoggedPush extends Push {
  readonly cursor: string;
}

export interface ConnectOptions {
  readonly token?: string;
  readonly after?: unknown;
  readonly rooms?: unknown;
  /** Reconnects after every disconnect, with the last cursor, as the protocol asks of clients. */
  readonly resumes?: boolean;
  readonly transports?: string[];
  readonly headers?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly reconnection?: boolean;
}

const GIVE_UP_MS = 10_000;
const ACK_MS = 5_000;
const LOGGED = /^(notification|event|.+\.update)$/;
const open = new Set<TestSocket>();

/**
 * The socket client of tests: records every push in order, over all its connections. What comes otherwise than it is published
 * at `/api/asyncapi.json` fails the test.
 */
export class TestSocket {
  readonly pushes: Push[] = [];
  /** Cursors that did not grow, and requests to refetch: a socket that resumes must have none. */
  readonly faults: string[] = [];
  /** The last cursor that a client would store. */
  cursor: string;
  /** For the next connection. */
  token: string | undefined;
  /** For a failover: it goes on from the new cursor, as after a refetch, and counts its updates from there. */
  expectsReset = false;
  resets = 0;
  /** Updates of earlier epochs. */
  readonly earlier: LoggedPush[] = [];
  private resetCursor: string | undefined;
  refusal: Json = null;
  disconnectReason: string | null = null;
  readonly socket: Socket;
  private readonly watchers = new Set<() => void>();

  /** Connects without waiting for anything. */
  constructor(
    private readonly url: string,
    private readonly options: ConnectOptions = {},
  ) {
    const { after, rooms, transports, headers, query, reconnection, resumes = false } = options;
    this.token = options.token;
    this.cursor = resumes && typeof after === 'string' ? after : '';
    const socket = io(url, {
      // Socket.IO leaves out what is undefined.
      auth: (give) => give({ token: this.token, rooms, after: resumes ? this.cursor || undefined : after }),
      transports: transports ?? ['websocket'],
      extraHeaders: headers,
      query,
      reconnection: reconnection ?? resumes,
      reconnectionDelay: 20,
      reconnectionDelayMax: 200,
      forceNew: true,
    });
    this.socket = socket;
    socket.onAny((message: string, body: Json) => this.record(message, body));
    socket.on('connect_error', (error: Error & { data?: Json }) => {
      if (error.data !== undefined) demand(faultOf('connect_error', 'payload', error.data));
      this.refusal = error.data ?? { code: error.message };
      this.changed();
    });
    socket.on('disconnect', (reason) => {
      this.disconnectReason = reason;
      this.changed();
    });
    open.add(this);
  }

  of(message: string): Json[] {
    return this.pushes.filter((push) => push.message === message).map(({ body }) => body);
  }

  /** Pushes with a position in the log. */
  get updates(): LoggedPush[] {
    return this.pushes.flatMap(({ message, body }) =>
      LOGGED.test(message) && typeof body?.cursor === 'string' ? [{ message, cursor: body.cursor, body }] : [],
    );
  }

  get logged(): Json[] {
    return this.updates.map(({ body }) => body);
  }

  /** How often it was `ready`. */
  get connections(): number {
    return this.of('ready').length;
  }

  /** Everything after this cursor is expected. */
  get firstCursor(): string {
    const { after } = this.options;
    if (this.resetCursor !== undefined) return this.resetCursor;
    return typeof after === 'string' ? after : this.of('ready')[0].cursor;
  }

  async waitFor(condition: (self: TestSocket) => boolean, what = condition.toString()): Promise<this> {
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.watchers.delete(check);
        reject(new Error(`waited for ${what}, got ${JSON.stringify(this.pushes.map(({ message }) => message))}`));
      }, GIVE_UP_MS);
      const check = () => {
        if (!condition(this)) return;
        clearTimeout(timer);
        this.watchers.delete(check);
        resolve();
      };
      this.watchers.add(check);
      check();
    });
    return this;
  }

  /** @returns the ack */
  async send(message: string, ...payload: unknown[]): Promise<Json> {
    const ack: Json = await this.socket.timeout(GIVE_UP_MS).emitWithAck(message, ...payload);
    checkAck(message, ack);
    return ack;
  }

  /** Waits until it has everything up to a position of the log: what it did not get by then was not sent to it. */
  async hasReached(position: number, timeoutMs = 30_000): Promise<void> {
    const room = `user:${this.of('ready')[0].user_id}`;
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

  private record(message: string, body: Json): void {
    demand(faultOf(message, 'payload', body));
    if (this.expectsReset && message === 'resync' && body.reason === 'reset' && body.room === null) {
      this.startAnew(body.cursor);
      return;
    }
    this.pushes.push({ message, body });
    if (message === 'resync' || message === 'join.refused') this.faults.push(`${message} ${JSON.stringify(body)}`);
    const cursor: unknown = body?.cursor;
    if (typeof cursor === 'string') {
      if (LOGGED.test(message) && cursor <= this.cursor) {
        this.faults.push(`${message} ${cursor} after ${this.cursor}`);
      }
      if (cursor > this.cursor) this.cursor = cursor;
    }
    this.changed();
  }

  private startAnew(cursor: string): void {
    this.resets += 1;
    this.earlier.push(...this.updates);
    const kept = this.pushes.filter(({ message }) => !LOGGED.test(message));
    this.pushes.splice(0, this.pushes.length, ...kept);
    this.resetCursor = cursor;
    this.cursor = cursor;
    this.changed();
  }

  private changed(): void {
    for (const watcher of this.watchers) watcher();
  }
}

/** Connects and waits for `ready`. */
export async function connect(url: string, options: ConnectOptions): Promise<TestSocket> {
  const socket = new TestSocket(url, options);
  await socket.waitFor(({ refusal }) => refusal !== null || socket.of('ready').length > 0, 'ready');
  if (socket.refusal !== null) throw new Error(`refused: ${JSON.stringify(socket.refusal)}`);
  return socket;
}

/** Connects and from then on resumes after every disconnect. */
export async function follow(url: string, options: ConnectOptions): Promise<TestSocket> {
  const socket = new TestSocket(url, { ...options, resumes: true });
  await until(() => socket.connections > 0, { describe: () => `${url} sends no \`ready\`: ${socket.refusal}` });
  return socket;
}

/** @returns the reason of the handshake's refusal */
export async function refused(url: string, options: ConnectOptions): Promise<Json> {
  const socket = new TestSocket(url, options);
  await socket.waitFor(({ refusal }) => refusal !== null || socket.of('ready').length > 0, 'a refusal');
  return socket.refusal;
}

export function positionOf(cursor: string): number {
  return Number(cursor.split('.')[1] ?? Number.NaN);
}

/** For `afterEach`. */
export function closeSockets(): void {
  for (const socket of open) socket.close();
}

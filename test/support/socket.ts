import { io, type Socket } from 'socket.io-client';

/** Whatever JSON a push or an ack holds; a test names what it expects of it. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Json = any;

export interface Push {
  readonly message: string;
  readonly body: Json;
}

export interface ConnectOptions {
  readonly token?: string;
  readonly after?: unknown;
  readonly rooms?: unknown;
  readonly transports?: string[];
  readonly headers?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly reconnection?: boolean;
}

const GIVE_UP_MS = 10_000;
const open = new Set<TestSocket>();

/** A real client that keeps all that it was sent, in order. */
export class TestSocket {
  readonly pushes: Push[] = [];
  refusal: Json = null;
  disconnectReason: string | null = null;
  private readonly watchers = new Set<() => void>();

  constructor(readonly socket: Socket) {
    socket.onAny((message: string, body: Json) => {
      this.pushes.push({ message, body });
      this.changed();
    });
    socket.on('connect_error', (error: Error & { data?: Json }) => {
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

  /** Pushes that stand for a place in the log. */
  get logged(): Json[] {
    return this.pushes
      .filter(({ message }) => message.endsWith('.update') || message === 'notification' || message === 'event')
      .map(({ body }) => body);
  }

  /** The last cursor that a client would keep. */
  get cursor(): string {
    const cursors = this.pushes.map(({ body }) => body?.cursor).filter((cursor) => typeof cursor === 'string');
    return cursors.sort().at(-1) ?? '';
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
  send(message: string, ...payload: unknown[]): Promise<Json> {
    return this.socket.timeout(GIVE_UP_MS).emitWithAck(message, ...payload);
  }

  close(): void {
    open.delete(this);
    this.socket.disconnect();
  }

  private changed(): void {
    for (const watcher of this.watchers) watcher();
  }
}

/** Connects without waiting for anything. */
export function dial(url: string, options: ConnectOptions = {}): TestSocket {
  const { token, after, rooms, transports, headers, query, reconnection } = options;
  return new TestSocket(
    io(url, {
      auth: {
        ...(token !== undefined && { token }),
        ...(after !== undefined && { after }),
        ...(rooms !== undefined && { rooms }),
      },
      transports: transports ?? ['websocket'],
      extraHeaders: headers,
      query,
      reconnection: reconnection ?? false,
      forceNew: true,
    }),
  );
}

/** Connects and waits for `ready`. */
export async function connect(url: string, options: ConnectOptions): Promise<TestSocket> {
  const socket = dial(url, options);
  await socket.waitFor(({ refusal }) => refusal !== null || socket.of('ready').length > 0, 'ready');
  if (socket.refusal !== null) throw new Error(`refused: ${JSON.stringify(socket.refusal)}`);
  return socket;
}

/** @returns what the handshake was refused with */
export async function refused(url: string, options: ConnectOptions): Promise<Json> {
  const socket = dial(url, options);
  await socket.waitFor(({ refusal }) => refusal !== null || socket.of('ready').length > 0, 'a refusal');
  return socket.refusal;
}

/** For `afterEach`. */
export function closeSockets(): void {
  for (const socket of open) socket.close();
}

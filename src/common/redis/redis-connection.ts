import type { createClient } from 'redis';

export type RedisClient = ReturnType<typeof createClient>;

/** Milliseconds. A server on the same network answers within one; a frozen one must not be waited for. */
const CONNECT_TIMEOUT_MS = 1_000;
const RECONNECT_MS = 250;
/** Commands that wait for an answer. Beyond it they fail at once. */
const MAX_WAITING_COMMANDS = 1_000;

export interface ConnectionOptions {
  readonly url: string;
  /** Without any traffic for this long the connection counts as dead. */
  readonly silenceMs: number;
  onReady(client: RedisClient): void;
  /** Called for every failure, also of an attempt to connect. */
  onLost(error: unknown): void;
}

/**
 * One connection to Redis, opened again for as long as it takes. Commands fail at once while it is away: what waits for
 * Redis would be late, and everything has another way.
 */
export class RedisConnection {
  private client: RedisClient | undefined;
  private create: typeof createClient | undefined;
  private isStopped = false;

  constructor(private readonly options: ConnectionOptions) {}

  /** Undefined while Redis is away. */
  get ready(): RedisClient | undefined {
    return this.client?.isReady === true ? this.client : undefined;
  }

  /** Returns before it is connected. */
  async start(): Promise<void> {
    // Only who uses Redis loads its client.
    ({ createClient: this.create } = await import('redis'));
    this.open();
  }

  /** Gives up a connection that does not answer: the client itself would wait for as long as it can still write. */
  replace(reason: string): void {
    this.close();
    this.options.onLost(new Error(reason));
    this.open();
  }

  stop(): void {
    this.isStopped = true;
    this.close();
  }

  private open(): void {
    if (this.isStopped || this.create === undefined) return;
    const client = this.create({
      url: this.options.url,
      disableOfflineQueue: true,
      commandsQueueMaxLength: MAX_WAITING_COMMANDS,
      socket: {
        connectTimeout: CONNECT_TIMEOUT_MS,
        socketTimeout: this.options.silenceMs,
        reconnectStrategy: () => RECONNECT_MS,
      },
    }) as RedisClient;
    this.client = client;
    client.on('error', (error: unknown) => {
      if (this.client === client) this.options.onLost(error);
    });
    client.on('ready', () => {
      if (this.client === client) this.options.onReady(client);
    });
    // Every failure is emitted as well.
    client.connect().catch(() => undefined);
  }

  private close(): void {
    const { client } = this;
    this.client = undefined;
    client?.destroy();
  }
}

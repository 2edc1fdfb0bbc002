import type { CarillonSocket, Pushes, Room } from '@carillon/client';
import type { QueryClient } from '@tanstack/react-query';
import { client } from '../api/client.js';
import type { PushHandler } from './pushes.js';

export type Connection = 'connecting' | 'live' | 'lost' | 'refused';

export interface LiveState {
  readonly connection: Connection;
  /** As the server counts; null until it has said so. */
  readonly unread: number | null;
  /** What came in one go after the connection had been lost, until the person has seen that. */
  readonly missed: number;
}

type Listener = () => void;

const START: LiveState = { connection: 'connecting', unread: null, missed: 0 };

/**
 * The one place where pushes meet the query cache. It holds the page's only socket, hands each push to the features that asked
 * for it, and refetches everything when the log cannot say what was missed.
 */
export class Live {
  state: LiveState = START;
  #socket: CarillonSocket | undefined;
  #wasLive = false;
  #missed = 0;
  readonly #rooms = new Map<Room, number>();
  readonly #listeners = new Set<Listener>();
  readonly #queryClient: QueryClient;
  readonly #handlers: readonly PushHandler[];

  constructor(queryClient: QueryClient, handlers: readonly PushHandler[]) {
    this.#queryClient = queryClient;
    this.#handlers = handlers;
  }

  /** Again after a refusal: it goes on where the last socket stopped. */
  open(): void {
    const after = this.#socket?.cursor;
    this.#socket?.close();
    const socket = client.connect({
      rooms: [...this.#rooms.keys()],
      ...(after !== undefined && { after }),
      socket: { transports: ['websocket', 'polling'], reconnectionDelayMax: 3_000 },
    });
    this.#socket = socket;
    this.#set({ connection: 'connecting' });
    this.#listen(socket);
  }

  close(): void {
    this.#socket?.close();
    this.#socket = undefined;
    this.#wasLive = false;
    this.#set(START);
  }

  get socket(): CarillonSocket | undefined {
    return this.#socket;
  }

  subscribe = (listener: Listener): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  forgetMissed(): void {
    this.#set({ missed: 0 });
  }

  /**
   * In the room until the returned function is called. What was fetched before the server had let the page in may lack
   * something: queries whose `meta.room` is the room are fetched again.
   */
  enter(room: Room): () => void {
    const holders = this.#rooms.get(room) ?? 0;
    this.#rooms.set(room, holders + 1);
    if (holders === 0) void this.#join(room);
    return () => this.#exit(room);
  }

  async #join(room: Room): Promise<void> {
    try {
      if (this.#socket === undefined) return;
      await this.#socket.join(room);
      await this.#queryClient.invalidateQueries({ predicate: ({ meta }) => meta?.['room'] === room });
    } catch {
      // Refused: the page's own query says why. Unreachable: the handshake of the next connection names the room.
    }
  }

  #exit(room: Room): void {
    const holders = this.#rooms.get(room) ?? 0;
    if (holders > 1) return void this.#rooms.set(room, holders - 1);
    this.#rooms.delete(room);
    this.#socket?.leave(room).catch(() => undefined);
  }

  #listen(socket: CarillonSocket): void {
    socket.on('ready', (push) => this.#becomeLive(push));
    socket.on('connection', ({ isConnected }) => {
      if (!isConnected && this.state.connection === 'live') this.#set({ connection: 'lost' });
    });
    socket.on('refused', () => this.#set({ connection: 'refused' }));
    socket.on('resync', ({ reason }) => {
      if (reason !== 'slow') void this.#queryClient.invalidateQueries();
    });
    socket.on('notification', ({ unread_count: unread }) => this.#set({ unread }));
    socket.on('notification.update', ({ unread_count: unread }) => this.#set({ unread }));
    socket.on('push', ({ name }) => {
      // A notification tells of something that mostly comes by itself, too.
      const isNews = name.endsWith('.update') && name !== 'notification.update';
      if (this.#wasLive && !socket.isConnected && isNews) this.#missed += 1;
    });
    for (const { message, apply } of this.#handlers) {
      socket.on(message, (push) => apply(this.#queryClient, push as never, { isMissed: !socket.isConnected }));
    }
  }

  #becomeLive({ unread_count: unread }: Pushes['ready']): void {
    this.#set({ connection: 'live', unread, missed: this.state.missed + this.#missed });
    this.#missed = 0;
    // What was fetched before the first push could come may lack something.
    if (!this.#wasLive)
      void this.#queryClient.invalidateQueries({ predicate: ({ meta }) => meta?.['room'] !== undefined });
    this.#wasLive = true;
  }

  #set(change: Partial<LiveState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

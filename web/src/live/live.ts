import type { CarillonSocket, Pushes, Room } from '@carillon/client';
import type { QueryClient } from '@tanstack/react-query';
import { client } from '../api/client.js';
import { keepUpdates } from './kept-updates.js';
import type { PushHandler } from './pushes.js';

export type Connection = 'connecting' | 'live' | 'lost' | 'refused';

export interface LiveState {
  readonly connection: Connection;
  /** The server's count; null until it is known. */
  readonly unread: number | null;
  /** What arrived at once after a lost connection, until the person has seen the banner. */
  readonly missed: number;
}

type Listener = () => void;

const START: LiveState = { connection: 'connecting', unread: null, missed: 0 };

/**
 * The only place where pushes meet the query cache. It holds the page's only socket, passes each push to the features
 * that subscribed to it, and refetches everything when missed pushes cannot be replayed.
 */
export class Live {
  state: LiveState = START;
  #socket: CarillonSocket | undefined;
  #wasLive = false;
  #missed = 0;
  readonly #rooms = new Map<Room, number>();
  readonly #listeners = new Set<Listener>();
  readonly #queryClient: QueryClient;
  /** For the handlers. */
  readonly #pushClient: QueryClient;
  readonly #handlers: readonly PushHandler[];

  constructor(queryClient: QueryClient, handlers: readonly PushHandler[]) {
    this.#queryClient = queryClient;
    this.#pushClient = keepUpdates(queryClient);
    this.#handlers = handlers;
  }

  /** After a refusal, it continues from the last socket's cursor. */
  open(): void {
    addEventListener('online', this.#returnAtOnce);
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

  /** The device is online again, so the next attempt can start at once. */
  readonly #returnAtOnce = () => {
    if (this.state.connection === 'lost') this.open();
  };

  close(): void {
    removeEventListener('online', this.#returnAtOnce);
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
   * Joins the room until the returned function is called. Data fetched before the server admitted the page may be
   * incomplete: queries whose `meta.room` is the room are fetched again.
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
      // Usually the pushed entity itself also arrives.
      const isNews = name.endsWith('.update') && name !== 'notification.update';
      if (this.#wasLive && !socket.isConnected && isNews) this.#missed += 1;
    });
    for (const { message, apply } of this.#handlers) {
      socket.on(message, (push) => apply(this.#pushClient, push as never, { isMissed: !socket.isConnected }));
    }
  }

  #becomeLive({ unread_count: unread }: Pushes['ready']): void {
    this.#set({ connection: 'live', unread, missed: this.state.missed + this.#missed });
    this.#missed = 0;
    // Data fetched before the first push may be incomplete.
    if (!this.#wasLive)
      void this.#queryClient.invalidateQueries({ predicate: ({ meta }) => meta?.['room'] !== undefined });
    this.#wasLive = true;
  }

  #set(change: Partial<LiveState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

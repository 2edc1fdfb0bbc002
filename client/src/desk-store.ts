import type { CarillonClient } from './carillon-client.js';
import { CarillonError } from './carillon-error.js';
import type { CarillonSocket, ConnectOptions } from './carillon-socket.js';
import {
  changeOfWebhook,
  commentChanged,
  EMPTY_DESK,
  fromPush,
  inboxChanged,
  notified,
  ticketChanged,
  type DeskState,
} from './desk-state.js';
import type { Room } from './pushes.js';

const ROOMS: readonly Room[] = ['tickets', 'comments'];
const FIRST_PAGE = 50;
const RETRY_MS = 2_000;

/**
 * The lists of one signed-in person, fetched once and kept up to date by pushes alone. It connects while a component
 * subscribes, and notifies once per burst of pushes.
 */
export class DeskStore {
  readonly #client: CarillonClient;
  readonly #options: ConnectOptions;
  readonly #watchers = new Set<() => void>();
  #state: DeskState = EMPTY_DESK;
  #socket: CarillonSocket | null = null;
  #telling: ReturnType<typeof setTimeout> | undefined;
  #closing: ReturnType<typeof setTimeout> | undefined;
  #reopening: ReturnType<typeof setTimeout> | undefined;
  #isOpen = false;
  /** An overtaken fetch is discarded. */
  #generation = 0;

  constructor(client: CarillonClient, options: ConnectOptions = {}) {
    this.#client = client;
    this.#options = options;
  }

  get state(): DeskState {
    return this.#state;
  }

  /** Null until the first lists have been loaded. */
  get socket(): CarillonSocket | null {
    return this.#socket;
  }

  readonly subscribe = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    clearTimeout(this.#closing);
    if (!this.#isOpen) void this.#open();
    return () => {
      this.#watchers.delete(watcher);
      // React unsubscribes and subscribes again at once; only a lasting unsubscription counts.
      if (this.#watchers.size === 0) this.#closing = setTimeout(() => this.close(), 0);
    };
  };

  /** Applies the body of a webhook like a push. */
  readonly handleWebhook = (payload: unknown): void => {
    this.#apply(changeOfWebhook(payload));
  };

  readonly markRead = async (id: string): Promise<void> => {
    await this.#client.post('/api/notifications/{id}/read', { path: { id } });
  };

  readonly markUnread = async (id: string): Promise<void> => {
    await this.#client.post('/api/notifications/{id}/unread', { path: { id } });
  };

  readonly markAllRead = async (): Promise<void> => {
    await this.#client.post('/api/notifications/read-all');
  };

  readonly archive = async (id: string): Promise<void> => {
    await this.#client.post('/api/notifications/{id}/archive', { path: { id } });
  };

  readonly unarchive = async (id: string): Promise<void> => {
    await this.#client.post('/api/notifications/{id}/unarchive', { path: { id } });
  };

  readonly remove = async (id: string): Promise<void> => {
    await this.#client.delete('/api/notifications/{id}', { path: { id } });
  };

  close(): void {
    this.#hangUp();
    clearTimeout(this.#telling);
    this.#telling = undefined;
    this.#state = EMPTY_DESK;
  }

  #hangUp(): void {
    this.#isOpen = false;
    this.#generation += 1;
    clearTimeout(this.#reopening);
    this.#socket?.close();
    this.#socket = null;
  }

  async #open(): Promise<void> {
    this.#hangUp();
    this.#isOpen = true;
    const generation = this.#generation;
    try {
      const cursor = await this.#load(generation);
      if (this.#generation === generation) this.#connect(cursor);
    } catch (error) {
      if (this.#generation === generation) this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    this.#apply((state) => ({ ...state, error: error instanceof Error ? error : new Error(String(error)) }));
    const status = error instanceof CarillonError ? error.status : 0;
    const mayPass = status === 0 || status === 429 || status >= 500;
    if (mayPass) this.#reopening = setTimeout(() => void this.#open(), RETRY_MS * (1 + Math.random()));
  }

  /** The cursor first, the lists after it: changes in between come again, and have no effect. */
  async #load(generation: number): Promise<string> {
    const inbox = await this.#client.get('/api/notifications', { query: { limit: FIRST_PAGE } });
    const { items: tickets } = await this.#client.get('/api/tickets', { query: { limit: FIRST_PAGE } });
    if (this.#generation === generation) {
      this.#apply((state) => ({
        ...state,
        notifications: inbox.items,
        unreadCount: inbox.unread_count,
        tickets,
        isLoaded: true,
        error: null,
      }));
    }
    return inbox.cursor;
  }

  #connect(after: string): void {
    const socket = this.#client.connect({ ...this.#options, after, rooms: [...ROOMS, ...(this.#options.rooms ?? [])] });
    this.#socket = socket;
    socket.on('notification', (push) =>
      this.#apply(notified(fromPush(push.notification, push.data, push.cursor), push.unread_count)),
    );
    socket.on('notification.update', (push) => this.#apply(inboxChanged(push)));
    socket.on('ticket.update', ({ data }) => this.#apply(ticketChanged(data)));
    socket.on('comment.update', ({ data }) => this.#apply(commentChanged(data)));
    socket.on('ready', ({ unread_count: unreadCount }) => this.#apply((state) => ({ ...state, unreadCount })));
    socket.on('connection', ({ isConnected }) => this.#apply((state) => ({ ...state, isConnected })));
    socket.on('refused', ({ message }) => this.#apply((state) => ({ ...state, error: new Error(message) })));
    // The cursor cannot be resumed: refetch the lists and continue from there.
    socket.on('resync', ({ reason }) => {
      if (reason !== 'slow') void this.#open();
    });
    this.#apply((state) => ({ ...state }));
  }

  #apply(change: (state: DeskState) => DeskState): void {
    const next = change(this.#state);
    if (next === this.#state) return;
    this.#state = next;
    this.#telling ??= setTimeout(() => {
      this.#telling = undefined;
      for (const watcher of this.#watchers) watcher();
    }, 0);
  }
}

import {
  CarillonClient,
  CarillonError,
  type CarillonSocket,
  type components,
  type NotificationPush,
  type NotificationUpdatePush,
} from '@carillon/client';
import type { TokenSource } from './tokens.js';

export type Entry = components['schemas']['NotificationAnswer'];

export interface InboxState {
  readonly connection: 'connecting' | 'live' | 'lost' | 'signed-out';
  /** The server's count; null until it is known. */
  readonly unread: number | null;
  /** Newest first; null until the list was requested. */
  readonly entries: readonly Entry[] | null;
  readonly hasMore: boolean;
  /** Why the list could not be loaded. */
  readonly failure: unknown;
}

export interface InboxOptions {
  readonly url: string;
  readonly tokens: TokenSource;
  readonly onChange: (state: InboxState) => void;
  /** A notification arrived live, not in a replay. */
  readonly onRing: (push: NotificationPush) => void;
}

type Edit = (entries: readonly Entry[]) => readonly Entry[];
type Update = Pick<NotificationUpdatePush, 'ids' | 'read_at' | 'archived_at' | 'deleted'>;

const PAGE = 20;
/** A longer list is reloaded when it is opened again. */
const MAX_KEPT = 60;

/** One person's inbox: counts and changes from socket pushes, the list from REST, updated by the same pushes. */
export class InboxStore {
  state: InboxState = { connection: 'connecting', unread: null, entries: null, hasMore: false, failure: null };
  readonly #options: InboxOptions;
  readonly #client: CarillonClient;
  #socket: CarillonSocket | undefined;
  #next: string | null = null;
  /** Types that the person has hidden from the inbox. */
  #hidden: ReadonlySet<string> = new Set();
  /** Pushes that arrived while a page of the list was loading; undefined: none is loading. */
  #late: Edit[] | undefined;
  #isClosed = false;

  constructor(options: InboxOptions) {
    this.#options = options;
    this.#client = new CarillonClient({ url: options.url, tokenSource: options.tokens });
  }

  connect(): void {
    const socket = this.#client.connect({
      socket: { transports: ['websocket', 'polling'], reconnectionDelayMax: 3_000 },
    });
    this.#socket = socket;
    let wasLive = false;
    socket.on('ready', ({ unread_count: unread }) => {
      this.#set({ connection: 'live', unread });
      // What was listed before the first push may be incomplete.
      if (!wasLive && this.state.entries !== null) void this.load();
      wasLive = true;
    });
    socket.on('connection', ({ isConnected }) => {
      if (!isConnected && this.state.connection === 'live') this.#set({ connection: 'lost' });
    });
    socket.on('refused', () => this.#set({ connection: 'signed-out', unread: null, entries: null, hasMore: false }));
    socket.on('resync', ({ reason }) => {
      if (reason !== 'slow' && this.state.entries !== null) void this.load();
    });
    socket.on('notification', (push) => {
      this.#set({ unread: push.unread_count });
      if (!this.#hidden.has(push.notification.type)) this.#edit((entries) => added(entries, push));
      if (socket.isConnected) this.#options.onRing(push);
    });
    socket.on('notification.update', (push) => {
      this.#set({ unread: push.unread_count });
      this.#edit((entries) => updated(entries, push));
    });
  }

  close(): void {
    this.#isClosed = true;
    this.#socket?.close();
  }

  /** Replaces the list by the newest entries. */
  load(): Promise<void> {
    return this.#fetch(async () => {
      const query = { limit: PAGE };
      const [page, preferences] = await Promise.all([
        this.#client.get('/api/notifications', { query }),
        this.#client.get('/api/users/me/preferences'),
      ]);
      const hidden = Object.entries(preferences.types).filter(([, channels]) => !channels.inbox);
      this.#hidden = new Set(hidden.map(([type]) => type));
      this.#next = page.next_cursor;
      return page.items;
    });
  }

  loadMore(): Promise<void> {
    const cursor = this.#next;
    if (cursor === null) return Promise.resolve();
    return this.#fetch(async () => {
      const page = await this.#client.get('/api/notifications', { query: { limit: PAGE, cursor } });
      this.#next = page.next_cursor;
      const known = this.state.entries ?? [];
      const ids = new Set(known.map(({ id }) => id));
      return [...known, ...page.items.filter(({ id }) => !ids.has(id))];
    });
  }

  /** The list is closed. */
  rest(): void {
    if ((this.state.entries?.length ?? 0) > MAX_KEPT) this.#set({ entries: null, hasMore: false });
  }

  read(entry: Entry): Promise<void> {
    if (entry.read_at !== null) return Promise.resolve();
    const path = { id: entry.id };
    return this.#change({ ids: [entry.id], read_at: now() }, entry, () =>
      this.#client.post('/api/notifications/{id}/read', { path }),
    );
  }

  archive(entry: Entry): Promise<void> {
    const path = { id: entry.id };
    return this.#change({ ids: [entry.id], archived_at: now() }, entry, () =>
      this.#client.post('/api/notifications/{id}/archive', { path }),
    );
  }

  async unarchive(entry: Entry): Promise<void> {
    await this.#client.post('/api/notifications/{id}/unarchive', { path: { id: entry.id } });
    this.#edit((entries) => restored(entries, entry));
  }

  /** Entries that are listed or older, but none that arrived since. */
  async readAll(): Promise<void> {
    const newest = this.state.entries?.[0];
    if (newest !== undefined)
      await this.#client.post('/api/notifications/read-all', { body: { up_to: newest.cursor } });
  }

  /** Shown at once; undone when the server refuses. */
  async #change(update: Update, entry: Entry, send: () => Promise<unknown>): Promise<void> {
    this.#edit((entries) => updated(entries, update));
    try {
      await send();
    } catch (error) {
      this.#edit((entries) => restored(entries, entry));
      throw error;
    }
  }

  /** Pushes that arrive meanwhile may be newer than the fetched list, so they are applied to it too. */
  async #fetch(get: () => Promise<readonly Entry[]>): Promise<void> {
    const late: Edit[] = [];
    this.#late = late;
    this.#set({ failure: null });
    try {
      const fetched = await get();
      // A later call has taken over.
      if (this.#late !== late) return;
      const entries = late.reduce((list, edit) => edit(list), fetched);
      this.#late = undefined;
      this.#set({ entries, hasMore: this.#next !== null });
    } catch (failure) {
      if (this.#late !== late) return;
      this.#late = undefined;
      // The socket reports that no one is signed in.
      if (!(failure instanceof CarillonError && failure.status === 401)) this.#set({ failure });
    }
  }

  #edit(edit: Edit): void {
    this.#late?.push(edit);
    if (this.state.entries !== null) this.#set({ entries: edit(this.state.entries) });
  }

  #set(change: Partial<InboxState>): void {
    if (this.#isClosed) return;
    this.state = { ...this.state, ...change };
    this.#options.onChange(this.state);
  }
}

function added(entries: readonly Entry[], { notification, data, cursor }: NotificationPush): readonly Entry[] {
  const { id, type, message, related_id, related_type, created_at } = notification;
  if (entries.some((one) => one.id === id)) return entries;
  const entry: Entry = {
    id,
    type: type as Entry['type'],
    message,
    // A push does not contain the reason.
    reason: '',
    related_id,
    related_type: related_type as Entry['related_type'],
    created_at,
    read_at: null,
    archived_at: null,
    cursor,
    data: data as Entry['data'],
  };
  return [entry, ...entries];
}

function updated(entries: readonly Entry[], update: Update): readonly Entry[] {
  const ids = new Set(update.ids);
  return entries.flatMap((one) => {
    if (!ids.has(one.id)) return [one];
    if (update.deleted === true || (update.archived_at ?? null) !== null) return [];
    return [{ ...one, ...(update.read_at !== undefined && { read_at: update.read_at }) }];
  });
}

/** Restored at its place. Ids grow with time. */
function restored(entries: readonly Entry[], entry: Entry): readonly Entry[] {
  const others = entries.filter(({ id }) => id !== entry.id);
  const at = others.findIndex(({ id }) => id < entry.id);
  return at === -1 ? [...others, entry] : [...others.slice(0, at), entry, ...others.slice(at)];
}

function now(): string {
  return new Date().toISOString();
}

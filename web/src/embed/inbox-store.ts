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
  /** As the server counts; null until it has said so. */
  readonly unread: number | null;
  /** Newest first; null until they were asked for. */
  readonly entries: readonly Entry[] | null;
  readonly hasMore: boolean;
  /** Why the list could not be loaded. */
  readonly failure: unknown;
}

export interface InboxOptions {
  readonly url: string;
  readonly tokens: TokenSource;
  readonly onChange: (state: InboxState) => void;
  /** Something arrived while the page was looking on, not afterwards. */
  readonly onRing: (push: NotificationPush) => void;
}

type Edit = (entries: readonly Entry[]) => readonly Entry[];
type Update = Pick<NotificationUpdatePush, 'ids' | 'read_at' | 'archived_at' | 'deleted'>;

const PAGE = 20;
/** A longer list is loaded anew when it is opened again. */
const MAX_KEPT = 60;

/** One person's inbox: counts and changes by the socket's frames, the list by REST and kept in step by the same frames. */
export class InboxStore {
  state: InboxState = { connection: 'connecting', unread: null, entries: null, hasMore: false, failure: null };
  readonly #options: InboxOptions;
  readonly #client: CarillonClient;
  #socket: CarillonSocket | undefined;
  #next: string | null = null;
  /** Types whose notifications the person does not want to have listed. */
  #hidden: ReadonlySet<string> = new Set();
  /** What came while a page of the list was under way; undefined: none is. */
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
      // What was listed before the first push could come may lack something.
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

  /** The newest ones, in place of what is listed. */
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

  /** The list is not looked at any more. */
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

  /** What is listed and older, and nothing that came since. */
  async readAll(): Promise<void> {
    const newest = this.state.entries?.[0];
    if (newest !== undefined)
      await this.#client.post('/api/notifications/read-all', { body: { up_to: newest.cursor } });
  }

  /** Shown at once; taken back when the server refuses. */
  async #change(update: Update, entry: Entry, send: () => Promise<unknown>): Promise<void> {
    this.#edit((entries) => updated(entries, update));
    try {
      await send();
    } catch (error) {
      this.#edit((entries) => restored(entries, entry));
      throw error;
    }
  }

  /** Frames that come meanwhile may be newer than what is fetched: they are applied to it, too. */
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
      // The socket says that nobody is signed in.
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
    // Why the person is told is not part of a push.
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

/** As it was, at its place. Ids grow with time. */
function restored(entries: readonly Entry[], entry: Entry): readonly Entry[] {
  const others = entries.filter(({ id }) => id !== entry.id);
  const at = others.findIndex(({ id }) => id < entry.id);
  return at === -1 ? [...others, entry] : [...others.slice(0, at), entry, ...others.slice(at)];
}

function now(): string {
  return new Date().toISOString();
}

import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import { CarillonError } from './carillon-error.js';
import type { Credentials } from './credentials.js';
import { CursorKeeper, type CursorStorage } from './cursor-keeper.js';
import { Listeners } from './listeners.js';
import type { Room, SocketEvents } from './pushes.js';

export interface ConnectOptions {
  /** Rooms to join from the start. */
  readonly rooms?: readonly Room[];
  /** Everything after this cursor comes first. Left out: the cursor in `storage`; without one, nothing is replayed. */
  readonly after?: string;
  /** Keeps the cursor over reloads and restarts: `localStorage`, or an object with the same two methods. */
  readonly storage?: CursorStorage;
  /** Default `carillon.cursor`. Name it after the person where several people use one browser. */
  readonly storageKey?: string;
  /** Options for Socket.IO: transports, delays between attempts, headers. */
  readonly socket?: Partial<ManagerOptions & SocketOptions>;
}

/** The answer in an ack. */
export type Ack = Record<string, unknown> & { readonly ok: true };

type Reply = Ack | { readonly ok: false; readonly error: { readonly code: string; readonly message: string } };

const ANSWER_MS = 10_000;
/** Milliseconds to wait when the server ended the connection without naming a time. */
const RETURN_MS = 1_000;

/** After a broken connection the first attempt is 0 to 2 s later, not 0.5 to 1.5 s: everyone else's broke too. */
const RETURN_SPREAD = 1;

/** A message's payload has the shape that `SocketEvents` gives its name. */
type AnyPayload = SocketEvents[keyof SocketEvents];

/**
 * A persistent connection: it reconnects by itself with its cursor, its rooms and a fresh token, and missed messages
 * come first. Listeners get every logged message once, in order.
 */
export class CarillonSocket {
  /** The Socket.IO socket, for what this class does not cover. */
  readonly io: Socket;
  readonly #credentials: Credentials;
  readonly #listeners = new Listeners<SocketEvents>();
  readonly #rooms: Set<Room>;
  readonly #place: CursorKeeper;
  #token: string | undefined;
  #isLive = false;
  #isClosed = false;
  #returnAfterMs = RETURN_MS;
  #return: ReturnType<typeof setTimeout> | undefined;
  readonly #forgetSwitches: () => void;

  constructor(url: string, credentials: Credentials, options: ConnectOptions) {
    this.#credentials = credentials;
    this.#rooms = new Set(options.rooms);
    const { after, storage, storageKey } = options;
    this.#place = new CursorKeeper({
      key: storageKey ?? 'carillon.cursor',
      ...(after !== undefined && { after }),
      ...(storage !== undefined && { storage }),
    });
    this.io = io(url, {
      randomizationFactor: RETURN_SPREAD,
      ...options.socket,
      forceNew: true,
      autoConnect: false,
      auth: (give) => void this.#handshake().then(give, (error: unknown) => this.#comeBack(error)),
    });
    this.io.onAny((name: string, body: unknown) => this.#receive(name, body));
    this.#forgetSwitches = credentials.onSwitch(() => this.#startOver());
    this.io.on('disconnect', (reason) => this.#left(reason));
    this.io.on('connect_error', (error: Error & { data?: { code?: string } }) => void this.#onConnectError(error));
    this.io.connect();
  }

  /** Live: everything missed has been received. */
  get isConnected(): boolean {
    return this.#isLive;
  }

  /** Everything up to here was passed to the listeners. */
  get cursor(): string | undefined {
    return this.#place.cursor;
  }

  get rooms(): readonly Room[] {
    return [...this.#rooms];
  }

  /** @returns a function that removes the listener */
  on<K extends keyof SocketEvents>(name: K, listener: (payload: SocketEvents[K]) => void): () => void {
    return this.#listeners.on(name, listener);
  }

  off<K extends keyof SocketEvents>(name: K, listener: (payload: SocketEvents[K]) => void): void {
    this.#listeners.off(name, listener);
  }

  /**
   * @param options.after replays the room from this cursor
   * @throws CarillonError when the server refuses
   */
  async join(room: Room, options: { after?: string } = {}): Promise<Ack> {
    if (options.after !== undefined) this.#place.forgetKnown();
    this.#rooms.add(room);
    try {
      return await this.send('join', { room, ...options });
    } catch (error) {
      // Refused, not merely unreachable, so it must not be requested again at every reconnect.
      if (error instanceof CarillonError && error.status !== 0) this.#rooms.delete(room);
      throw error;
    }
  }

  async leave(room: Room): Promise<void> {
    this.#rooms.delete(room);
    if (this.io.connected) await this.send('leave', { room });
  }

  async typing(ticketId: string, options: { internal?: boolean } = {}): Promise<void> {
    await this.send('typing', { ticket_id: ticketId, ...options });
  }

  /**
   * Says that the person looks at this ticket, or at none (null). Repeat it within 30 seconds, and after every `ready`.
   * A connection looks at one ticket at a time.
   */
  async viewing(ticketId: string | null, options: { editing?: boolean } = {}): Promise<void> {
    await this.send('viewing', { ticket_id: ticketId, ...options });
  }

  async read(notificationId: string): Promise<Ack> {
    return this.send('read', { id: notificationId });
  }

  /** @param filter which ones; left out: all. `upTo`: the newest cursor shown, so that later ones stay unread */
  async readAll(filter: { type?: string; relatedId?: string; upTo?: string } = {}): Promise<Ack> {
    const { type, relatedId, upTo } = filter;
    return this.send('read_all', {
      ...(type !== undefined && { type }),
      ...(relatedId !== undefined && { related_id: relatedId }),
      ...(upTo !== undefined && { up_to: upTo }),
    });
  }

  /** Sends any message with an ack; waits for the connection if there is none. @throws CarillonError */
  async send(message: string, payload: object): Promise<Ack> {
    let reply: Reply;
    try {
      reply = (await this.io.timeout(ANSWER_MS).emitWithAck(message, payload)) as Reply;
    } catch (error) {
      const detail = `The server did not answer ${message} within ${ANSWER_MS} ms.`;
      throw new CarillonError({ status: 0, code: 'unreachable', detail }, { cause: error });
    }
    if (reply.ok) return reply;
    throw new CarillonError({ status: 400, code: reply.error.code, detail: reply.error.message }, { body: reply });
  }

  /** Closes the socket for good. */
  close(): void {
    this.#end();
    this.#listeners.clear();
  }

  async #handshake(): Promise<object> {
    this.#token = await this.#credentials.token();
    const after = await this.#place.load();
    return { token: this.#token, rooms: [...this.#rooms], ...(after !== undefined && { after }) };
  }

  #receive(name: string, body: unknown): void {
    const payload = (body ?? {}) as { cursor?: string } & Record<string, unknown>;
    if (isLogged(name) && payload.cursor !== undefined) return this.#hand(name, payload, payload.cursor);
    // A room's own `resync` and `replayed` do not concern the other rooms.
    const isPlace = name === 'ready' || ((name === 'resync' || name === 'replayed') && payload['room'] === null);
    if (isPlace && payload.cursor !== undefined) this.#place.moveTo(payload.cursor);
    if (name === 'bye') this.#returnAfterMs = Number(payload['retry_after_ms']);
    if (name === 'token.expiring') void this.#renewInPlace();
    if (name === 'closing') this.#onClosing(String(payload['reason']));
    if (name === 'ready') this.#setLive(true);
    this.#listeners.emit(name as keyof SocketEvents, payload as unknown as AnyPayload);
  }

  #hand(name: string, payload: Record<string, unknown>, cursor: string): void {
    if (this.#place.isKnown(cursor)) return;
    this.#listeners.emit(name as keyof SocketEvents, payload as unknown as AnyPayload);
    this.#listeners.emit('push', { name, body: { ...payload, cursor } });
    this.#place.passed(cursor);
  }

  #setLive(isLive: boolean): void {
    if (this.#isLive === isLive) return;
    this.#isLive = isLive;
    this.#listeners.emit('connection', { isConnected: isLive });
  }

  async #renewInPlace(): Promise<void> {
    try {
      if (!(await this.#credentials.renewed(this.#token))) return;
      this.#token = await this.#credentials.token();
      await this.send('auth', { token: this.#token });
    } catch {
      // The server ends the connection then, and the next one begins with a new token or is refused.
    }
  }

  /** Socket.IO reconnects by itself, except when the server ended the connection. */
  #left(reason: string): void {
    this.#setLive(false);
    if (reason === 'io server disconnect') this.#scheduleReturn();
  }

  #onClosing(reason: string): void {
    if (reason === 'inactive') this.#refuse(reason, 'This account is deactivated.');
  }

  async #onConnectError(error: Error & { data?: { code?: string } }): Promise<void> {
    // Still trying by itself: a network fault, not the token's.
    if (this.io.active || this.#isClosed) return;
    const code = error.data?.code;
    if (code !== 'expired' && code !== 'unauthorized') {
      if (code === 'inactive') return this.#refuse(code, error.message);
      return this.#scheduleReturn();
    }
    try {
      if (!(await this.#credentials.renewed(this.#token))) return this.#refuse(code, error.message);
      if (!this.#isClosed) this.io.connect();
    } catch (failure) {
      this.#comeBack(failure);
    }
  }

  /** No token was available at this moment. */
  #comeBack(error: unknown): void {
    if (error instanceof CarillonError && error.status === 401) return this.#refuse(error.code, error.message);
    this.io.disconnect();
    this.#scheduleReturn();
  }

  #scheduleReturn(): void {
    if (this.#isClosed) return;
    clearTimeout(this.#return);
    const delayMs = this.#returnAfterMs * (1 + Math.random());
    this.#returnAfterMs = RETURN_MS;
    this.#return = setTimeout(() => this.io.connect(), delayMs);
  }

  #refuse(code: string, message: string): void {
    this.#end();
    this.#listeners.emit('refused', { code, message });
  }

  #end(): void {
    this.#isClosed = true;
    this.#forgetSwitches();
    clearTimeout(this.#return);
    this.io.disconnect();
    this.#setLive(false);
  }

  /** Another person, or no one, is signed in now, so what the old token opened must end. */
  #startOver(): void {
    if (this.#isClosed) return;
    this.io.disconnect();
    this.#setLive(false);
    this.io.connect();
  }
}

function isLogged(name: string): boolean {
  return name.endsWith('.update') || name === 'notification' || name === 'event';
}

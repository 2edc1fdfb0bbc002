import type { DefaultEventsMap, Socket } from 'socket.io';
import type { VerifiedAccess } from '../auth/bearer-access.js';
import type { Actor } from '../common/request-context.js';
import type { Cursor } from '../events/cursor.js';
import { groupsOf, mayJoinList, parseRoom } from './rooms.js';
import { personalRoom } from './stream.js';

/** Why the server ends a connection; sent as `closing {reason}` before it does. */
export type ClosingReason = 'expired' | 'inactive' | 'revoked';

/** Put on the socket by the handshake. */
export interface SocketData {
  access: VerifiedAccess;
  /** `AccountWatch.version` from before the token was verified. */
  rightsVersion: number;
}

export type ClientSocket = Socket<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, SocketData>;

/**
 * One signed-in socket. Live: it is in the internal rooms of all that it holds. Quiet: it is in none of them, because it
 * reads what it missed from the log.
 */
export class Connection {
  actor: Actor;
  expiresAt: Date | null;
  isWarned = false;
  isLive = false;
  /** Where a slow reader goes on when it has read what is under way. */
  resumeFrom: Cursor | null = null;
  /** The public names of the rooms that it holds. */
  readonly rooms = new Set<string>();
  private work: Promise<unknown> = Promise.resolve();
  private secondStartedAt = 0;
  private messagesThisSecond = 0;

  constructor(
    readonly socket: ClientSocket,
    access: VerifiedAccess,
  ) {
    this.actor = access.actor;
    this.expiresAt = access.expiresAt;
  }

  get isOpen(): boolean {
    return this.socket.connected;
  }

  emit(message: string, payload: object): void {
    this.socket.emit(message, payload);
  }

  /** Whatever changes where the connection stands runs one after the other. */
  enqueue<T>(work: () => Promise<T>): Promise<T> {
    const run = this.work.then(work);
    this.work = run.catch(() => undefined);
    return run;
  }

  goLive(): void {
    if (!this.isOpen) return;
    this.isLive = true;
    this.resumeFrom = null;
    const groups = [...this.rooms].flatMap((room) => groupsOf(room, this.actor));
    void this.socket.join([personalRoom(this.actor.id), ...groups]);
  }

  goQuiet(): void {
    this.isLive = false;
    for (const room of this.socket.rooms) {
      if (room !== this.socket.id) void this.socket.leave(room);
    }
  }

  hold(room: string): void {
    this.rooms.add(room);
    if (this.isLive) void this.socket.join(groupsOf(room, this.actor));
  }

  letGo(room: string): void {
    this.rooms.delete(room);
    for (const group of groupsOf(room, this.actor)) void this.socket.leave(group);
  }

  /** The same person with other rights, or by another session. */
  become(actor: Actor): void {
    const wasLive = this.isLive;
    if (wasLive) this.goQuiet();
    this.actor = actor;
    for (const name of this.rooms) {
      const room = parseRoom(name);
      if (room?.kind === 'list' && !mayJoinList(actor, room)) this.rooms.delete(name);
    }
    if (wasLive) this.goLive();
  }

  refresh(access: VerifiedAccess): void {
    this.expiresAt = access.expiresAt;
    this.isWarned = false;
    this.become(access.actor);
  }

  countMessage(nowMs: number): number {
    if (nowMs - this.secondStartedAt >= 1_000) {
      this.secondStartedAt = nowMs;
      this.messagesThisSecond = 0;
    }
    this.messagesThisSecond += 1;
    return this.messagesThisSecond;
  }

  /** For good: a client does not come back by itself after this. */
  close(reason: ClosingReason): void {
    this.emit('closing', { reason });
    this.goQuiet();
    this.socket.disconnect(true);
  }

  /** As if the network had broken: a client comes back by itself, with its cursor. */
  drop(): void {
    this.goQuiet();
    this.socket.conn.close();
  }
}

import type { DefaultEventsMap, Socket } from 'socket.io';
import type { VerifiedAccess } from '../auth/bearer-access.js';
import type { Actor } from '../common/request-context.js';
import type { Cursor } from '../events/cursor.js';
import type { ClosingReason, ResyncReason, ServerMessage } from './protocol.js';
import type { RealtimeMetrics } from './realtime-metrics.js';
import { groupsOf, mayJoinList, parseRoom } from './rooms.js';
import { personalRoom } from './stream.js';

/** `token.expiring` comes this long before the end, or a third of the token's lifetime. */
const MAX_LEAD_MS = 60_000;

/** Put on the socket by the handshake. */
export interface SocketData {
  access: VerifiedAccess;
  /** `AccountWatch.version` from before the token was verified. */
  rightsVersion: number;
}

export type ClientSocket = Socket<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, SocketData>;

/**
 * One signed-in socket. Live: it is in the internal rooms of every room it joined. Quiet: it is in none of them,
 * because it reads what it missed from the log.
 */
export class Connection {
  actor: Actor;
  expiresAt: Date | null;
  /** Milliseconds. */
  warningLeadMs: number;
  isWarned = false;
  isLive = false;
  /** Called whenever it is live again after it was quiet. */
  onLive: () => void = () => undefined;
  /** Where a slow reader resumes after it has read what is already sent. */
  resumeFrom: Cursor | null = null;
  /** The public names of the rooms it joined. */
  readonly rooms = new Set<string>();
  private work: Promise<unknown> = Promise.resolve();
  private secondStartedAt = 0;
  private messagesThisSecond = 0;

  constructor(
    readonly socket: ClientSocket,
    access: VerifiedAccess,
    private readonly metrics: RealtimeMetrics,
  ) {
    this.actor = access.actor;
    this.expiresAt = access.expiresAt;
    this.warningLeadMs = leadOf(access);
  }

  get isOpen(): boolean {
    return this.socket.connected;
  }

  emit(message: ServerMessage, payload: object): void {
    this.socket.emit(message, payload);
    this.metrics.countPushes(message, 1);
  }

  /** @param room null: all of them */
  resync(reason: ResyncReason, room: string | null, cursor: string): void {
    this.emit('resync', { reason, room, cursor });
    this.metrics.countResync(reason);
  }

  /** Work that changes the connection's position runs one piece at a time. */
  enqueue<T>(work: () => Promise<T>): Promise<T> {
    const run = this.work.then(work);
    this.work = run.catch(() => undefined);
    return run;
  }

  goLive(): void {
    this.enterGroups();
    if (this.isLive) this.onLive();
  }

  private enterGroups(): void {
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

  joinRoom(room: string): void {
    this.rooms.add(room);
    if (this.isLive) void this.socket.join(groupsOf(room, this.actor));
  }

  leaveRoom(room: string): void {
    this.rooms.delete(room);
    for (const group of groupsOf(room, this.actor)) void this.socket.leave(group);
  }

  /** The same person with other rights, or by another session. */
  replaceActor(actor: Actor): void {
    const wasLive = this.isLive;
    if (wasLive) this.goQuiet();
    this.actor = actor;
    for (const name of this.rooms) {
      const room = parseRoom(name);
      if (room?.kind === 'list' && !mayJoinList(actor, room)) this.rooms.delete(name);
    }
    // Nothing is pushed in between, so nothing was missed.
    if (wasLive) this.enterGroups();
  }

  refresh(access: VerifiedAccess): void {
    this.expiresAt = access.expiresAt;
    this.warningLeadMs = leadOf(access);
    this.isWarned = false;
    this.replaceActor(access.actor);
  }

  countMessage(nowMs: number): number {
    if (nowMs - this.secondStartedAt >= 1_000) {
      this.secondStartedAt = nowMs;
      this.messagesThisSecond = 0;
    }
    this.messagesThisSecond += 1;
    return this.messagesThisSecond;
  }

  /** Final: Socket.IO does not reconnect by itself after this. */
  close(reason: Exclude<ClosingReason, 'expired'>): void {
    this.emit('closing', { reason });
    this.goQuiet();
    this.socket.disconnect(true);
  }

  /** The session goes on: Socket.IO reconnects by itself and asks its `auth` function for a fresh token. */
  expire(): void {
    // Already closing; a client that reads nothing may take a while.
    if (this.socket.conn.readyState !== 'open') return;
    const reason: ClosingReason = 'expired';
    this.emit('closing', { reason });
    this.drop();
  }

  /** Like a broken network: the client reconnects by itself, with its cursor. */
  drop(): void {
    this.goQuiet();
    this.socket.conn.close();
  }
}

function leadOf({ lifetimeMs }: VerifiedAccess): number {
  return Math.min(MAX_LEAD_MS, (lifetimeMs ?? 0) / 3);
}

import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { OnEvent } from '@nestjs/event-emitter';
import { Interval } from '@nestjs/schedule';
import { BackgroundLoop } from '../common/background-loop.js';
import { AppLogger } from '../common/logger.js';
import { isStaff, maySee } from '../common/visibility.js';
import { loadTicketAccess } from '../tickets/ticket-access.js';
import { ticketVisibility } from '../tickets/tickets.policy.js';
import type { Connection } from './connection.js';
import { LocalSockets } from './local-sockets.js';
import { MomentCarrier } from './moment-carrier.js';
import { RealtimeSession, SESSIONS_UNKNOWN } from './realtime-session.js';
import { parseRoom, staffOf, ticketRoom } from './rooms.js';
import { ViewerBoard, type Viewer } from './viewer-board.js';

/** A client repeats `viewing` within 30 s; the rest allows for slow networks and for timers of hidden tabs. */
export const VIEWING_LASTS_MS = 40_000;
/** Viewers in one push: those who came first. */
const MAX_VIEWERS = 100;
/** Changes within this time go out as one push. */
const GATHER_MS = 100;
const RETRY_MS = 1_000;
const SWEEP_MS = 1_000;
/** In sweeps: so often rights are checked again, for changes without an event, such as the end of watching. */
const CHECK_RIGHTS_EVERY = 5;

const VIEWER = 'viewer';
const WHO_IS_THERE = 'who-is-there';

interface Viewing {
  readonly ticketId: string;
  readonly isEditing: boolean;
  readonly since: string;
  readonly untilMs: number;
}

/** Sent between processes: a person's sockets at a ticket in one process. Null: none any more. */
interface ViewerReport {
  readonly ticketId: string;
  readonly userId: string;
  readonly viewer: Viewer | null;
  readonly lastsMs: number;
}

/** Shows staff in `ticket:<id>` who looks at the ticket and who is writing an answer. Never stored. */
@Injectable()
export class Presence implements OnModuleInit, OnApplicationBootstrap, OnApplicationShutdown {
  private readonly own = new Map<Connection, Viewing>();
  /** The same by ticket, so that an event finds those of one ticket among thousands. */
  private readonly byTicket = new Map<string, Set<Connection>>();
  /** Sockets whose end is already watched. */
  private readonly followed = new WeakSet<Connection>();
  private readonly board = new ViewerBoard();
  /** What staff last saw of a ticket; an unchanged list is not sent again. */
  private readonly shown = new Map<string, string>();
  /** Tickets of which a socket was sent more than `shown`: their next list is sent even if it equals that. */
  private readonly ahead = new Set<string>();
  private readonly changed = new Set<string>();
  private readonly unchecked = new Set<string>();
  private readonly loop: BackgroundLoop;
  private sweeps = 0;
  private hasAsked = false;

  constructor(
    private readonly sockets: LocalSockets,
    private readonly carrier: MomentCarrier,
    private readonly session: RealtimeSession,
    logger: AppLogger,
  ) {
    this.loop = new BackgroundLoop({
      round: () => this.settle(),
      onError: (error) =>
        logger.warn('The rights of viewers could not be checked; trying again.', { error: String(error) }),
      gatherMs: GATHER_MS,
      retryMs: RETRY_MS,
    });
  }

  onModuleInit(): void {
    this.carrier.listen(VIEWER, (report: ViewerReport, from) => this.hear(report, from));
    this.carrier.listen(WHO_IS_THERE, () => this.reportAll());
    // The first process that comes back asks in vain, so each also says what it knows.
    this.carrier.whenBack(() => {
      this.forgetThatAsked();
      this.reportAll();
    });
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  /**
   * The caller has checked that the person may see the ticket. A socket views one ticket: it leaves the previous one.
   */
  enter(connection: Connection, ticketId: string, isEditing: boolean): void {
    const before = this.own.get(connection);
    if (before !== undefined && before.ticketId !== ticketId) this.leave(connection);
    this.follow(connection);
    const since = before?.ticketId === ticketId ? before.since : new Date().toISOString();
    this.own.set(connection, { ticketId, isEditing, since, untilMs: Date.now() + VIEWING_LASTS_MS });
    this.byTicket.set(ticketId, (this.byTicket.get(ticketId) ?? new Set()).add(connection));
    this.report(ticketId, connection.actor.id);
  }

  leave(connection: Connection): void {
    const viewing = this.own.get(connection);
    if (viewing === undefined) return;
    this.own.delete(connection);
    const others = this.byTicket.get(viewing.ticketId);
    others?.delete(connection);
    if (others?.size === 0) this.byTicket.delete(viewing.ticketId);
    this.report(viewing.ticketId, connection.actor.id);
  }

  /** Sends the present viewers to a socket that has just joined these rooms. */
  greet(connection: Connection, rooms: Iterable<string>): void {
    this.tell(connection, rooms, (viewers) => viewers.length > 0);
  }

  /** The same for all rooms of a socket that was quiet for a while; a list may have become empty meanwhile. */
  greetAgain(connection: Connection): void {
    this.tell(connection, connection.rooms, () => true);
  }

  private tell(connection: Connection, rooms: Iterable<string>, isNews: (viewers: readonly Viewer[]) => boolean): void {
    if (!connection.isLive || !isStaff(connection.actor)) return;
    for (const name of rooms) {
      const room = parseRoom(name);
      if (room?.kind !== 'ticket' || !connection.rooms.has(name)) continue;
      const viewers = this.board.viewers(room.ticketId);
      if (!isNews(viewers)) continue;
      if (!this.isShown(room.ticketId, JSON.stringify(viewers))) this.ahead.add(room.ticketId);
      connection.emit('presence', pushOf(room.ticketId, viewers));
    }
  }

  /** A viewer may have lost the right to the ticket. */
  checkTicket(ticketId: string): void {
    if (this.byTicket.has(ticketId)) this.uncheck([ticketId]);
  }

  /** The person may have lost rights. */
  checkPerson(userId: string): void {
    this.uncheck([...this.own].filter(([{ actor }]) => actor.id === userId).map(([, { ticketId }]) => ticketId));
  }

  /** Reports of other processes may have been missed. */
  @OnEvent(SESSIONS_UNKNOWN)
  forgetThatAsked(): void {
    this.hasAsked = false;
  }

  @Interval(SWEEP_MS)
  sweep(): void {
    if (!this.hasAsked) this.carrier.send(WHO_IS_THERE, '', null);
    this.hasAsked = true;
    const nowMs = Date.now();
    for (const [connection, { untilMs }] of this.own) if (untilMs <= nowMs) this.leave(connection);
    for (const ticketId of this.board.expire(nowMs)) this.change(ticketId);
    this.sweeps += 1;
    if (this.sweeps % CHECK_RIGHTS_EVERY === 0) this.uncheck(this.byTicket.keys());
  }

  private hear({ ticketId, userId, viewer, lastsMs }: ViewerReport, from: string): void {
    if (viewer === null) this.board.remove(ticketId, from, userId);
    else this.board.put(ticketId, from, { ...viewer, untilMs: Date.now() + Math.min(lastsMs, VIEWING_LASTS_MS) });
    this.change(ticketId);
  }

  private reportAll(): void {
    for (const [{ actor }, { ticketId }] of this.own) this.report(ticketId, actor.id);
  }

  private follow(connection: Connection): void {
    if (this.followed.has(connection)) return;
    this.followed.add(connection);
    connection.socket.once('disconnect', () => this.leave(connection));
  }

  /** To this process and to the others. */
  private report(ticketId: string, userId: string): void {
    const sockets = this.socketsOf(ticketId, userId);
    const viewer = viewerOf(sockets);
    const untilMs = Math.max(...sockets.map(([, own]) => own.untilMs));
    if (viewer === null) this.board.remove(ticketId, this.carrier.processId, userId);
    else this.board.put(ticketId, this.carrier.processId, { ...viewer, untilMs });
    const lastsMs = viewer === null ? 0 : untilMs - Date.now();
    this.carrier.send(VIEWER, `${ticketId} ${userId}`, { ticketId, userId, viewer, lastsMs } satisfies ViewerReport);
    this.change(ticketId);
  }

  private change(ticketId: string): void {
    this.changed.add(ticketId);
    this.loop.wake();
  }

  private socketsOf(ticketId: string, userId: string): (readonly [Connection, Viewing])[] {
    return [...(this.byTicket.get(ticketId) ?? [])].flatMap((connection) => {
      const viewing = this.own.get(connection);
      return viewing === undefined || connection.actor.id !== userId ? [] : [[connection, viewing] as const];
    });
  }

  private uncheck(ticketIds: Iterable<string>): void {
    for (const ticketId of ticketIds) this.unchecked.add(ticketId);
    if (this.unchecked.size > 0) this.loop.wake();
  }

  private async settle(): Promise<void> {
    const unchecked = [...this.unchecked];
    this.unchecked.clear();
    try {
      if (unchecked.length > 0) await this.checkRights(unchecked);
    } catch (error) {
      for (const ticketId of unchecked) this.unchecked.add(ticketId);
      throw error;
    } finally {
      const changed = [...this.changed];
      this.changed.clear();
      for (const ticketId of changed) this.push(ticketId);
    }
  }

  private async checkRights(ticketIds: readonly string[]): Promise<void> {
    const access = await loadTicketAccess(this.session.reader, ticketIds);
    for (const ticketId of ticketIds) {
      const ticket = access.get(ticketId);
      const lost = [...(this.byTicket.get(ticketId) ?? [])].filter(
        ({ actor }) => ticket === undefined || !maySee(actor, ticketVisibility(ticket)),
      );
      for (const connection of lost) this.leave(connection);
    }
  }

  private isShown(ticketId: string, viewers: string): boolean {
    return viewers === (this.shown.get(ticketId) ?? '[]');
  }

  private push(ticketId: string): void {
    const viewers = this.board.viewers(ticketId);
    const text = JSON.stringify(viewers);
    const isAhead = this.ahead.delete(ticketId);
    if (!isAhead && this.isShown(ticketId, text)) return;
    if (viewers.length === 0) this.shown.delete(ticketId);
    else this.shown.set(ticketId, text);
    this.sockets.emit('presence', { rooms: [staffOf(ticketRoom(ticketId))] }, pushOf(ticketId, viewers));
  }
}

/** The viewer that one person's sockets at one ticket make. */
function viewerOf(sockets: readonly (readonly [Connection, Viewing])[]): Viewer | null {
  const [first] = sockets;
  if (first === undefined) return null;
  const { id, name } = first[0].actor;
  const since = sockets.map(([, own]) => own.since).sort()[0] ?? first[1].since;
  return { userId: id, name, isEditing: sockets.some(([, own]) => own.isEditing), since };
}

function pushOf(ticketId: string, viewers: readonly Viewer[]): object {
  return {
    ticket_id: ticketId,
    viewers: viewers.slice(0, MAX_VIEWERS).map(({ userId, name, isEditing, since }) => ({
      user_id: userId,
      name,
      editing: isEditing,
      since,
    })),
  };
}

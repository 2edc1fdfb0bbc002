import { Injectable } from '@nestjs/common';
import type { AppError } from '../common/errors.js';
import { formatCursor } from '../events/cursor.js';
import { CatchUp } from './catch-up.js';
import type { ClientSocket, Connection } from './connection.js';
import { checkExpiry } from './connection-sweep.js';
import { LoopBudget } from '../common/loop-budget.js';
import { MAX_ROOMS } from './room-messages.js';
import { RoomRights } from './room-rights.js';
import { parseRoom } from './rooms.js';
import { SocketAuth } from './socket-auth.js';
import { Streams } from './streams.js';

/** Milliseconds per turn of the event loop, for all greetings that come at once. */
const GREETING_BUDGET_MS = 5;

interface HandshakeRequest {
  /** Null: replay nothing. */
  readonly after: string | null;
  readonly rooms: readonly string[];
}

/** From the handshake to `ready`: first the missed pushes, in order, then live. */
@Injectable()
export class Greeting {
  private readonly budget = new LoopBudget(GREETING_BUDGET_MS);

  constructor(
    private readonly auth: SocketAuth,
    private readonly catchUp: CatchUp,
    private readonly rights: RoomRights,
    private readonly streams: Streams,
  ) {}

  /** @throws AccessRefused when the account or the session ended meanwhile */
  async accept(connection: Connection): Promise<void> {
    await connection.enqueue(async () => {
      await this.budget.spend();
      connection.replaceActor((await this.auth.recheck(connection.socket)).actor);
      await this.catchUp.settled();
      await this.catchUpAndGoLive(connection, handshakeRequestOf(connection.socket));
      if (connection.isOpen) checkExpiry(connection, Date.now());
    });
  }

  private async catchUpAndGoLive(connection: Connection, { after, rooms }: HandshakeRequest): Promise<void> {
    const present = this.catchUp.now;
    const place = after === null ? null : await this.catchUp.place(after);
    const isReplay = place !== null && 'from' in place;
    const refusals = await this.rights.refusals(connection.actor, rooms);
    for (const room of rooms) {
      if (!refusals.has(room) || (isReplay && isTicket(room))) connection.rooms.add(room);
    }
    const from = isReplay ? place.from : present;
    const reached = isReplay ? await this.catchUp.toPresentAfterGap(connection, from) : from;
    const cursor = formatCursor(reached);
    // Replayed all the same: so the client learns that it lost a ticket.
    for (const room of refusals.keys()) connection.rooms.delete(room);
    if (isReplay) connection.emit('replayed', { room: null, cursor });
    else if (place !== null) connection.resync(place.resync, null, cursor);
    // Its counts are those at its cursor; later changes are pushed after it.
    const fields = await this.streams.greet(connection.actor, reached.position);
    connection.emit('ready', readyPayload(connection, { cursor, fields }));
    await this.catchUp.toPresent(connection, reached, () => connection.goLive());
    sendRefusals(connection, refusals);
  }
}

function readyPayload(
  { actor, expiresAt }: Connection,
  { cursor, fields }: { cursor: string; fields: Record<string, unknown> },
): object {
  return { user_id: actor.id, cursor, ...fields, expires_at: expiresAt?.toISOString() ?? null };
}

function sendRefusals(connection: Connection, refusals: ReadonlyMap<string, AppError>): void {
  for (const [room, { code, detail }] of refusals) {
    connection.emit('join.refused', { room, error: { code, message: detail } });
  }
}

/**
 * Bad handshake fields do not refuse the connection: an invalid cursor leads to `resync`, an invalid room to
 * `join.refused`.
 */
function handshakeRequestOf({ handshake }: ClientSocket): HandshakeRequest {
  const { after, rooms } = handshake.auth as { after?: unknown; rooms?: unknown };
  const isAsked = after !== undefined && after !== null && after !== '';
  const names = Array.isArray(rooms) ? rooms.filter((room): room is string => typeof room === 'string') : [];
  const distinct = [...new Set(names)].filter((name) => name.length <= 100);
  return {
    after: !isAsked ? null : typeof after === 'string' ? after : 'no cursor',
    rooms: distinct.slice(0, MAX_ROOMS),
  };
}

function isTicket(room: string): boolean {
  return parseRoom(room)?.kind === 'ticket';
}

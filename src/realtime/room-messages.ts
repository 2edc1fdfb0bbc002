import { Inject, Injectable } from '@nestjs/common';
import { formatCursor } from '../events/cursor.js';
import { CatchUp } from './catch-up.js';
import type { Connection } from './connection.js';
import { LivePosition } from './live-position.js';
import type { MessagePayload } from './message-handlers.js';
import { Presence } from './presence.js';
import { InvalidMessage, TooManyRooms, UnknownRoom } from './realtime-errors.js';
import { RoomRights } from './room-rights.js';
import { personalRoom } from './stream.js';
import { WantedRooms } from './wanted-rooms.js';

export const MAX_ROOMS = 200;

/** `join` and `leave`, and who may. */
@Injectable()
export class RoomMessages {
  @Inject(WantedRooms) private readonly wanted: WantedRooms;

  constructor(
    private readonly rights: RoomRights,
    private readonly catchUp: CatchUp,
    private readonly live: LivePosition,
    private readonly presence: Presence,
  ) {}

  /** @throws UnknownRoom, Forbidden, NotFound, TooManyRooms */
  async join(connection: Connection, { room, after }: MessagePayload): Promise<object> {
    const name = roomName(room);
    const isResumed = after !== undefined && after !== null;
    if (isResumed && typeof after !== 'string') throw new InvalidMessage('after: must be a cursor');
    return connection.enqueue(async () => {
      await this.requireMayJoin(connection, name);
      if (isResumed) await this.joinFrom(connection, name, after);
      else await this.enter(connection, name);
      return { room: name, cursor: this.cursorOf(connection) };
    });
  }

  async leave(connection: Connection, { room }: MessagePayload): Promise<object> {
    const name = roomName(room);
    if (!this.rights.isRoom(name)) throw new UnknownRoom();
    return connection.enqueue(() => {
      connection.leaveRoom(name);
      return Promise.resolve({ room: name });
    });
  }

  private async requireMayJoin({ actor, rooms }: Connection, name: string): Promise<void> {
    const refusal = (await this.rights.refusals(actor, [name])).get(name);
    if (refusal !== undefined) throw refusal;
    if (!rooms.has(name) && rooms.size >= MAX_ROOMS) throw new TooManyRooms(MAX_ROOMS);
  }

  private async joinFrom(connection: Connection, room: string, after: string): Promise<void> {
    const place = await this.catchUp.place(after);
    if ('from' in place) {
      try {
        return await this.catchUp.room(connection, room, place.from);
      } catch (error) {
        // It would stay silent, so it is dropped: the client reconnects with its cursor.
        connection.drop();
        throw error;
      }
    }
    await this.enter(connection, room);
    connection.resync(place.resync, room, this.live.cursor);
  }

  /** The personal room is joined from the start and cannot be left. */
  private async enter(connection: Connection, room: string): Promise<void> {
    if (room === personalRoom(connection.actor.id)) return;
    await this.wanted.during(new Set([room]), () => connection.joinRoom(room));
    this.presence.greet(connection, [room]);
  }

  /** A slow reader is live from where it was stopped. */
  private cursorOf({ resumeFrom }: Connection): string {
    return resumeFrom === null ? this.live.cursor : formatCursor(resumeFrom);
  }
}

function roomName(room: unknown): string {
  if (typeof room !== 'string') throw new InvalidMessage('room: must be the name of a room');
  return room;
}

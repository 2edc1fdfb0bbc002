import type { Viewer } from '../common/visibility.js';
import type { TailBatch } from '../events/event-consumer.js';
import type { ServerMessage } from './protocol.js';

/** Index of the stream of rooms; the other streams are personal. */
export const ROOM_INDEX = 1;

/** One push, before it gets its cursor. */
export interface Frame {
  readonly position: number;
  /** Name of the Socket.IO event. */
  readonly message: ServerMessage;
  /** Internal rooms; a socket that is in several of them gets it once. */
  readonly rooms: readonly string[];
  /** Sockets in any of these internal rooms are left out. */
  readonly except?: readonly string[];
  /** The sender adds `cursor` as the last key. Encoded once for all sockets, so never change it afterwards. */
  readonly payload: object;
}

/** Positions in `after < position <= upTo`, at most about `limit` frames. */
export interface ReadRange {
  readonly after: number;
  readonly upTo: number;
  readonly limit: number;
}

export interface FramePage {
  /** In log order. `rooms` and `except` do not matter here: the page is for one viewer. */
  readonly frames: readonly Frame[];
  /** Everything up to and including this position is in `frames`; `upTo` when nothing is left. */
  readonly reachedPosition: number;
}

/** The viewer of a replay, and the public names of the joined rooms. */
export interface Reader {
  readonly viewer: Viewer;
  readonly rooms: ReadonlySet<string>;
}

/**
 * A kind of push that follows the log: the same frames live and replayed, in the same order, with the same bytes. What
 * a viewer may see is decided when it is sent. At most one frame per position and viewer.
 */
export interface Stream {
  /** The order of frames of one position, and the last part of their cursors: rooms 1, outside events 2, personal 3. */
  readonly index: number;
  /**
   * The frames of a batch, in log order. May leave out frames for people who are not connected here
   * (`ConnectedUsers.has`): no one goes live in the middle of a batch that began before the person was known.
   */
  live(batch: TailBatch): Promise<readonly Frame[]>;
  read(range: ReadRange, reader: Reader): Promise<FramePage>;
  /** Fields for `ready`, at the position of its cursor. */
  greet?(viewer: Viewer, position: number): Promise<Record<string, unknown>>;
}

/** The internal room of all live sockets of a person. */
export function personalRoom(userId: string): string {
  return `user:${userId}`;
}

/** A place in the log as clients hold it: a position in one epoch, and the last frame received at that position. */
export interface Cursor {
  readonly epoch: string;
  readonly position: number;
  /** The order of frames at one position on a connection: room update 1, outside event 2, personal frames 3. */
  readonly index: number;
}

/** Larger than any frame's index: everything at the position was received. */
export const WHOLE_POSITION = 9;

export const CURSOR_FAULT = 'is not a cursor; take `cursor` of an event or `next_cursor`';

/** A push that is not in the log appends a growing number of its own; only the part before it counts. */
const CURSOR = /^([0-9a-z]{1,32})\.(\d{16})\.(\d)(\.\d{12})?$/;

/** Fixed width, so that cursors of one log also grow as strings. */
export function formatCursor(cursor: Cursor): string {
  return `${cursor.epoch}.${String(cursor.position).padStart(16, '0')}.${cursor.index}`;
}

/** @returns undefined when the text is not a cursor */
export function parseCursor(text: string): Cursor | undefined {
  const match = CURSOR.exec(text);
  const [, epoch, position, index] = match ?? [];
  if (epoch === undefined || position === undefined || index === undefined) return undefined;
  return { epoch, position: Number(position), index: Number(index) };
}

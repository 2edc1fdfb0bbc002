/** A place in the log as clients hold it: positions of one epoch, and which of a position's frames was the last. */
export interface Cursor {
  readonly epoch: string;
  readonly position: number;
  /** The order of frames of one position on a connection: room update 1, outside event 2, personal frames 3. */
  readonly index: number;
}

/** Larger than any frame's index: the position is done with. */
export const WHOLE_POSITION = 9;

export const CURSOR_FAULT = 'is not a cursor; take `cursor` of an event or `next_cursor`';

/** A push that is not of the log adds its own number, to grow; what it was sent after is what counts. */
const CURSOR = /^([0-9a-z]{1,32})\.(\d{16})\.(\d)(\.\d{12})?$/;

/** Fixed width, so that cursors of one log also grow as strings. */
export function formatCursor(cursor: Cursor): string {
  return `${cursor.epoch}.${String(cursor.position).padStart(16, '0')}.${cursor.index}`;
}

/** @returns undefined when the text is no cursor at all */
export function parseCursor(text: string): Cursor | undefined {
  const match = CURSOR.exec(text);
  const [, epoch, position, index] = match ?? [];
  if (epoch === undefined || position === undefined || index === undefined) return undefined;
  return { epoch, position: Number(position), index: Number(index) };
}

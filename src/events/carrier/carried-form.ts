import { BatchResults, type ResultKey, type WholeBatch } from '../event-consumer.js';
import { toEventRow, toLoggedEvent, type EventRow } from '../event-row.js';

type WrittenRow = Omit<EventRow, 'occurred_at'> & { readonly occurred_at: string };

interface Written {
  readonly after: number;
  readonly rows: readonly WrittenRow[];
  readonly results: Readonly<Record<string, unknown>>;
}

/** A batch as text. A change of this form takes another key in Redis: processes of two versions may run together. */
export function writeBatch({ after, events, results }: WholeBatch): string {
  return JSON.stringify({ after, rows: events.map(toEventRow), results: results.toJson() });
}

/**
 * Checks the rows as those of a table are checked.
 *
 * @param upTo the last position of the batch
 * @throws UnreadableBatch, UnreadableEvent, SyntaxError
 */
export function readBatch(text: string, upTo: number, keys: readonly ResultKey<unknown>[]): WholeBatch {
  const { after, rows, results } = JSON.parse(text) as Written;
  const events = rows.map((row) => toLoggedEvent({ ...row, occurred_at: new Date(row.occurred_at) }));
  const positions = [after, ...events.map(({ position }) => position)];
  const isInOrder = positions.every(
    (position, place) => Number.isSafeInteger(position) && position < (positions[place + 1] ?? upTo + 1),
  );
  if (!isInOrder || events.length === 0) throw new UnreadableBatch();
  return { after, upTo, events, results: BatchResults.fromJson(results, keys) };
}

export class UnreadableBatch extends Error {
  constructor() {
    super('The positions of a batch are not what they must be.');
    this.name = 'UnreadableBatch';
  }
}

import { isDataFault } from './postgres-errors.js';

export interface Bisected<T> {
  /** Does all of these together, or none of them. */
  work(items: readonly T[]): Promise<void>;
  /** Called with each item that fails alone. What it throws ends the run. */
  setAside(item: T, error: unknown): Promise<void>;
}

/**
 * Does `items` together. When that fails for a reason of the data, each half is tried by itself, and so on: one bad item
 * among n costs about 2 log n further attempts, and nobody else their place. Any other error is thrown: the same work
 * succeeds later.
 */
export async function bisect<T>(items: readonly T[], steps: Bisected<T>): Promise<void> {
  const [first] = items;
  if (first === undefined) return;
  try {
    await steps.work(items);
  } catch (error) {
    if (!isDataFault(error)) throw error;
    if (items.length === 1) {
      await steps.setAside(first, error);
      return;
    }
    const middle = Math.ceil(items.length / 2);
    await bisect(items.slice(0, middle), steps);
    await bisect(items.slice(middle), steps);
  }
}

const MAX_REASON = 500;

/** Of an error that is shown to people: one text that PostgreSQL can store, whatever the error quotes. */
export function storableReason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const oneLine = message.toWellFormed().replaceAll('\0', ' ').replaceAll(/\s+/g, ' ');
  return oneLine.slice(0, MAX_REASON).toWellFormed();
}

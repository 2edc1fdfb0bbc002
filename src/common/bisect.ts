import { isDataFault } from './postgres-errors.js';

export interface Bisected<T> {
  /** Processes all of these items together, or none. */
  work(items: readonly T[]): Promise<void>;
  /** Called with each item that fails alone. An error thrown here ends the run. */
  setAside(item: T, error: unknown): Promise<void>;
}

/**
 * Processes `items` together. When that fails because of the data, each half is tried by itself, and so on: one bad
 * item among n costs about 2 log n further attempts and does not stop the others. Any other error is thrown: the same
 * work will succeed later.
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

/** An error's text for people: one string that PostgreSQL can store, whatever the error quotes. */
export function storableReason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const oneLine = message.toWellFormed().replaceAll('\0', ' ').replaceAll(/\s+/g, ' ');
  return oneLine.slice(0, MAX_REASON).toWellFormed();
}

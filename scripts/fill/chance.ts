import { v7 } from 'uuid';

const HOUR_MS = 3_600_000;

/** The same numbers in every run, so that two people who fill a database look at the same desk. */
export class Chance {
  private state: number;

  constructor(seed: number) {
    this.state = seed;
  }

  /** At least 0, below 1 (mulberry32). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** At least `from`, below `to`. */
  int(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from));
  }

  happens(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(values: readonly [T, ...T[]]): T {
    return values[this.int(0, values.length)] ?? values[0];
  }

  /** @throws Error when there is nothing to choose from */
  among<T>(values: readonly T[]): T {
    const chosen = values[this.int(0, values.length)];
    if (chosen === undefined) throw new Error('There is nothing to choose from.');
    return chosen;
  }
}

/** A moment before `end`, within `hours`: the later, the likelier, as at a desk that grows. */
export function momentBefore(chance: Chance, end: Date, hours: number): Date {
  return new Date(end.getTime() - chance.next() ** 1.2 * hours * HOUR_MS);
}

/** An id that carries this moment: lists are in the order of ids. */
export function idAt(at: Date): string {
  return v7({ msecs: at.getTime() });
}

import type { BookkeepingSession } from '../database/bookkeeping-session.js';
import type { LoggedEvent } from './logged-event.js';
import type { ManualEvent } from './recorded-events.js';

/** One dispatch transaction: up to 500 events in log order. */
export interface DispatchBatch {
  readonly events: readonly LoggedEvent[];
  /** The dispatcher's session, inside its transaction. */
  readonly sql: BookkeepingSession;
}

/** How a result goes to another process, which may be of another version. */
export interface ResultForm<Value> {
  /** @returns what JSON can hold; undefined: other processes read the tables */
  encode(value: Value): unknown;
  /** @throws when it is of an unknown form; then the tables are read */
  decode(json: unknown): Value;
}

/** The key and type of one consumer's result. Only code with the key can read it. */
export class ResultKey<Value> {
  /** For the compiler only. */
  declare readonly value: Value;

  /** @param form left out: the result stays in its process */
  constructor(
    readonly name: string,
    readonly form?: ResultForm<Value>,
  ) {}
}

/** The results of the consumers for one batch. */
export class BatchResults {
  private readonly values = new Map<ResultKey<unknown>, unknown>();

  set<Value>(key: ResultKey<Value>, value: Value): void {
    this.values.set(key, value);
  }

  get<Value>(key: ResultKey<Value>): Value | undefined {
    // Stored under this key, so it has its type.
    return this.values.get(key) as Value | undefined;
  }

  /** What other processes may know, by the names of the keys. */
  toJson(): Record<string, unknown> {
    return Object.fromEntries([...this.values].map(([key, value]) => [key.name, key.form?.encode(value)]));
  }

  /** @param keys those that this process knows; others are left out */
  static fromJson(json: Readonly<Record<string, unknown>>, keys: readonly ResultKey<unknown>[]): BatchResults {
    const results = new BatchResults();
    for (const key of keys) {
      const value = json[key.name];
      if (value === undefined || key.form === undefined) continue;
      try {
        results.set(key, key.form.decode(value));
      } catch {
        // Of another version: without it, the consumer reads the tables.
      }
    }
    return results;
  }
}

/** What `prepare` returns. */
export interface Prepared {
  /** Events recorded in this transaction, dispatched after everything recorded before. */
  readonly following?: readonly ManualEvent[];
  /** How many rows were written, by kind, for the log line of the batch. */
  readonly counts?: Readonly<Record<string, number>>;
  /** Called once, in this process, when the transaction is committed. Quick; for figures. */
  readonly committed?: () => void;
}

/** What every process gets after the commit, in log order and without gaps. */
export interface TailBatch {
  readonly events: readonly LoggedEvent[];
  /** What `prepare` returned for this batch, as far as this process knows it; null: read the tables. */
  readonly results: BatchResults | null;
}

/** A batch that one dispatch made. Positions without an event in it have been erased. */
export interface WholeBatch extends TailBatch {
  readonly results: BatchResults;
  /** The batch is all of `after < position <= upTo`. */
  readonly after: number;
  readonly upTo: number;
}

/**
 * A module that acts on events. Registered in `app.module.ts`, called in that order.
 *
 * `prepare` runs in one process, inside the dispatch transaction, so its writes exist exactly when the positions do. It
 * must wait only for the database. After an error caused by the data, batches are halved until the faulty event stands
 * alone. `deliver` runs after the commit in every process. It may fail or die at any moment, because missed events are
 * read from the log. After such an error it gets the halves of the batch, so it may see events again.
 */
export interface EventConsumer {
  readonly name: string;
  /** Results that `deliver` finds in batches of other processes, too, when they came by the carrier. */
  readonly shares?: readonly ResultKey<unknown>[];
  /** @param results those of the consumers before this one; it adds its own for those after it, and for `deliver` */
  prepare?(batch: DispatchBatch, results: BatchResults): Promise<Prepared | void>;
  deliver?(batch: TailBatch): Promise<void> | void;
}

/** Half of a batch of at least two events. Results belong to the whole batch, so they are looked up for each half. */
export function halves({ events }: TailBatch): readonly [TailBatch, TailBatch] {
  const middle = Math.ceil(events.length / 2);
  return [
    { events: events.slice(0, middle), results: null },
    { events: events.slice(middle), results: null },
  ];
}

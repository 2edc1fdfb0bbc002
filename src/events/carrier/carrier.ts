import type { WholeBatch } from '../event-consumer.js';

/** A batch that another process has dispatched and committed. */
export interface CarriedBatch extends WholeBatch {
  readonly epoch: string;
  /** Of the message, as a measure of its size in memory. */
  readonly bytes: number;
}

/** The reader of the log in this process. */
export interface CarrierListener {
  /** Undefined until it is known. */
  readonly epoch: string;
  /** Whether a batch that ends there is here already: of this process, or read from the log. */
  knows(upTo: number): boolean;
  take(batch: CarriedBatch): void;
  /** From now on batches arrive; those of before must be read from the log. */
  resumed(): void;
}

/**
 * Hands dispatched batches to the other processes, so that PostgreSQL is read once however many there are. It may lose
 * a batch at any time and is never the truth: what does not come is read from the log.
 */
export interface Carrier {
  /** Batches of other processes can be expected; otherwise read the log at once. */
  readonly isUp: boolean;
  /** After the commit. Never throws and never waits. */
  publish(epoch: string, batch: WholeBatch): void;
  subscribe(listener: CarrierListener): void;
  /** A batch did not come in time. */
  missed(): void;
  /** Removes what it keeps: something in it was erased from the log. */
  forget(epoch: string): Promise<void>;
  stop(): Promise<void>;
}

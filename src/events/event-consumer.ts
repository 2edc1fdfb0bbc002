import type { BookkeepingSession } from '../database/bookkeeping-session.js';
import type { LoggedEvent } from './logged-event.js';
import type { HandmadeEvent } from './recorded-events.js';

/** A notification row as it was stored in the dispatch transaction. */
export interface StoredNotification {
  readonly id: string;
  readonly userId: string;
  readonly eventId: string;
  readonly position: number;
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  readonly relatedType: string | null;
  readonly relatedId: string | null;
  readonly createdAt: Date;
  /** The channels that the person's preferences leave open. */
  readonly inbox: boolean;
  readonly socket: boolean;
  readonly webhook: boolean;
}

/** Notifications of one event that were stored by one statement, too many to be listed: look up who is wanted. */
export interface FanOutPart {
  /** At the position of its notifications, which comes after its own when it was recorded in an earlier batch. */
  readonly event: LoggedEvent;
  /** What all of them have in common. */
  readonly alike: Omit<StoredNotification, 'id' | 'userId' | 'inbox' | 'socket' | 'webhook'>;
  /** Their people are those with `after` < user id <= `upTo`, less who is not told. */
  readonly after: string;
  readonly upTo: string;
  /** How many notifications. */
  readonly told: number;
}

/** One dispatch transaction: up to 500 events in log order. */
export interface DispatchBatch {
  readonly events: readonly LoggedEvent[];
  /** The dispatcher's session, inside its transaction. */
  readonly sql: BookkeepingSession;
  /** Filled by the notifications consumer, read by those after it. */
  readonly notifications: StoredNotification[];
  /** Notifications that are not in the list above; filled and read as it is. */
  readonly parts: FanOutPart[];
  /** What is left to do: recorded in this transaction, and dispatched behind all that was recorded before. */
  readonly following: HandmadeEvent[];
}

/** What a process learns after the commit, in log order and without gaps. */
export interface TailBatch {
  readonly events: readonly LoggedEvent[];
  /** The rows that this process stored itself; null: it did not, or not all of them one by one, so look them up. */
  readonly notifications: readonly StoredNotification[] | null;
}

/**
 * A module that acts on events. Registered in `app.module.ts`, called in that order.
 *
 * `prepare` runs in the dispatch transaction of one process: what it writes is there exactly when the positions are. It
 * must not wait for anything but the database. An error that is the data's fault costs the event that causes it: batches are
 * halved until it stands alone. `deliver` runs after the commit in every process: it may fail or die at any moment, since
 * whoever missed it reads the log. After such an error it gets the halves of the batch, so that it may see events again.
 */
export interface EventConsumer {
  readonly name: string;
  prepare?(batch: DispatchBatch): Promise<void>;
  deliver?(batch: TailBatch): Promise<void> | void;
}

/** Of a batch of at least two events. */
export function halves(batch: TailBatch): readonly [TailBatch, TailBatch] {
  const middle = Math.ceil(batch.events.length / 2);
  const [first, second] = [batch.events.slice(0, middle), batch.events.slice(middle)];
  const last = first.at(-1)?.position ?? 0;
  const ofFirst = (notification: StoredNotification) => notification.position <= last;
  return [
    { events: first, notifications: batch.notifications?.filter(ofFirst) ?? null },
    { events: second, notifications: batch.notifications?.filter((row) => !ofFirst(row)) ?? null },
  ];
}

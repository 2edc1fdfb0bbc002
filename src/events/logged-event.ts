import type { ActorType } from '../common/request-context.js';
import type { Visibility } from '../common/visibility.js';

export interface EventActor {
  readonly id: string | null;
  readonly name: string;
  readonly type: ActorType;
}

/**
 * Whom of those who may see the entity an event concerns: `staff` and `public` (everyone but staff) split the readers of an
 * internal comment from the rest; `lost` are those in `visibleTo` who may not see the entity any more.
 */
export type EventScope = 'all' | 'staff' | 'public' | 'lost';

/** An event as it was recorded. `data` and `changes` are JSON text: the very bytes that go out by every door. */
export interface RecordedEvent {
  readonly id: string;
  readonly type: string;
  readonly category: string;
  /** `desk` for our own, `external` for what other services sent in. */
  readonly source: 'desk' | 'external';
  readonly actor: EventActor;
  /** The one person that the event is about, if any: outside events and the inbox's own entries. */
  readonly userId: string | null;
  readonly companyId: string | null;
  /** Deliveries with the same key keep their order: the ticket for all that hangs on it, else the entity. */
  readonly orderingKey: string | null;
  readonly entityId: string | null;
  readonly scope: EventScope;
  /** Set: these may see it, as found when it was recorded. Null: whoever may see the entity at the time of asking. */
  readonly visibleTo: Visibility | null;
  readonly occurredAt: Date;
  readonly data: string;
  readonly changes: string | null;
  /** What a sender outside gave for chats to show in the place of `data`: an `EventEmbed` as JSON. */
  readonly embed: string | null;
  /** What a sender outside wants the person that the event names to read in the inbox. */
  readonly notify: string | null;
  /** How many deliveries lie before it in its chain: an event that a receiver sent in for one that it got has one more. */
  readonly hops: number;
}

/** An event with its place in the log. Positions are commit-ordered and without gaps. */
export interface LoggedEvent extends RecordedEvent {
  readonly position: number;
}

import type { ActorType } from '../common/request-context.js';
import type { Visibility } from '../common/visibility.js';

export interface EventActor {
  readonly id: string | null;
  readonly name: string;
  readonly type: ActorType;
}

/**
 * Which of the entity's readers an event is for: `staff` and `public` (everyone but staff) split the readers of an
 * internal comment; `lost` are those in `visibleTo` who may no longer see the entity.
 */
export type EventScope = 'all' | 'staff' | 'public' | 'lost';

/** A recorded event. `data` and `changes` are JSON text: the exact bytes that every channel sends. */
export interface RecordedEvent {
  readonly id: string;
  readonly type: string;
  readonly category: string;
  /** `desk` for this installation's events, `external` for those of other services. */
  readonly source: 'desk' | 'external';
  readonly actor: EventActor;
  /** The one person that the event is about, if any: for outside events and inbox entries. */
  readonly userId: string | null;
  readonly companyId: string | null;
  /**
   * Deliveries with the same key keep their order: the ticket for everything that belongs to it, otherwise the entity.
   */
  readonly orderingKey: string | null;
  readonly entityId: string | null;
  readonly scope: EventScope;
  /** Set: the people who may see it, as found when it was recorded. Null: those who may see the entity now. */
  readonly visibleTo: Visibility | null;
  readonly occurredAt: Date;
  readonly data: string;
  readonly changes: string | null;
  /** An outside sender's text for chats, in place of `data`: an `EventEmbed` as JSON. */
  readonly embed: string | null;
  /** An outside sender's text for the inbox of the person that the event names. */
  readonly notify: string | null;
  /**
   * How many deliveries precede it in its chain: when a receiver answers an event by sending one, that has one more.
   */
  readonly hops: number;
}

/** An event with its position. Positions are commit-ordered and without gaps. */
export interface LoggedEvent extends RecordedEvent {
  readonly position: number;
}

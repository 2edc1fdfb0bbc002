import { ResultKey } from '../events/event-consumer.js';
import type { LoggedEvent } from '../events/logged-event.js';

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
  /** The channels that the person's preferences allow. */
  readonly inbox: boolean;
  readonly socket: boolean;
  readonly webhook: boolean;
}

/** Notifications of one event that one statement stored, too many to be listed. Look up the people you need. */
export interface FanOutPart {
  /** The position of the notifications. It is later than the event's when the part was queued by an earlier batch. */
  readonly event: LoggedEvent;
  /** The fields that all of them share. */
  readonly shared: Omit<StoredNotification, 'id' | 'userId' | 'inbox' | 'socket' | 'webhook'>;
  /** The recipients are people with `after` < user id <= `upTo`, except those who were filtered out. */
  readonly after: string;
  readonly upTo: string;
  /** Number of notifications. */
  readonly count: number;
}

/** The notifications of a dispatch batch. */
export interface StoredNotifications {
  readonly rows: readonly StoredNotification[];
  /** Those that are not in `rows`. */
  readonly parts: readonly FanOutPart[];
}

/** Set for every batch, also when nothing was stored. Other processes look parts up for the people who are connected to them. */
export const STORED_NOTIFICATIONS = new ResultKey<StoredNotifications>('notifications', {
  encode: ({ rows, parts }) => (parts.length > 0 ? undefined : rows),
  decode: (json) => ({ rows: (json as StoredNotification[]).map(withTimes), parts: [] }),
});

/** Times are texts in JSON. */
function withTimes(row: StoredNotification): StoredNotification {
  return { ...row, createdAt: new Date(row.createdAt) };
}

type EnvelopeSource = Pick<StoredNotification, 'id' | 'type' | 'message' | 'relatedId' | 'relatedType' | 'createdAt'>;

/** The `notification` of a push and of a webhook: the same keys in the same order, so the same bytes. */
export function notificationEnvelope(notification: EnvelopeSource) {
  return {
    id: notification.id,
    type: notification.type,
    message: notification.message,
    related_id: notification.relatedId,
    related_type: notification.relatedType,
    created_at: notification.createdAt.toISOString(),
  };
}

import type { StoredNotification } from './event-consumer.js';

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

import { CAME_TO_NOTHING } from '../queue/delivery-store.js';

/**
 * Deliveries `d` of endpoint $1, queued from $2 to $3, that failed or were cancelled before a first attempt, and whose event
 * still exists. Without tests, which have no place in the log. Rights are checked again: what was cancelled because a right
 * was lost is cancelled again unless it is back.
 */
export const RECOVERABLE = `d.endpoint_id = $1 AND d.created_at >= $2 AND d.created_at <= $3 AND d.position > 0
  AND ${CAME_TO_NOTHING}
  AND EXISTS (SELECT FROM event_bodies b WHERE b.id = d.event_id)`;

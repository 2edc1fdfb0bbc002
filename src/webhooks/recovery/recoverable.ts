/**
 * Deliveries `d` of endpoint $1, made from $2 to $3, that came to nothing and can still be made: failed, or cancelled before
 * a first attempt; tests, which have no place in the log, are over. Those that were cancelled for a lost right are so again when they are looked at.
 */
export const RECOVERABLE = `d.endpoint_id = $1 AND d.created_at >= $2 AND d.created_at <= $3 AND d.position > 0
  AND (d.state = 'failed' OR (d.state = 'cancelled' AND d.tries = 0))
  AND EXISTS (SELECT FROM event_bodies b WHERE b.id = d.event_id)`;

import type { BookkeepingSession } from '../../database/bookkeeping-session.js';
import type { DispatchFault } from '../dispatch/dispatch-fault.js';
import { writeEvents } from '../event-staging.js';
import { recordManualEvent, SYSTEM } from '../recorded-events.js';

/** In the catalogue, category SYSTEM. */
export const EVENT_QUARANTINED = 'system.event_quarantined';

/** $1, $2: its place in the queue, and the event. Does nothing when another process took it meanwhile. */
const SET_ASIDE_SQL = `
  WITH taken AS (
    DELETE FROM event_queue WHERE seq = $1::bigint AND event_id = $2::uuid RETURNING event_id)
  INSERT INTO event_quarantine (event_id, type, occurred_at, consumer, error_name, error, sqlstate)
  SELECT b.id, b.type, b.occurred_at, $3, $4, $5, $6 FROM taken JOIN event_bodies b ON b.id = taken.event_id
  ON CONFLICT (event_id) DO UPDATE SET state = 'waiting', tries = event_quarantine.tries + 1, quarantined_at = now(),
    consumer = excluded.consumer, error_name = excluded.error_name, error = excluded.error, sqlstate = excluded.sqlstate
  RETURNING type, tries`;

export interface QueuedEvent {
  readonly seq: number;
  readonly eventId: string;
}

export interface QuarantinedEvent {
  readonly type: string;
  readonly tries: number;
}

/**
 * Takes one event out of the queue, in a transaction of its own that also records the event for the admins.
 *
 * @returns undefined when it is no longer in the queue
 */
export function setAside(
  session: BookkeepingSession,
  { seq, eventId }: QueuedEvent,
  fault: DispatchFault,
): Promise<QuarantinedEvent | undefined> {
  return session.transaction(async (sql) => {
    const parameters = [seq, eventId, fault.consumer, fault.name, fault.text, fault.sqlstate];
    const [row] = await sql.query<QuarantinedEvent>(SET_ASIDE_SQL, parameters);
    // A failure of the admins' own event is not reported by another event, which would fail the same way for ever.
    if (row !== undefined && row.type !== EVENT_QUARANTINED) await writeEvents(sql, [notice(eventId, row, fault)]);
    return row;
  });
}

function notice(eventId: string, { type, tries }: QuarantinedEvent, fault: DispatchFault) {
  const event = recordManualEvent({
    type: EVENT_QUARANTINED,
    visibleTo: { staff: false, admins: true, userIds: [], managersOf: null },
    data: {
      event_id: eventId,
      event_type: type,
      error: `${fault.name}: ${fault.text}`,
      sqlstate: fault.sqlstate,
      consumer: fault.consumer,
      tries,
    },
    notify: `The event ${type} (${eventId}) could not be processed and was set aside.`,
  });
  // A person's request may have woken the dispatcher, but that person is not the actor.
  return { ...event, actor: SYSTEM };
}

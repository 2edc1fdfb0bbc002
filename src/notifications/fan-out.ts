import { newId } from '../common/ids.js';
import { isDeskEvent } from '../events/desk-events.js';
import type { DispatchBatch, FanOutPart } from '../events/event-consumer.js';
import { EVENT_COLUMNS, readEvent, type EventRow } from '../events/event-row.js';
import { loadEventVisibility, mayPersonSeeSql, type EventVisibility } from '../events/event-visibility.js';
import type { LoggedEvent } from '../events/logged-event.js';
import type { Everybody } from './audiences.js';
import { messageOf } from './messages.js';
import { NOTIFICATION_TYPES } from './notification-types.js';
import { everybodyOf } from './recipients.js';

/** People that one dispatch transaction goes through: it holds the log's head for about 50 ms. */
const PEOPLE_A_BATCH = 2_000;
/** However many events share a batch, each of them comes forward. */
const PEOPLE_AT_LEAST = 100;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/**
 * Everything about a part in one statement that returns one row: memory does not grow with the audience. $1: the last
 * person of the part before, $2: people, $3: who may see the event, $12: the moment, as a UUIDv7 begins.
 */
const TELL_SQL = `
  WITH part AS (
    SELECT id, role, company_id FROM users WHERE active AND id > $1::uuid ORDER BY id LIMIT $2
  ), told AS (
    INSERT INTO notifications (id, user_id, event_id, position, type, reason, message, related_type, related_id, created_at,
                               inbox, socket, webhook)
    SELECT overlay(overlay(gen_random_uuid()::text PLACING $12::text FROM 1) PLACING '7' FROM 15)::uuid,
           part.id, $4::uuid, $5::bigint, $6::text, $7::text, $8::text, $9::text, $10::uuid, $11::timestamptz,
           coalesce(chosen.inbox, true), coalesce(chosen.socket, true), coalesce(chosen.webhook, true)
      FROM part LEFT JOIN notification_preferences chosen ON chosen.user_id = part.id AND chosen.type = $6::text
     WHERE part.id IS DISTINCT FROM $13::uuid AND ${mayPersonSeeSql('part', '$3::jsonb')}
       AND (chosen.user_id IS NULL OR chosen.inbox OR chosen.socket OR chosen.webhook)
    RETURNING 1
  )
  SELECT (SELECT count(*) FROM told)::int AS told, (SELECT count(*) FROM part)::int AS people,
         (SELECT id FROM part ORDER BY id DESC LIMIT 1) AS last`;

/** Long enough for the 48 bits of the moment: `01234567-89ab`. */
const MOMENT_LENGTH = 13;

const EARLIER_SQL = `SELECT 0 AS position, ${EVENT_COLUMNS} FROM event_bodies b WHERE b.id = ANY($1::uuid[])`;

/** What an entry of the type `fan_out.continued` says. */
interface Continuation {
  readonly event_id: string;
  /** The last person who was told. */
  readonly after: string;
}

/** An event, and where among the people, in the order of their ids, its turn begins. */
interface Turn {
  readonly event: LoggedEvent;
  readonly after: string;
}

interface PartRow {
  told: number;
  people: number;
  last: string | null;
}

/**
 * Tells of what concerns everybody. An audience too large for one transaction is told in parts, in the order of the
 * people's ids: each part leaves an entry in the queue for the next one, in the same transaction, so that a fan-out survives
 * its process, and whatever was recorded meanwhile comes in between.
 */
export async function fanOut(batch: DispatchBatch): Promise<void> {
  const turns = await findTurns(batch);
  if (turns.length === 0) return;
  const size = Math.max(PEOPLE_AT_LEAST, Math.floor(PEOPLE_A_BATCH / turns.length));
  const visibilities = await loadEventVisibility(
    batch.sql,
    turns.map(({ event }) => event),
  );
  for (const turn of turns) {
    const visibility = visibilities.get(turn.event.id);
    if (visibility !== undefined) await tell(batch, turn, { size, visibility });
  }
}

async function tell(
  batch: DispatchBatch,
  { event, after }: Turn,
  { size, visibility }: { size: number; visibility: EventVisibility },
): Promise<void> {
  const told = everybodyOf(event);
  if (told === null) return;
  const alike = rowOf(event, told);
  const [row] = await batch.sql.query<PartRow>(TELL_SQL, [
    after,
    size,
    JSON.stringify(visibility),
    alike.eventId,
    alike.position,
    alike.type,
    alike.reason,
    alike.message,
    alike.relatedType,
    alike.relatedId,
    alike.createdAt,
    newId().slice(0, MOMENT_LENGTH),
    event.actor.id,
  ]);
  if (row === undefined || row.last === null) return;
  if (row.told > 0) batch.parts.push({ event, alike, after, upTo: row.last, told: row.told });
  if (row.people < size) return;
  const data: Continuation = { event_id: event.id, after: row.last };
  batch.following.push({
    type: 'fan_out.continued',
    data,
    visibleTo: { staff: false, userIds: [], managersOf: null },
  });
}

function rowOf(event: LoggedEvent, { type, reason }: Everybody): FanOutPart['alike'] {
  const data = JSON.parse(event.data) as Record<string, unknown>;
  return {
    eventId: event.id,
    position: event.position,
    type,
    reason,
    message: messageOf(type, { event, data, title: null }),
    relatedType: NOTIFICATION_TYPES[type],
    relatedId: event.entityId,
    createdAt: event.occurredAt,
  };
}

/** Those that begin in this batch, and those that go on in it, at the position of their entry. */
async function findTurns({ events, sql }: DispatchBatch): Promise<Turn[]> {
  const beginning = events
    .filter((event) => everybodyOf(event) !== null)
    .map((event): Turn => ({ event, after: BEFORE_ALL }));
  const entries = events.filter((event) => isDeskEvent(event, 'fan_out.continued'));
  if (entries.length === 0) return beginning;
  const continuations = entries.map(({ data, position }) => ({ ...(JSON.parse(data) as Continuation), position }));
  const rows = await sql.query<EventRow>(EARLIER_SQL, [continuations.map((entry) => entry.event_id)]);
  const earlier = new Map(rows.map((row) => [row.id, readEvent(row)]));
  // One that was erased meanwhile tells nobody any more.
  const going = continuations.flatMap(({ event_id: eventId, after, position }): Turn[] => {
    const event = earlier.get(eventId);
    return event === undefined || event === null ? [] : [{ event: { ...event, position }, after }];
  });
  return [...beginning, ...going];
}

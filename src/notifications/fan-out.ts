import { newId } from '../common/ids.js';
import { isDeskEvent } from '../events/desk-events.js';
import { EVENT_COLUMNS, readEvent, type EventRow } from '../events/event-row.js';
import { loadEventVisibility, mayPersonSeeSql, type EventVisibility } from '../events/event-visibility.js';
import type { LoggedEvent } from '../events/logged-event.js';
import type { ManualEvent } from '../events/recorded-events.js';
import type { SqlReader } from '../database/sql.js';
import type { Everyone } from './audiences.js';
import { messageOf } from './messages.js';
import { NOTIFICATION_TYPES } from './notification-types.js';
import { everyoneOf } from './recipients.js';
import type { FanOutPart } from './stored-notifications.js';

/** People per dispatch transaction. More would hold the log's head for longer than about 50 ms. */
const PEOPLE_A_BATCH = 2_000;
/** Each event gets at least this many people, however many events share a batch. */
const PEOPLE_AT_LEAST = 100;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/**
 * One statement per part, with one row as its result, so memory does not grow with the audience. $1: the last person of
 * the previous part, $2: people, $3: who may see the event, $12: the moment, as a UUIDv7 begins.
 */
const NOTIFY_PART_SQL = `
  WITH part AS (
    SELECT id, role, company_id FROM users WHERE active AND id > $1::uuid ORDER BY id LIMIT $2
  ), stored AS (
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
  SELECT (SELECT count(*) FROM stored)::int AS count, (SELECT count(*) FROM part)::int AS people,
         (SELECT id FROM part ORDER BY id DESC LIMIT 1) AS last`;

/** Long enough for the 48 bits of the moment: `01234567-89ab`. */
const MOMENT_LENGTH = 13;

const EARLIER_SQL = `SELECT 0 AS position, ${EVENT_COLUMNS} FROM event_bodies b WHERE b.id = ANY($1::uuid[])`;

/** The data of an entry of type `fan_out.continued`. */
interface Continuation {
  readonly event_id: string;
  /** The last person notified. */
  readonly after: string;
}

/** An event, and the person after whom its next part begins, in the order of ids. */
interface Turn {
  readonly event: LoggedEvent;
  readonly after: string;
}

export interface FanOut {
  readonly parts: readonly FanOutPart[];
  /** Entries that continue the fan-out in a later batch. */
  readonly following: readonly ManualEvent[];
}

interface PartRow {
  count: number;
  people: number;
  last: string | null;
}

/**
 * Notifies everyone of an event. A large audience is notified in parts, in the order of the people's ids. Each part
 * queues an entry for the next one in the same transaction. So a fan-out survives its process, and events recorded
 * meanwhile come in between.
 */
export async function fanOut(sql: SqlReader, events: readonly LoggedEvent[]): Promise<FanOut> {
  const turns = await findTurns(sql, events);
  const parts: FanOutPart[] = [];
  const following: ManualEvent[] = [];
  if (turns.length === 0) return { parts, following };
  const size = Math.max(PEOPLE_AT_LEAST, Math.floor(PEOPLE_A_BATCH / turns.length));
  const visibilities = await loadEventVisibility(
    sql,
    turns.map(({ event }) => event),
  );
  for (const turn of turns) {
    const visibility = visibilities.get(turn.event.id);
    const notified = visibility === undefined ? undefined : await notifyPart(sql, turn, { size, visibility });
    if (notified?.part !== undefined) parts.push(notified.part);
    if (notified?.rest !== undefined) following.push(notified.rest);
  }
  return { parts, following };
}

/** @returns what was stored, and the entry that continues the fan-out; either may be missing */
async function notifyPart(
  sql: SqlReader,
  { event, after }: Turn,
  { size, visibility }: { size: number; visibility: EventVisibility },
): Promise<{ part?: FanOutPart; rest?: ManualEvent }> {
  const everyone = everyoneOf(event);
  if (everyone === null) return {};
  const shared = rowOf(event, everyone);
  const [row] = await sql.query<PartRow>(NOTIFY_PART_SQL, [
    after,
    size,
    JSON.stringify(visibility),
    shared.eventId,
    shared.position,
    shared.type,
    shared.reason,
    shared.message,
    shared.relatedType,
    shared.relatedId,
    shared.createdAt,
    newId().slice(0, MOMENT_LENGTH),
    event.actor.id,
  ]);
  if (row === undefined || row.last === null) return {};
  const part = row.count === 0 ? {} : { part: { event, shared, after, upTo: row.last, count: row.count } };
  if (row.people < size) return part;
  const data: Continuation = { event_id: event.id, after: row.last };
  const visibleTo = { staff: false, userIds: [], managersOf: null };
  return { ...part, rest: { type: 'fan_out.continued', data, visibleTo } };
}

function rowOf(event: LoggedEvent, { type, reason }: Everyone): FanOutPart['shared'] {
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

/** Fan-outs that begin in this batch, and those that continue in it, at the position of their entry. */
async function findTurns(sql: SqlReader, events: readonly LoggedEvent[]): Promise<Turn[]> {
  const beginning = events
    .filter((event) => everyoneOf(event) !== null)
    .map((event): Turn => ({ event, after: BEFORE_ALL }));
  const entries = events.filter((event) => isDeskEvent(event, 'fan_out.continued'));
  if (entries.length === 0) return beginning;
  const continuations = entries.map(({ data, position }) => ({ ...(JSON.parse(data) as Continuation), position }));
  const rows = await sql.query<EventRow>(EARLIER_SQL, [continuations.map((entry) => entry.event_id)]);
  const earlier = new Map(rows.map((row) => [row.id, readEvent(row)]));
  // An event erased meanwhile notifies no one any more.
  const going = continuations.flatMap(({ event_id: eventId, after, position }): Turn[] => {
    const event = earlier.get(eventId);
    return event === undefined || event === null ? [] : [{ event: { ...event, position }, after }];
  });
  return [...beginning, ...going];
}

import type { SqlReader } from '../database/sql.js';
import { findDefinition } from '../events/catalogue/catalogue.js';
import type { DispatchBatch } from '../events/event-consumer.js';
import { EVENT_COLUMNS, toLoggedEvent, type EventRow } from '../events/event-row.js';
import type { LoggedEvent } from '../events/logged-event.js';

/** People that the events of one dispatch transaction tell between them: 2,000 rows take about as long as 500 usual events. */
const READERS_A_BATCH = 2_000;
/** However many events share a batch, each of them comes forward. */
const READERS_AT_LEAST = 100;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

const READERS_SQL = 'SELECT id FROM users WHERE active AND id > $1::uuid ORDER BY id LIMIT $2';

const EARLIER_SQL = `SELECT 0 AS position, ${EVENT_COLUMNS} FROM event_bodies b WHERE b.id = ANY($1::uuid[])`;

/** What an entry of the type `fan_out.continued` says. */
interface Continuation {
  readonly event_id: string;
  /** The last person who was told. */
  readonly after: string;
}

/** Events whose audience is everybody, and the part of everybody whose turn it is, by event id. */
export type ReaderPages = ReadonlyMap<string, readonly string[]>;

/**
 * Finds whose turn it is to be told of what concerns everybody. An audience too large for one transaction is told in
 * parts, in the order of their ids: each part leaves an entry in the queue for the next one, in the same transaction, so that
 * a fan-out survives its process, and whatever was recorded meanwhile comes in between.
 */
export async function turnPages(batch: DispatchBatch): Promise<ReaderPages> {
  const after = new Map<string, string>();
  for (const event of batch.events) if (concernsEverybody(event)) after.set(event.id, BEFORE_ALL);
  const continued = await findContinued(batch, after);
  batch.continued.push(...continued);
  const pages = new Map<string, readonly string[]>();
  const size = Math.max(READERS_AT_LEAST, Math.floor(READERS_A_BATCH / Math.max(1, after.size)));
  for (const [eventId, start] of after) {
    const ids = await readPage(batch.sql, start, size);
    pages.set(eventId, ids);
    const last = ids.at(-1);
    if (last === undefined || ids.length < size) continue;
    const data: Continuation = { event_id: eventId, after: last };
    batch.following.push({
      type: 'fan_out.continued',
      data,
      visibleTo: { staff: false, userIds: [], managersOf: null },
    });
  }
  return pages;
}

export function concernsEverybody(event: LoggedEvent): boolean {
  const audiences = findDefinition(event.type)?.audiences ?? [];
  return event.source === 'desk' && event.scope !== 'lost' && audiences.includes('kb_article_published');
}

/** One that was erased meanwhile tells nobody any more. */
async function findContinued({ events, sql }: DispatchBatch, after: Map<string, string>): Promise<LoggedEvent[]> {
  const entries = events.filter(({ type, source }) => type === 'fan_out.continued' && source === 'desk');
  if (entries.length === 0) return [];
  const positions = new Map<string, number>();
  const starts = new Map<string, string>();
  for (const { data, position } of entries) {
    const { event_id: eventId, after: start } = JSON.parse(data) as Continuation;
    positions.set(eventId, position);
    starts.set(eventId, start);
  }
  const rows = await sql.query<EventRow>(EARLIER_SQL, [[...positions.keys()]]);
  return rows.map((row) => {
    after.set(row.id, starts.get(row.id) ?? BEFORE_ALL);
    return { ...toLoggedEvent(row), position: positions.get(row.id) ?? 0 };
  });
}

async function readPage(sql: SqlReader, after: string, size: number): Promise<string[]> {
  return (await sql.query<{ id: string }>(READERS_SQL, [after, size])).map(({ id }) => id);
}

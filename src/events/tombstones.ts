import type { SqlReader } from '../database/sql.js';
import type { LoggedEvent } from './logged-event.js';

/** $1: ids of tickets and articles as text. Those that are gone, and since when. */
const DELETIONS_SQL = `
  SELECT ordering_key AS id, occurred_at FROM event_bodies
   WHERE ordering_key = ANY($1::text[]) AND type IN ('ticket.deleted', 'kb_article.deleted') AND scope = 'all' AND source = 'desk'`;

const OF_THE_DESK = /^(ticket|comment|attachment|kb_article)\./;

/** When the ticket or article was deleted that each event hangs on, by its id; of what still exists there is no entry. */
export async function loadDeletions(sql: SqlReader, events: readonly LoggedEvent[]): Promise<Map<string, Date>> {
  const desk = events.filter(({ type, source }) => source === 'desk' && OF_THE_DESK.test(type));
  const ids = [...new Set(desk.flatMap(({ orderingKey }) => orderingKey ?? []))];
  if (ids.length === 0) return new Map();
  const rows = await sql.query<{ id: string; occurred_at: Date }>(DELETIONS_SQL, [ids]);
  return new Map(rows.map((row) => [row.id, row.occurred_at]));
}

/** What is left to show of an entity that is gone: its id fields. The log keeps what it was. */
export function withoutContent(data: Readonly<Record<string, unknown>>, deletedAt: Date): Record<string, unknown> {
  if (data['deleted'] === true) return data;
  const ids = Object.entries(data).filter(([key]) => key === 'id' || key.endsWith('_id'));
  return { ...Object.fromEntries(ids), deleted: true, deleted_at: deletedAt.toISOString() };
}

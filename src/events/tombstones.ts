import type { SqlReader } from '../database/sql.js';
import { subjectId, subjectIds } from './desk-events.js';
import type { LoggedEvent } from './logged-event.js';

/** $1: ids of tickets and articles as text. Those that are gone, and since when. */
const DELETIONS_SQL = `
  SELECT ordering_key AS id, occurred_at FROM event_bodies
   WHERE ordering_key = ANY($1::text[]) AND type IN ('ticket.deleted', 'kb_article.deleted') AND scope = 'all' AND source = 'desk'`;

/** When the ticket or article was deleted that each event hangs on, by its id; of what still exists there is no entry. */
export async function loadDeletions(sql: SqlReader, events: readonly LoggedEvent[]): Promise<Map<string, Date>> {
  const ids = [...subjectIds(events, 'ticket'), ...subjectIds(events, 'article')];
  if (ids.length === 0) return new Map();
  const rows = await sql.query<{ id: string; occurred_at: Date }>(DELETIONS_SQL, [ids]);
  return new Map(rows.map((row) => [row.id, row.occurred_at]));
}

/** @param deletions of `loadDeletions`, which may know of things that this event does not hang on */
export function deletionOf(event: LoggedEvent, deletions: ReadonlyMap<string, Date>): Date | undefined {
  return deletions.get(subjectId(event, 'ticket') ?? subjectId(event, 'article') ?? '');
}

/** What is left to show of an entity that is gone: its id fields. The log keeps what it was. */
export function withoutContent(data: Readonly<Record<string, unknown>>, deletedAt: Date): Record<string, unknown> {
  if (data['deleted'] === true) return data;
  const ids = Object.entries(data).filter(([key]) => key === 'id' || key.endsWith('_id'));
  return { ...Object.fromEntries(ids), deleted: true, deleted_at: deletedAt.toISOString() };
}

import type { SqlReader } from '../database/sql.js';
import { typesAsSql, typesWhere } from './catalogue/catalogue.js';
import { subjectId, subjectIds } from './desk-events.js';
import type { LoggedEvent } from './logged-event.js';

const DELETIONS = typesWhere(
  ({ isDeletion, part, subject }) => isDeletion && part === null && (subject === 'ticket' || subject === 'article'),
);

/** $1: ids of tickets and articles as text. Finds deleted ones, with the time and their last readers. */
const DELETIONS_SQL = `
  SELECT ordering_key AS id, occurred_at, visible_to FROM event_bodies
   WHERE ordering_key = ANY($1::text[]) AND type IN ${typesAsSql(DELETIONS)} AND scope = 'all' AND source = 'desk'`;

interface DeletionRow {
  id: string;
  occurred_at: Date;
  /** JSON of a `Visibility`. */
  visible_to: string | null;
}

/** @param ids of tickets and articles; existing ones are not in the result */
export async function loadDeletionRows(sql: SqlReader, ids: readonly string[]): Promise<DeletionRow[]> {
  return ids.length === 0 ? [] : sql.query<DeletionRow>(DELETIONS_SQL, [ids]);
}

/** For each event, by its id: when its ticket or article was deleted. No entry while it exists. */
export async function loadDeletions(sql: SqlReader, events: readonly LoggedEvent[]): Promise<Map<string, Date>> {
  const ids = [...subjectIds(events, 'ticket'), ...subjectIds(events, 'article')];
  const rows = await loadDeletionRows(sql, ids);
  return new Map(rows.map((row) => [row.id, row.occurred_at]));
}

/** @param deletions from `loadDeletions`; may contain entities that this event does not belong to */
export function deletionOf(event: LoggedEvent, deletions: ReadonlyMap<string, Date>): Date | undefined {
  return deletions.get(subjectId(event, 'ticket') ?? subjectId(event, 'article') ?? '');
}

/** What may still be shown of a deleted entity: its id fields. The log keeps the rest. */
export function withoutContent(data: Readonly<Record<string, unknown>>, deletedAt: Date): Record<string, unknown> {
  if (data['deleted'] === true) return data;
  const ids = Object.entries(data).filter(([key]) => key === 'id' || key.endsWith('_id'));
  return { ...Object.fromEntries(ids), deleted: true, deleted_at: deletedAt.toISOString() };
}

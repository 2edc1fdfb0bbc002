import type { SqlReader } from '../database/sql.js';
import { typesAsSql, typesWhere } from './catalogue/catalogue.js';
import { deskDefinition } from './desk-events.js';
import type { LoggedEvent } from './logged-event.js';

const ON_COMMENTS = typesWhere(({ part }) => part === 'comment');
const DELETIONS = typesWhere(({ part, isDeletion }) => part === 'comment' && isDeletion);

/** $1: comment ids. */
const INTERNAL_SQL = 'SELECT id FROM comments WHERE id = ANY($1::uuid[]) AND internal';

/**
 * Comments deleted with their ticket: the last event for the public shows whether each was internal at the end. $1:
 * ticket ids as text.
 */
const INTERNAL_AT_THE_END_SQL = `
  SELECT entity_id AS id FROM (
    SELECT DISTINCT ON (entity_id) entity_id, type FROM event_bodies
     WHERE ordering_key = ANY($1::text[]) AND scope = 'public' AND source = 'desk'
       AND type IN ${typesAsSql(ON_COMMENTS)}
     ORDER BY entity_id, id DESC
  ) last WHERE type IN ${typesAsSql(DELETIONS)}`;

/**
 * A comment that was public when its event was recorded may be internal by now: then only staff may see the event,
 * replayed or live.
 *
 * @param goneTicketIds the deleted tickets among those that the events belong to
 * @returns ids of events whose comment is internal by now
 */
export async function loadInternal(
  sql: SqlReader,
  events: readonly LoggedEvent[],
  goneTicketIds: readonly string[],
): Promise<Set<string>> {
  const comments = new Map<string, string>();
  for (const event of events) {
    const commentId = isJudgedByNow(event) ? commentOf(event) : null;
    if (commentId !== null) comments.set(event.id, commentId);
  }
  if (comments.size === 0) return new Set();
  const rows = await sql.query<{ id: string }>(INTERNAL_SQL, [[...new Set(comments.values())]]);
  const gone =
    goneTicketIds.length === 0 ? [] : await sql.query<{ id: string }>(INTERNAL_AT_THE_END_SQL, [goneTicketIds]);
  const internal = new Set([...rows, ...gone].map(({ id }) => id));
  return new Set([...comments].filter(([, commentId]) => internal.has(commentId)).map(([eventId]) => eventId));
}

/**
 * A deletion event for the public is about a comment that is internal by now, so that must not decide. Events for staff
 * need no check.
 */
function isJudgedByNow({ scope, type }: LoggedEvent): boolean {
  return scope === 'all' || (scope === 'public' && !DELETIONS.includes(type));
}

/** The comment that decides about an event. An attachment may be deleted by now; its event names the comment. */
function commentOf(event: LoggedEvent): string | null {
  const part = deskDefinition(event)?.part ?? null;
  if (part === null) return null;
  if (part === 'comment') return event.entityId;
  return (JSON.parse(event.data) as { comment_id?: string | null }).comment_id ?? null;
}

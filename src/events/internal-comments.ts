import type { SqlReader } from '../database/sql.js';
import { deskDefinition } from './desk-events.js';
import type { LoggedEvent } from './logged-event.js';

/** $1: comment ids. */
const INTERNAL_SQL = 'SELECT id FROM comments WHERE id = ANY($1::uuid[]) AND internal';

/**
 * Comments that went with their ticket: the last event for the public says on which side each was at the end. $1: ticket
 * ids as text.
 */
const INTERNAL_AT_THE_END_SQL = `
  SELECT entity_id AS id FROM (
    SELECT DISTINCT ON (entity_id) entity_id, type FROM event_bodies
     WHERE ordering_key = ANY($1::text[]) AND scope = 'public' AND source = 'desk'
       AND type IN ('comment.created', 'comment.updated', 'comment.deleted')
     ORDER BY entity_id, id DESC
  ) last WHERE type = 'comment.deleted'`;

/**
 * What was public when it was recorded may have become internal since: then it is shown to staff alone, replayed as well
 * as live.
 *
 * @param goneTicketIds of those tickets that the events hang on that are deleted by now
 * @returns ids of the events about what is internal by now
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
 * A deletion for the public is about a comment that is internal by now: it must not be judged by that. Events for staff
 * need no judging.
 */
function isJudgedByNow({ scope, type }: LoggedEvent): boolean {
  return scope === 'all' || (scope === 'public' && type !== 'comment.deleted');
}

/** The comment that decides about an event. An attachment may be gone by now; its event says where it was. */
function commentOf(event: LoggedEvent): string | null {
  const part = deskDefinition(event)?.part ?? null;
  if (part === null) return null;
  if (part === 'comment') return event.entityId;
  return (JSON.parse(event.data) as { comment_id?: string | null }).comment_id ?? null;
}

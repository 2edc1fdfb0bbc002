import type { EntityManager } from 'typeorm';
import { isStaff, type Viewer } from '../common/visibility.js';
import { Comment } from './comment.entity.js';

/**
 * Deleted comments that have a reply, at any depth, that the viewer may see. Not correlated to the listed row, so that
 * PostgreSQL evaluates it once, and only when it meets the first deleted comment.
 */
const KEPT_TOMBSTONES = `
  WITH RECURSIVE kept(id) AS (
    SELECT reply.parent_id FROM comments reply
     WHERE reply.ticket_id = :ticketId AND reply.parent_id IS NOT NULL AND reply.deleted_at IS NULL
       AND (:seesInternal OR NOT reply.internal)
    UNION
    SELECT middle.parent_id FROM comments middle JOIN kept ON middle.id = kept.id
     WHERE middle.deleted_at IS NOT NULL AND middle.parent_id IS NOT NULL
  ) SELECT kept.id FROM kept`;

export interface CommentRange {
  readonly ticketId: string;
  /** Only later ones than this; undefined: from the first. */
  readonly afterId: string | undefined;
  readonly count: number;
}

/** Oldest first, including tombstones. */
export function listComments(manager: EntityManager, viewer: Viewer, range: CommentRange): Promise<Comment[]> {
  const { ticketId, afterId, count } = range;
  const select = visibleComments(manager, viewer, ticketId)
    .andWhere(`(comment.deleted_at IS NULL OR comment.id IN (${KEPT_TOMBSTONES}))`)
    .setParameter('seesInternal', isStaff(viewer));
  if (afterId !== undefined) select.andWhere('comment.id > :afterId', { afterId });
  return select.orderBy('comment.id', 'ASC').limit(count).getMany();
}

/** Visible comments newer than the given one (null: all), oldest first. */
export function listNewerComments(
  manager: EntityManager,
  viewer: Viewer,
  known: { ticketId: string; lastId: string | null },
): Promise<Comment[]> {
  const select = visibleComments(manager, viewer, known.ticketId).andWhere('comment.deleted_at IS NULL');
  if (known.lastId !== null) select.andWhere('comment.id > :lastId', { lastId: known.lastId });
  return select.orderBy('comment.id', 'ASC').limit(50).getMany();
}

/** `commentVisibility` as a condition, for a viewer who sees the ticket. */
function visibleComments(manager: EntityManager, viewer: Viewer, ticketId: string) {
  const select = manager.createQueryBuilder(Comment, 'comment').where('comment.ticket_id = :ticketId', { ticketId });
  return isStaff(viewer) ? select : select.andWhere('NOT comment.internal');
}

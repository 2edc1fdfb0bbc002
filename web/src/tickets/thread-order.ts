import type { ThreadComment } from './queries.js';

export function isTombstone(comment: ThreadComment): boolean {
  return comment.deleted === true;
}

/** Oldest first, as the server lists them. */
export function withComment(thread: readonly ThreadComment[], comment: ThreadComment): readonly ThreadComment[] {
  return [...thread.filter(({ id }) => id !== comment.id), comment].sort(inOrder);
}

/** A deleted comment with replies leaves a tombstone, so that its replies keep their place. */
export function withoutComment(thread: readonly ThreadComment[], id: string): readonly ThreadComment[] {
  const hasReplies = thread.some(({ parent_id: parent }) => parent === id);
  if (!hasReplies) return thread.filter((one) => one.id !== id);
  return thread.map((one) => (one.id === id ? { ...one, content: '', deleted: true } : one));
}

/** The last comment by the server's order, for `expected_last_comment_id`. */
export function lastKnown(thread: readonly ThreadComment[]): string | null {
  return thread.findLast((one) => !isTombstone(one))?.id ?? null;
}

/** For comments written at the same time, `created_at` and ids may disagree; the server sorts by id. */
function inOrder(a: ThreadComment, b: ThreadComment): number {
  return a.id < b.id ? -1 : 1;
}

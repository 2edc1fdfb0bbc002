import type { ThreadComment } from './queries.js';

export function isTombstone(comment: ThreadComment): boolean {
  return comment.deleted === true;
}

/** Oldest first, as the server lists them. */
export function withComment(thread: readonly ThreadComment[], comment: ThreadComment): readonly ThreadComment[] {
  return [...thread.filter(({ id }) => id !== comment.id), comment].sort(inOrder);
}

/** One with replies leaves a trace, so that its replies still hang on something. */
export function withoutComment(thread: readonly ThreadComment[], id: string): readonly ThreadComment[] {
  const hasReplies = thread.some(({ parent_id: parent }) => parent === id);
  if (!hasReplies) return thread.filter((one) => one.id !== id);
  return thread.map((one) => (one.id === id ? { ...one, content: '', deleted: true } : one));
}

/** The last that the server knows of, for `expected_last_comment_id`. */
export function lastKnown(thread: readonly ThreadComment[]): string | null {
  return thread.findLast((one) => !isTombstone(one))?.id ?? null;
}

function inOrder(a: ThreadComment, b: ThreadComment): number {
  if (a.created_at !== b.created_at) return a.created_at < b.created_at ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

/** How a person is found in texts: by id, and by present and former names and addresses. */
export interface PersonTraces {
  readonly userId: string;
  readonly names: readonly string[];
  readonly emails: readonly string[];
}

/** Replaces an erased name or text. */
export const ERASED_NAME = 'Deleted user';
export const ERASED_TEXT = 'Erased';

/**
 * A PostgreSQL regular expression that finds a whole name or address: Ann is not found in "annex". Null: there is
 * nothing to look for.
 */
export function tracesPattern({ names, emails }: PersonTraces): string | null {
  const texts = [...names, ...emails].filter((text) => text !== '');
  if (texts.length === 0) return null;
  const literals = texts.map((text) => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`));
  return `(^|[^[:alnum:]])(${literals.join('|')})($|[^[:alnum:]])`;
}

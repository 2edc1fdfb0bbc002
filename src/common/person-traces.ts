/** By what a person is found in texts: the id, and names and addresses of now and before. */
export interface PersonTraces {
  readonly userId: string;
  readonly names: readonly string[];
  readonly emails: readonly string[];
}

/** What stands in the place of a name, and of a text, that is gone. */
export const ERASED_NAME = 'Deleted user';
export const ERASED_TEXT = 'Erased';

/**
 * A regular expression of PostgreSQL that finds a name or address as a whole: a person called Ann is not found in "annex".
 * Null: there is nothing to look for.
 */
export function tracesPattern({ names, emails }: PersonTraces): string | null {
  const texts = [...names, ...emails].filter((text) => text !== '');
  if (texts.length === 0) return null;
  const literals = texts.map((text) => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`));
  return `(^|[^[:alnum:]])(${literals.join('|')})($|[^[:alnum:]])`;
}

/** A pattern is a type, a group (`ticket.*`, also `a.b.*` for types such as `a.b.c`), or `*`. */

/** The patterns of a comma-separated list; none when it is left out. */
export function patternsIn(list: string | undefined): string[] {
  return list?.split(',').map((name) => name.trim()) ?? [];
}

/** Every pattern that matches this type, the type itself first. */
export function patternsOf(type: string): string[] {
  const levels = type.split('.');
  const groups = levels.slice(1).map((_, index) => `${levels.slice(0, index + 1).join('.')}.*`);
  return [type, ...groups.toReversed(), '*'];
}

export function takesType(patterns: readonly string[], type: string): boolean {
  return patternsOf(type).some((pattern) => patterns.includes(pattern));
}

/** `ticket` of `ticket.created` and of `ticket.*`. */
export function nounOf(pattern: string): string {
  return pattern.split('.', 1)[0] ?? '';
}

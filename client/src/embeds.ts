export interface EmbedField {
  readonly name: string;
  readonly value: string;
  readonly inline?: boolean;
}

/** What Discord shows; the server cuts it to Discord's limits. */
export interface Embed {
  readonly title?: string;
  readonly description?: string;
  readonly color?: number;
  readonly fields?: readonly EmbedField[];
  readonly footer?: string;
  readonly url?: string;
}

/** By outcome. */
export const EMBED_COLORS = { good: 3_066_993, bad: 15_158_332, warning: 15_105_570, info: 3_447_003 } as const;

/** Discord shows no more. */
const MAX_FIELDS = 25;

/** A field per pair; absent values get none, because Discord refuses empty fields. */
export function fieldsOf(pairs: Readonly<Record<string, unknown>>): EmbedField[] {
  return Object.entries(pairs)
    .map(([name, value]) => ({ name, value: textOf(value), inline: true }))
    .filter(({ value }) => value !== '')
    .slice(0, MAX_FIELDS);
}

/** A value as people read it: text as it is, an error's message, a list with commas, an object by its fields. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (value instanceof Error) return value.message;
  if (Array.isArray(value)) return value.map(textOf).join(', ');
  if (typeof value === 'string') return value;
  if (typeof value !== 'object') return (value as number | boolean | bigint).toString();
  return Object.entries(value)
    .map(([name, one]) => `${name}: ${textOf(one)}`)
    .join('\n');
}

/** Scripts without spaces between words, which the database's `search_text()` stores character by character. */
const UNSPACED = String.raw`\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7A3\uF900-\uFAFF\uFF66-\uFF9D\u{20000}-\u{3134F}`;
const UNSPACED_CHARACTER = new RegExp(`[${UNSPACED}]`, 'gu');
const UNSPACED_RUN = new RegExp(`(-?)([${UNSPACED}]+)`, 'gu');

/**
 * Turns typed text into the form for `websearch_to_tsquery('simple', ...)` over a column `search_vector`: a run of
 * characters of such a script becomes a phrase. Quotes, OR and minus keep their meaning.
 */
export function searchWords(typed: string): string {
  const isQuoted = (place: number) => place % 2 === 1;
  return typed
    .split('"')
    .map((part, place) =>
      isQuoted(place)
        ? part.replace(UNSPACED_CHARACTER, ' $& ')
        : part.replace(
            UNSPACED_RUN,
            (_run, minus: string, characters: string) => ` ${minus}"${Array.from(characters).join(' ')}" `,
          ),
    )
    .join('"');
}

/** One code point sequence for one text: `é` becomes U+00E9, however the keyboard spells it. */
export function normalizeText(text: string): string {
  return text.normalize('NFC');
}

/** Names, titles, labels: NFC, without whitespace around them. */
export function singleLineForm(text: string): string {
  return normalizeText(text).trim();
}

/** Bodies: NFC, and one kind of line break. Whitespace around the text stays. */
export function multiLineForm(text: string): string {
  return normalizeText(text).replaceAll(/\r\n?/g, '\n');
}

/** Characters that are never part of a word and that people do not type on purpose. */
const NEVER_SEARCHED = /[\u00ad\u200b\u200e\u200f\u061c\u2060-\u206f\u202a-\u202e\ufeff]/g;

/** A search text, in the form of stored texts. A query is never refused for its characters. */
export function queryForm(text: string): string {
  return normalizeText(text)
    .replaceAll(NEVER_SEARCHED, '')
    .replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ')
    .trim();
}

/** Counts code points, as JSON Schema does for `maxLength`: an emoji of one code point is one character. */
export function characterCount(text: string): number {
  let count = text.length;
  for (let at = 0; at < text.length - 1; at++) if (isPair(text, at)) count--;
  return count;
}

function isPair(text: string, at: number): boolean {
  const [high, low] = [text.charCodeAt(at), text.charCodeAt(at + 1)];
  return high >= 0xd800 && high < 0xdc00 && low >= 0xdc00 && low < 0xe000;
}

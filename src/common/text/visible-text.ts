/** Scripts that are written from right to left, in which direction marks are part of ordinary spelling. */
const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Samaritan}\p{Script=Mandaic}\p{Script=Adlam}\p{Script=Hanifi_Rohingya}]/u;

/** Scripts whose letters take another form before U+200C and U+200D. */
const JOINING =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Nko}\p{Script=Mandaic}\p{Script=Adlam}\p{Script=Mongolian}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}\p{Script=Balinese}\p{Script=Javanese}][\p{M}]*$/u;

const EMOJI_BEFORE = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f]$/u;
const EMOJI_AFTER = /^\p{Extended_Pictographic}/u;
const SELECTABLE_BEFORE = /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}]$/u;
/** The flags of England, Scotland and Wales: a black flag, then tag characters. */
const FLAG_BEFORE = /\u{1F3F4}[\u{E0020}-\u{E007E}]*$/u;

/** Characters that a reader cannot see, that break the line, or that change the order of reading. */
const SUSPECTS = /[\p{Cc}\u2028\u2029\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Noncharacter_Code_Point}]/gu;
const VISIBLE = /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\u2800]/u;

/** How many characters around a character a rule looks at: the longest emoji sequences are shorter. */
const CONTEXT = 16;

export type TextKind = 'line' | 'lines';

/** Whether the text has something visible: letters, digits, signs, emoji, and not only spaces and joiners. */
export function hasVisibleText(text: string): boolean {
  return VISIBLE.test(text);
}

/**
 * Finds forbidden characters in a text. Joiners inside emoji and inside scripts that need them, variation selectors and
 * the direction marks of right-to-left texts are allowed: their effect is visible. Texts of several lines may also
 * contain line breaks, tabs and soft hyphens, and direction isolates if each line closes its own: quoted Hebrew and
 * Arabic need them, and a closed one cannot reorder the text around it. Overrides and embeddings (U+202A to U+202E) are
 * never allowed: they make a text read as another one.
 *
 * @param text in NFC
 * @returns a sentence for the caller that names the first such character; undefined: there is none
 */
export function hiddenCharacter(text: string, kind: TextKind): string | undefined {
  for (const match of text.matchAll(SUSPECTS)) {
    const [character] = match;
    if (!isAllowed({ text, at: match.index, character }, kind)) return faultOf(character);
  }
  return kind === 'lines' && !areIsolatesClosed(text)
    ? 'must close each direction isolate (U+2066 to U+2068) in its own line'
    : undefined;
}

interface Place {
  readonly text: string;
  readonly at: number;
  readonly character: string;
}

function isAllowed(place: Place, kind: TextKind): boolean {
  const { text, at, character } = place;
  const before = text.slice(Math.max(0, at - CONTEXT), at);
  const after = text.slice(at + character.length, at + character.length + CONTEXT);
  if (/[\u202a-\u202e]|\p{Noncharacter_Code_Point}/u.test(character)) return false;
  if (/[\u{E0000}-\u{E007F}]/u.test(character)) return FLAG_BEFORE.test(before);
  if (/\p{Cc}/u.test(character)) return kind === 'lines' && (character === '\n' || character === '\t');
  if (kind === 'lines') return true;
  if (/\p{Variation_Selector}/u.test(character)) return SELECTABLE_BEFORE.test(before);
  if (character === '\u200d' && EMOJI_BEFORE.test(before) && EMOJI_AFTER.test(after)) return true;
  if (character === '\u200c' || character === '\u200d') return JOINING.test(before);
  return /[\u200e\u200f\u061c]/.test(character) && RIGHT_TO_LEFT.test(text);
}

function areIsolatesClosed(text: string): boolean {
  if (!/[\u2066-\u2069]/.test(text)) return true;
  return text.split(/[\n\u2028\u2029]/).every((line) => {
    let depth = 0;
    for (const [character] of line.matchAll(/[\u2066-\u2069]/g)) {
      depth += character === '\u2069' ? -1 : 1;
      if (depth < 0) return false;
    }
    return depth === 0;
  });
}

function faultOf(character: string): string {
  const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  if (/[\n\r\u0085\u2028\u2029]/.test(character)) return `must be one line: it contains a line break (${code})`;
  if (/\p{Cc}/u.test(character)) return `must not contain the control character ${code}`;
  if (/\p{Bidi_Control}/u.test(character)) return `must not contain ${code}, which changes the direction of the text`;
  return `must not contain the invisible character ${code}`;
}

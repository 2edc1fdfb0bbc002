export interface NotNormalized {
  readonly one: string;
  readonly other: string;
}

/** Two spellings of one address each. */
export const SPELLINGS: readonly [string, NotNormalized][] = [
  ['NFC and NFD', { one: 'jos\u00E9@example.com', other: 'jose\u0301@example.com' }],
  ['NFD and NFC', { one: 'andre\u0301@example.com', other: 'andr\u00E9@example.com' }],
  ['Unicode and punycode', { one: 'ada@bücher.example', other: 'ada@xn--bcher-kva.example' }],
  ['punycode and Unicode', { one: 'eve@xn--bcher-kva.example', other: 'EVE@BÜCHER.example' }],
  ['ASCII and full-width letters', { one: 'wide@example.com', other: 'ｗｉｄｅ@example.com' }],
  ['an ASCII and an ideographic dot', { one: 'dot@mail.example', other: 'dot@mail。example' }],
];

/** None of these belongs into a name. */
export const HIDDEN_IN_LINES = ['\n', '\r', '\t', '\u2028', '\u2029', '\u202E', '\u2067', '\u200B', '\u2060', '\u00AD'];

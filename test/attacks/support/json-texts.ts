import * as fc from 'fast-check';

/** JSON as text, so that what no JavaScript value can hold (a large integer, a key twice) can be sent too. */
const NUMBERS = [
  '0',
  '-0',
  '1',
  '-1',
  '1.0',
  '1.50',
  '1e2',
  '1E+2',
  '0.1',
  '0.30000000000000004',
  '2147483648',
  '-2147483649',
  '9007199254740991',
  '-9007199254740991',
  '9007199254740992',
  '9007199254740993',
  '-9007199254740993',
  '18446744073709551615',
  '123456789012345678901234567890',
  '1e21',
  '1e22',
  '1.7976931348623157e308',
  '1.8e308',
  '1e400',
  '-1e400',
  '5e-324',
  '1e-400',
];
const KEYS = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'toJSON',
  'then',
  'length',
  'id',
  'type',
  'data',
  'changes',
  '',
  ' ',
  '0',
  '-1',
  'a.b',
  'a[0]',
  '$ref',
  'é',
  'e\u0301',
  '日本',
  '🔔',
  'a\u202eb',
  'a\u200bb',
  '"',
  '\\',
  '\n',
  'a\u0000',
  '\ud800',
  'k'.repeat(300),
];
const TEXTS = [
  '',
  'null',
  '{{ data }}',
  '<script>',
  'Grüße',
  'e\u0301',
  '🔔'.repeat(20),
  '\u2028\u2029',
  'a\u202eb',
  'a\u0000b',
  '\udc00',
  '\ud83d',
  'x'.repeat(5_000),
  '\u0007\u001b[0m',
  '\ufeff',
  '\ufffd',
  '2026-01-01T00:00:00Z',
];

const scalar = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('true', 'false', 'null') },
  { weight: 6, arbitrary: fc.constantFrom(...NUMBERS) },
  { weight: 3, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)) },
  { weight: 3, arbitrary: fc.maxSafeInteger().map(String) },
  { weight: 8, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }).map((text) => JSON.stringify(text)) },
  { weight: 6, arbitrary: fc.constantFrom(...TEXTS).map((text) => JSON.stringify(text)) },
);
const key = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...KEYS) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }) },
);

const { value } = fc.letrec<{ value: string; object: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 6, arbitrary: scalar },
    { weight: 2, arbitrary: fc.array(tie('value'), { maxLength: 4 }).map((items) => `[${items.join(',')}]`) },
    { weight: 3, arbitrary: tie('object') },
  ),
  object: fc
    .uniqueArray(fc.tuple(key, tie('value')), { maxLength: 5, selector: ([name]) => name })
    .map((members) => objectText(members)),
}));

const nested = fc
  .tuple(fc.integer({ min: 1, max: 70 }), fc.boolean())
  .map(([depth, isList]) =>
    isList ? `${'['.repeat(depth)}1${']'.repeat(depth)}` : `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`,
  );

/** The compact text of an object, without whitespace, each key once. */
export const objectTexts = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .uniqueArray(fc.tuple(key, value), { maxLength: 5, selector: ([name]) => name })
      .map((members) => objectText(members)),
  },
  { weight: 1, arbitrary: nested.map((text) => `{"nested":${text}}`) },
);

/** As every JavaScript sender writes it: keys that are whole numbers come first. */
function objectText(members: readonly (readonly [string, string])[]): string {
  const isIndex = ([name]: readonly [string, string]) => /^(0|[1-9]\d{0,9})$/.test(name) && Number(name) < 2 ** 32 - 1;
  const indexes = members.filter(isIndex).sort(([a], [b]) => Number(a) - Number(b));
  const ordered = [...indexes, ...members.filter((member) => !isIndex(member))];
  return `{${ordered.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(',')}}`;
}

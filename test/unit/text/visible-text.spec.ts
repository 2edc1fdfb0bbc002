import { describe, expect, it } from '@jest/globals';
import { emailFault, emailForm, emailKey } from '../../../src/common/text/email-address.js';
import { passwordFault, passwordForm } from '../../../src/common/text/password-text.js';
import { characterCount, multiLineForm, queryForm, singleLineForm } from '../../../src/common/text/text-forms.js';
import { hasVisibleText, hiddenCharacter } from '../../../src/common/text/visible-text.js';

describe('a single-line text', () => {
  it.each([
    ['a line feed', 'a\nb'],
    ['a carriage return', 'a\rb'],
    ['U+0085', 'a\u0085b'],
    ['a line separator', 'a\u2028b'],
    ['a paragraph separator', 'a\u2029b'],
    ['a tab', 'a\tb'],
    ['an escape', 'a\u001b[31mb'],
    ['a right-to-left override', 'invoice\u202Egpj.exe'],
    ['an embedding', 'a\u202Ab\u202C'],
    ['an isolate', 'a\u2067b\u2069'],
    ['a direction mark in Latin text', 'a\u200Eb'],
    ['a zero-width space', 'a\u200Bb'],
    ['a zero-width joiner between Latin letters', 'a\u200Db'],
    ['a word joiner', 'a\u2060b'],
    ['a byte order mark', 'a\uFEFFb'],
    ['a soft hyphen', 'a\u00ADb'],
    ['a Hangul filler', 'a\u3164b'],
    ['tag characters', 'a\u{E0041}\u{E0042}'],
    ['a variation selector on nothing', '\uFE0Fa'],
    ['a noncharacter', 'a\uFFFEb'],
  ])('must not contain %s', (_name, text) => {
    expect(hiddenCharacter(singleLineForm(text), 'line')).toMatch(/^must /);
  });

  it.each([
    ['French blanks', 'Prix\u00A0: 10\u202F€'],
    ['Chinese and Japanese', '打印机坏了 プリンター'],
    ['a family', '👨‍👩‍👧‍👦'],
    ['a hand with a tone', '👍🏽'],
    ['a heart on fire', '❤️‍🔥'],
    ['a keycap', '1️⃣'],
    ['the flag of Scotland', '🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}'],
    ['Persian with a non-joiner', 'می\u200Cخواهم'],
    ['Hindi with a joiner', 'क्\u200Dष'],
    ['Hebrew with a direction mark', 'שלום\u200F (abc)'],
    ['Vietnamese', 'Nguyễn Thị Hồng'],
  ])('may be %s', (_name, text) => {
    expect(hiddenCharacter(singleLineForm(text), 'line')).toBeUndefined();
    expect(hasVisibleText(text)).toBe(true);
  });

  it.each(['', ' ', '\u00A0', '\u200D', '\u2800', '\u3164\uFE0F', '\u3000\u200B'])(
    'has no visible character in %j',
    (text) => {
      expect(hasVisibleText(text)).toBe(false);
    },
  );

  it('is refused with the name of the character', () => {
    expect(hiddenCharacter('a\u202Eb', 'line')).toBe(
      'must not contain U+202E, which changes the direction of the text',
    );
    expect(hiddenCharacter('a\nb', 'line')).toBe('must be one line: it contains a line break (U+000A)');
    expect(hiddenCharacter('a\u200Bb', 'line')).toBe('must not contain the invisible character U+200B');
  });
});

describe('a multi-line text', () => {
  it('keeps line breaks and tabs, in one form', () => {
    expect(multiLineForm('a\r\nb\rc\n\td')).toBe('a\nb\nc\n\td');
    expect(hiddenCharacter('a\n\tb', 'lines')).toBeUndefined();
  });

  it('may isolate text of the other direction if its line closes the isolate', () => {
    expect(hiddenCharacter('see \u2067שלום\u2069 there', 'lines')).toBeUndefined();
    expect(hiddenCharacter('see \u2067שלום\nthere\u2069', 'lines')).toMatch(/isolate/);
    expect(hiddenCharacter('a\u2069b\u2066', 'lines')).toMatch(/isolate/);
  });

  it.each(['a\u202Eb', 'a\u202Db', 'a\u202Ab', 'a\u0007b', 'a\u001b[0m', 'a\u{E0041}'])(
    'must not contain %j',
    (text) => {
      expect(hiddenCharacter(text, 'lines')).toMatch(/^must not/);
    },
  );
});

describe('text lengths', () => {
  it('count code points after normalisation', () => {
    expect(characterCount('👍👍')).toBe(2);
    expect(characterCount(singleLineForm('e\u0301'))).toBe(1);
  });
});

describe('a search query', () => {
  it('is normalised like stored text, without invisible characters', () => {
    expect(queryForm(' re\u0301su\u200Bme\u0301\u202E\n')).toBe('résumé');
  });
});

describe('an e-mail address', () => {
  const same = [
    ['NFC and NFD', 'jos\u00E9@example.com', 'jose\u0301@example.com'],
    ['upper and lower case', 'ÉLAN@Example.COM', 'élan@example.com'],
    ['Unicode and punycode', 'a@bücher.example', 'a@xn--bcher-kva.example'],
    ['decomposed and punycode', 'a@bu\u0308cher.example', 'a@XN--BCHER-KVA.example'],
    ['full-width and ASCII letters', 'ａｄｍｉｎ＠ｅｘａｍｐｌｅ．ｃｏｍ', 'admin@example.com'],
    ['an ideographic full stop and a dot', 'a@例え。example', 'a@例え.example'],
  ] as const;
  it.each(same)('has the same key for %s', (_name, one, other) => {
    expect(emailKey(emailForm(one))).toBe(emailKey(emailForm(other)));
  });

  it.each(['a\u200Bb@example.com', 'a@exam\u00ADple.com', 'a\u202Eb@example.com', 'a b@example.com', 'a@b\u3000c.de'])(
    'has no invisible characters: %j',
    (text) => expect(emailFault(emailForm(text))).toBe('must not contain spaces or invisible characters'),
  );

  it.each(['', 'a', 'a@', '@b.de', 'a@b@c.de', 'a@-b.de', 42, null])('must not be %j', (value) => {
    expect(emailFault(value)).toBe('must be an e-mail address');
  });
});

describe('a password', () => {
  it('is independent of the keyboard', () => {
    expect(passwordForm('Grüße\u00A0an\u3000alle')).toBe(passwordForm('Gru\u0308ße an alle'));
    expect(passwordForm('ABC')).not.toBe(passwordForm('abc'));
  });

  it.each([
    ['        ', 'must not be blank'],
    ['\u00A0\u3000\u2003     ', 'must not be blank'],
    ['short', 'must have at least 8 characters'],
    ['👍👍👍👍', 'must have at least 8 characters'],
    ['e\u0301e\u0301e\u0301e\u0301', 'must have at least 8 characters'],
    ['long\u0007enough', 'must not contain the control character U+0007'],
    ['long\u200Benough', 'must not contain the invisible character U+200B'],
  ])('must not be %j', (password, fault) => expect(passwordFault(password)).toBe(fault));
});

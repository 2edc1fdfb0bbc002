import { expect, it } from '@jest/globals';
import { findUnwantedWords } from '../../scripts/language/find.mjs';
import { wordsOf } from '../../scripts/language/words.mjs';

it('the language check reports an unwanted word with its line, in any case, and the replacement', () => {
  const findings = findUnwantedWords('docs/a.md', 'Plain.\nShown out, and not shown outside.');
  expect(findings.map(({ line, words }) => ({ line, words }))).toEqual([{ line: 2, words: 'Shown out' }]);
  expect(findings[0]?.instead).not.toBe('');
});

it('the spelling check splits names in camel case and skips keys, hashes and escapes', () => {
  expect([...wordsOf("const webhookReceiver = HTTPServer; // Grace's 0xdeadbeef \\nhello a1bcdef one")]).toEqual([
    'const',
    'webhook',
    'receiver',
    'http',
    'server',
    'grace',
  ]);
});

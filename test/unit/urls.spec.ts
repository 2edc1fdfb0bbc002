import { describe, expect, it } from '@jest/globals';
import { isUrl, parseUrl } from '../../src/common/urls.js';

/** The engine optimises a call that is made often; Node 20's own check is wrong from then on. */
const OFTEN = 20_000;

describe('a URL', () => {
  it.each(['https://bücher.example/hook', 'https://例え.jp/フック', 'https://example.com/ünder?q=é'])(
    '%s is valid, on every call',
    (text) => {
      let refused = 0;
      for (let count = 0; count < OFTEN; count += 1) refused += isUrl(text) ? 0 : 1;
      expect(refused).toBe(0);
    },
  );

  it.each(['', 'https://', 'http://exa mple.com', 'bücher'])('%p is not valid', (text) => {
    expect(parseUrl(text)).toBeUndefined();
  });

  it('may be relative to another', () => {
    expect(parseUrl('/hook', 'http://localhost:5000')?.href).toBe('http://localhost:5000/hook');
  });
});

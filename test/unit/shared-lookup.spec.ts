import { describe, expect, it } from '@jest/globals';
import { SharedLookup } from '../../src/common/shared-lookup.js';

/** Look-ups that end when the test says so; the answer to a text is the text in capitals. */
function lookups(options: { parallel: number; maxAsks: number; isKeyed?: boolean }) {
  const started: { asks: readonly string[]; end: (error?: Error) => void }[] = [];
  const lookup = new SharedLookup<string, string>({
    ...(options.isKeyed !== false && { keyOf: (ask: string) => ask }),
    parallel: options.parallel,
    maxAsks: options.maxAsks,
    load: (asks) =>
      new Promise((resolve, reject) => {
        const end = (error?: Error) => (error ? reject(error) : resolve(asks.map((ask) => ask.toUpperCase())));
        started.push({ asks, end });
      }),
  });
  return { lookup, started, asked: () => started.map(({ asks }) => asks) };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('a shared look-up', () => {
  it('answers a single ask by a statement of its own, at once', async () => {
    const { lookup, asked, started } = lookups({ parallel: 1, maxAsks: 10 });
    const answer = lookup.find('a');
    expect(asked()).toEqual([['a']]);
    started[0]?.end();
    expect(await answer).toBe('A');
  });

  it('answers what is asked meanwhile by one statement that begins later, equal asks once, each with its own answer', async () => {
    const { lookup, asked, started } = lookups({ parallel: 1, maxAsks: 10 });
    const answers = ['a', 'b', 'a', 'c'].map((ask) => lookup.find(ask));
    expect(asked()).toEqual([['a']]);
    started[0]?.end();
    await settled();
    // The second ask for `a` came after the first statement had begun, so that answer would be too old for it.
    expect(asked()).toEqual([['a'], ['b', 'a', 'c']]);
    started[1]?.end();
    expect(await Promise.all(answers)).toEqual(['A', 'B', 'A', 'C']);
  });

  it('asks for no more at once than allowed, in the order of the callers', async () => {
    const { lookup, asked, started } = lookups({ parallel: 2, maxAsks: 2 });
    const answers = lookup.findAll(['a', 'b', 'c', 'd', 'e']);
    expect(asked()).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    started[1]?.end();
    await settled();
    expect(asked()[2]).toEqual(['e']);
    for (const { end } of started) end();
    expect(await answers).toEqual(['A', 'B', 'C', 'D', 'E']);
  });

  it('without keys keeps equal asks apart', async () => {
    const { lookup, asked, started } = lookups({ parallel: 1, maxAsks: 10, isKeyed: false });
    const answers = lookup.findAll(['a', 'a']);
    expect(asked()).toEqual([['a', 'a']]);
    started[0]?.end();
    expect(await answers).toEqual(['A', 'A']);
  });

  it('fails those who share a statement that fails, and goes on with the next', async () => {
    const { lookup, started } = lookups({ parallel: 1, maxAsks: 10 });
    const first = lookup.find('a');
    const second = lookup.find('b');
    started[0]?.end(new Error('no'));
    await expect(first).rejects.toThrow('no');
    await settled();
    started[1]?.end();
    expect(await second).toBe('B');
  });
});

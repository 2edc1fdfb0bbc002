import { describe, expect, it } from '@jest/globals';
import { RateCounter } from '../../src/common/rate-limit/rate-counter.js';
import { FairSlots } from '../../src/realtime/fair-slots.js';

/** Work that ends when the test says so. */
function gate(): { promise: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const promise = new Promise<void>((resolve) => (open = resolve));
  return { promise, open };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('fair slots', () => {
  it('start a person’s first work at once, however much work of others waits', async () => {
    const slots = new FairSlots(4, 2);
    const started: string[] = [];
    const held = gate();
    const work = (person: string) =>
      slots.run(person, () => {
        started.push(person);
        return held.promise;
      });
    const all = [...Array.from({ length: 40 }, () => work('greedy')), work('honest')];
    await settled();
    expect(started).toEqual(['greedy', 'greedy', 'honest']);
    held.open();
    await Promise.all(all);
    expect(started).toHaveLength(41);
  });

  it('alternate between people', async () => {
    const slots = new FairSlots(1, 1);
    const started: string[] = [];
    const work = (person: string) =>
      slots.run(person, async () => {
        started.push(person);
        await settled();
      });
    await Promise.all(['a', 'a', 'a', 'b', 'b', 'c'].map(work));
    expect(started).toEqual(['a', 'a', 'b', 'c', 'a', 'b']);
  });

  it('are released when the work fails', async () => {
    const slots = new FairSlots(1, 1);
    await expect(slots.run('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(slots.run('b', () => Promise.resolve('yes'))).resolves.toBe('yes');
  });
});

it('a rate counter forgets the least recently used keys instead of growing', () => {
  const counter = new RateCounter(60_000, 100);
  for (let key = 0; key < 1_000; key += 1) counter.add(`random ${key}`);
  counter.add('busy');
  for (let key = 0; key < 50; key += 1) counter.add(`other ${key}`);
  expect(counter.peek('busy').count).toBe(1);
  expect(counter.peek('random 0').count).toBe(0);
});

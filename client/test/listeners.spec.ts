import { afterEach, expect, it, jest } from '@jest/globals';
import { Listeners } from '../src/listeners.js';

afterEach(() => {
  jest.restoreAllMocks();
});

it('a listener that throws does not affect others, and its error is not swallowed', () => {
  const later: (() => void)[] = [];
  jest.spyOn(globalThis, 'queueMicrotask').mockImplementation((work) => void later.push(work));
  const listeners = new Listeners<{ bell: number }>();
  const heard: number[] = [];
  listeners.on('bell', () => {
    throw new Error('broken');
  });
  listeners.on('bell', (times) => heard.push(times));
  listeners.emit('bell', 3);
  expect(heard).toEqual([3]);
  expect(later).toHaveLength(1);
  expect(() => later[0]?.()).toThrow('broken');
});

it('a listener can remove itself', () => {
  const listeners = new Listeners<{ bell: number }>();
  const heard: number[] = [];
  const stop = listeners.on('bell', (times) => {
    heard.push(times);
    stop();
  });
  listeners.emit('bell', 1);
  listeners.emit('bell', 2);
  expect(heard).toEqual([1]);
});

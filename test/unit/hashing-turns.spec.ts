import { lookup } from 'node:dns/promises';
import { describe, expect, it } from '@jest/globals';
import { HashingBusy, HashingTurns } from '../../src/users/hashing-turns.js';
import { Passwords } from '../../src/users/passwords.js';

describe('slots for password hashing', () => {
  it('are granted to a few at a time, in order of request', async () => {
    const turns = new HashingTurns(2, 100);
    const log: string[] = [];
    let [active, most] = [0, 0];
    const work = (name: string) => async () => {
      log.push(name);
      active += 1;
      most = Math.max(most, active);
      await new Promise((resolve) => setImmediate(resolve));
      active -= 1;
      return name;
    };
    const names = Array.from({ length: 20 }, (_, number) => String(number));
    expect(await Promise.all(names.map((name) => turns.take(work(name))))).toEqual(names);
    expect(log).toEqual(names);
    expect([most, active]).toEqual([2, 0]);
  });

  it('are released on failure, and refused when too many wait', async () => {
    const turns = new HashingTurns(1, 1);
    let finish: () => void = () => undefined;
    const first = turns.take(() => new Promise<void>((resolve) => (finish = resolve)));
    const second = turns.take(() => Promise.reject(new Error('broken')));
    const third = turns.take(() => Promise.resolve());
    await expect(third).rejects.toThrow(HashingBusy);
    finish();
    await first;
    await expect(second).rejects.toThrow('broken');
    expect(await turns.take(() => Promise.resolve('free'))).toBe('free');
  });

  it('leave threads free while many passwords are checked', async () => {
    const passwords = new Passwords();
    const hash = await passwords.hash('correct horse battery');
    const checks = Array.from({ length: 40 }, () => passwords.verify(hash, 'correct horse battery'));
    const order: string[] = [];
    const all = Promise.all(checks).then(() => order.push('passwords'));
    await Promise.all([lookup('127.0.0.1'), lookup('localhost')]).then(() => order.push('lookups'));
    await all;
    expect(order).toEqual(['lookups', 'passwords']);
  });
});

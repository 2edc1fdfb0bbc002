import { AsyncLocalStorage } from 'node:async_hooks';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { BackgroundLoop, type LoopOptions, type RoundResult } from '../../src/common/background-loop.js';

/** A round that goes on until the test ends it. */
class Gate {
  readonly starts: number[] = [];
  private ends: ((result: RoundResult) => void)[] = [];

  readonly round = (): Promise<RoundResult> => {
    this.starts.push(performance.now());
    return new Promise((resolve) => this.ends.push(resolve));
  };

  get running(): number {
    return this.ends.length;
  }

  async end(result: RoundResult = 'idle'): Promise<void> {
    this.ends.shift()?.(result);
    await settle();
  }
}

/** Lets everything happen that needs no time. */
const settle = () => jest.advanceTimersByTimeAsync(0);
const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

const loops: BackgroundLoop[] = [];

function loopOf(options: Partial<LoopOptions> & Pick<LoopOptions, 'round'>): BackgroundLoop {
  const onError = (error: unknown) => {
    throw error;
  };
  const loop = new BackgroundLoop({ onError, retryMs: 1_000, ...options });
  loops.push(loop);
  return loop;
}

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(async () => {
  for (const loop of loops.splice(0)) void loop.stop();
  await settle();
  jest.useRealTimers();
});

describe('a background loop that is woken', () => {
  it('starts its round at once, and sleeps when no work is left', async () => {
    const gate = new Gate();
    const loop = loopOf({ round: gate.round });
    loop.start();
    expect(gate.running).toBe(0);
    loop.wake();
    expect(gate.running).toBe(1);
    await gate.end();
    await pass(60_000);
    expect(gate.starts.length).toBe(1);
  });

  it('before it starts, works once it starts', async () => {
    const gate = new Gate();
    const loop = loopOf({ round: gate.round });
    loop.wake();
    await settle();
    expect(gate.running).toBe(0);
    loop.start();
    expect(gate.running).toBe(1);
  });

  it('during a round, runs one more afterwards and never two at a time', async () => {
    const gate = new Gate();
    const loop = loopOf({ round: gate.round });
    loop.start();
    for (let times = 0; times < 5; times += 1) loop.wake();
    await settle();
    expect(gate.running).toBe(1);
    await gate.end();
    expect(gate.starts.length).toBe(2);
    await gate.end();
    expect(gate.starts.length).toBe(2);
  });

  it('by its own round before the first await, runs one more and never two at a time', async () => {
    let depth = 0;
    let rounds = 0;
    const loop: BackgroundLoop = loopOf({
      round: async () => {
        depth += 1;
        rounds += 1;
        expect(depth).toBe(1);
        if (rounds === 1) loop.wake();
        await Promise.resolve();
        depth -= 1;
      },
    });
    loop.start();
    loop.wake();
    await settle();
    expect(rounds).toBe(2);
  });

  it('at any moment around the end of a round, never loses the wake-up', async () => {
    for (let ticks = 0; ticks < 12; ticks += 1) {
      let work = 1;
      const loop = loopOf({
        round: () => {
          work = 0;
        },
      });
      loop.start();
      loop.wake();
      for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve();
      work = 1;
      loop.wake();
      await settle();
      expect({ ticks, work }).toEqual({ ticks, work: 0 });
    }
  });

  it('within a request, works outside of its context', async () => {
    const storage = new AsyncLocalStorage<string>();
    const seen: (string | undefined)[] = [];
    const loop = loopOf({
      round: async () => {
        seen.push(storage.getStore());
        await Promise.resolve();
        seen.push(storage.getStore());
      },
    });
    loop.start();
    storage.run('the request of Ada', () => loop.wake());
    await settle();
    expect(seen).toEqual([undefined, undefined]);
  });
});

describe('a background loop that is stopped', () => {
  it('during a round, finishes it, and starts no other despite a wake-up', async () => {
    const gate = new Gate();
    const loop = loopOf({ round: gate.round, safetyPollMs: 1_000 });
    loop.start();
    loop.wake();
    let isStopped = false;
    const stopping = loop.stop().then(() => (isStopped = true));
    loop.wake();
    loop.wakeIn(10);
    await pass(5_000);
    expect({ running: gate.running, isStopped }).toEqual({ running: 1, isStopped: false });
    await gate.end('more');
    await stopping;
    loop.wake();
    loop.start();
    await pass(5_000);
    expect(gate.starts.length).toBe(1);
  });

  it('while gathering, lingering or resting after a failure, stops at once', async () => {
    for (const options of [{ gatherMs: 60_000 }, { minGapMs: 60_000 }, { retryMs: 60_000 }]) {
      let rounds = 0;
      const loop = loopOf({
        round: () => {
          rounds += 1;
          return 'retryMs' in options ? 'retry' : 'more';
        },
        ...options,
      });
      loop.start();
      loop.wake();
      await settle();
      const before = rounds;
      await loop.stop();
      await pass(120_000);
      expect(rounds).toBe(before);
    }
  });
});

describe('a round that fails', () => {
  it('is reported, and retried after a pause that no wake-up shortens', async () => {
    const errors: unknown[] = [];
    let rounds = 0;
    const fault = new Error('The database is away.');
    const loop = loopOf({
      round: async () => {
        rounds += 1;
        await Promise.resolve();
        if (rounds < 3) throw fault;
      },
      onError: (error) => void errors.push(error),
      retryMs: 1_000,
      safetyPollMs: 300,
    });
    loop.start();
    loop.wake();
    await pass(999);
    for (let times = 0; times < 10; times += 1) loop.wake();
    await settle();
    expect(rounds).toBe(1);
    await pass(1);
    expect(rounds).toBe(2);
    await pass(1_000);
    expect(rounds).toBe(3);
    expect(errors).toEqual([fault, fault]);
  });

  it('is reported when it throws synchronously', async () => {
    const errors: unknown[] = [];
    const loop = loopOf({
      round: () => {
        throw new Error('At once.');
      },
      onError: (error) => void errors.push(error),
    });
    loop.start();
    expect(() => loop.wake()).not.toThrow();
    await settle();
    expect(errors.length).toBe(1);
  });
});

describe('the pace of a background loop', () => {
  it('lingers between rounds when busy, and never before a round when idle', async () => {
    const gate = new Gate();
    const loop = loopOf({ round: gate.round, minGapMs: 10 });
    loop.start();
    const startMs = performance.now();
    loop.wake();
    await gate.end('more');
    expect(gate.running).toBe(0);
    await pass(10);
    // Woken while it lingers: that is for the round to come.
    await gate.end('more');
    loop.wake();
    await pass(10);
    await gate.end();
    await pass(100);
    loop.wake();
    expect(gate.starts.map((ms) => ms - startMs)).toEqual([0, 10, 20, 120]);
  });

  it('gathers work for a moment after a wake-up', async () => {
    const gate = new Gate();
    const loop = loopOf({ round: gate.round, gatherMs: 5 });
    loop.start();
    const startMs = performance.now();
    loop.wake();
    await pass(3);
    loop.wake();
    await pass(2);
    expect(gate.running).toBe(1);
    await gate.end();
    loop.wake();
    await pass(4);
    expect(gate.running).toBe(0);
    await pass(1);
    expect(gate.starts.map((ms) => ms - startMs)).toEqual([5, 10]);
  });

  it('polls at intervals for work without a wake-up', async () => {
    const asked: string[] = [];
    const loop = loopOf({
      round: () => void asked.push('round'),
      safetyPollMs: 1_000,
      onSafetyPoll: () => void asked.push('poll'),
    });
    loop.start();
    await pass(2_500);
    expect(asked).toEqual(['poll', 'round', 'poll', 'round']);
  });

  it('wakes at the earliest requested time', async () => {
    const gate = new Gate();
    const loop = loopOf({ round: gate.round });
    loop.start();
    const startMs = performance.now();
    loop.wakeIn(500);
    loop.wakeIn(200);
    loop.wakeIn(900);
    loop.wakeIn(2 ** 31);
    await pass(1_000);
    await gate.end();
    loop.wakeIn(100);
    await pass(5_000);
    expect(gate.starts.map((ms) => ms - startMs)).toEqual([200, 1_100]);
  });
});

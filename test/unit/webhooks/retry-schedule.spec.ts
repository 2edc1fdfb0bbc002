import { describe, expect, it } from '@jest/globals';
import type { PostOutcome } from '../../../src/webhooks/http/post-outcome.js';
import { classifyOutcome, nextAttempt, parseRetryAfter } from '../../../src/webhooks/queue/retry-schedule.js';

const schedule = [5_000, 300_000];
const NOW = Date.UTC(2026, 0, 1);
const HOUR_MS = 3_600_000;

describe('the retry schedule', () => {
  const without = { schedule, random: () => 0 };

  it('allows one more attempt than it has delays', () => {
    expect([1, 2, 3, 4].map((attempt) => nextAttempt({ ...without, attempt }))).toEqual([5_000, 300_000, null, null]);
  });

  it('is shortened or extended to the number of attempts', () => {
    expect(nextAttempt({ ...without, attempt: 1, maxAttempts: 1 })).toBeNull();
    expect([3, 4, 5].map((attempt) => nextAttempt({ ...without, attempt, maxAttempts: 5 }))).toEqual([
      300_000,
      300_000,
      null,
    ]);
    expect(nextAttempt({ schedule: [], attempt: 1, random: () => 0 })).toBeNull();
    expect(nextAttempt({ schedule: [], attempt: 1, maxAttempts: 2, random: () => 0 })).toBe(1_000);
  });

  it('adds random jitter of up to a fifth', () => {
    expect(nextAttempt({ schedule, attempt: 1, random: () => 0.5 })).toBe(5_500);
    expect(nextAttempt({ schedule, attempt: 1, random: () => 0.999_999 })).toBe(6_000);
  });
});

describe('Retry-After', () => {
  it.each([
    ['120', 120_000],
    ['1.5', 1_500],
    ['0.65', 1_000],
    ['0', 1_000],
    ['999999', HOUR_MS],
    ['Thu, 01 Jan 2026 00:00:30 GMT', 30_000],
    ['Thursday, 01-Jan-26 00:00:30 GMT', 30_000],
    ['Thu Jan  1 00:00:30 2026', 30_000],
    ['Wed, 31 Dec 2025 23:59:00 GMT', 1_000],
    ['-5', undefined],
    ['soon', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j means %p ms', (header, expected) => {
    expect(parseRetryAfter(header, NOW)).toBe(expected);
  });
});

describe('the classification of an attempt', () => {
  const context = { nowMs: NOW, waitedMs: 0, isChatService: false };

  function answered(status: number, headers: Record<string, string> = {}): PostOutcome {
    return { ok: true, status, headers, body: '', timings: { totalMs: 1 } };
  }

  function failed(code: string): PostOutcome {
    return { ok: false, kind: 'network', code, reason: 'It failed.', timings: { totalMs: 1 } };
  }

  it.each([
    [200, 'success'],
    [204, 'success'],
    [301, 'retry'],
    [400, 'retry'],
    [404, 'retry'],
    [410, 'gone'],
    [429, 'retry'],
    [500, 'retry'],
  ])('%i: %s', (status, action) => {
    expect(classifyOutcome(answered(status), context).action).toBe(action);
  });

  it.each([
    [400, 'failed'],
    [401, 'gone'],
    [404, 'gone'],
    [408, 'retry'],
    [425, 'retry'],
    [429, 'retry'],
    [500, 'retry'],
    [302, 'retry'],
  ])('%i of a chat service: %s', (status, action) => {
    expect(classifyOutcome(answered(status), { ...context, isChatService: true }).action).toBe(action);
  });

  it('waits for Retry-After of 429 and 503 without spending an attempt, up to a day in total', () => {
    for (const status of [429, 503]) {
      const outcome = answered(status, { 'retry-after': '7200' });
      expect(classifyOutcome(outcome, context)).toMatchObject({ action: 'wait', waitMs: HOUR_MS });
      expect(classifyOutcome(outcome, { ...context, waitedMs: 23 * HOUR_MS })).toMatchObject({ action: 'wait' });
      expect(classifyOutcome(outcome, { ...context, waitedMs: 23 * HOUR_MS + 1 })).toMatchObject({ action: 'retry' });
    }
    expect(classifyOutcome(answered(500, { 'retry-after': '5' }), context)).toMatchObject({ action: 'retry' });
  });

  it('spends the budget only for faults of the receiver', () => {
    expect(classifyOutcome(failed('ECONNREFUSED'), context)).toMatchObject({ ok: false, kind: 'theirs' });
    expect(classifyOutcome(failed('EMFILE'), context)).toMatchObject({ ok: false, kind: 'ours' });
    expect(classifyOutcome(failed('closed'), context)).toMatchObject({ ok: false, kind: 'ours' });
  });
});

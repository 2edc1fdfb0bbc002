import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { ChatPace } from '../../../src/webhooks/worker/chat-pace.js';
import type { PostOutcome } from '../../../src/webhooks/http/post-outcome.js';
import { classifyOutcome } from '../../../src/webhooks/queue/retry-schedule.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const URL_OF_CHAT = 'https://discord.com/api/webhooks/1/a';
const NOW = Date.UTC(2026, 0, 1);

const NUMBERS = [
  '0',
  '-0',
  '-5',
  '1e300',
  '1e-300',
  '0x10',
  '0b1',
  'NaN',
  'Infinity',
  '-Infinity',
  '9'.repeat(400),
  '1,5',
];
const DATES = [
  'Thu, 01 Jan 1970 00:00:00 GMT',
  'Fri, 31 Dec 9999 23:59:59 GMT',
  'Thu, 99 Foo 2026 99:99:99 GMT',
  'Thu, 01 Jan 275760 00:00:00 GMT',
  '2026-01-01T00:00:00Z',
];
const hostileText = fc.oneof(
  fc.constantFrom(...NUMBERS, ...DATES, '', ' ', 'soon', '1 2', '٣', '1; 2'),
  fc.double().map(String),
  fc.string(),
);
const hostileJson = fc.oneof(
  fc.constantFrom('null', '1e400', '-1e400', '"5"', '[5]', '{"valueOf":1}', 'true', '0', '-0', '-1', '1e300', '1e-9'),
  fc
    .double({ noNaN: true })
    .filter(Number.isFinite)
    .map((value) => JSON.stringify(value)),
);
const answer = fc
  .record({
    status: fc.constantFrom(429, 503, 200, 500, 404),
    retryAfter: fc.option(hostileText, { nil: undefined }),
    date: fc.option(fc.oneof(hostileText, fc.constantFrom('Wed, 31 Dec 2025 20:00:00 GMT')), { nil: undefined }),
    resetAfter: fc.option(hostileText, { nil: undefined }),
    isGlobal: fc.boolean(),
    body: fc.oneof(
      hostileJson.map((value) => `{"retry_after":${value},"global":true}`),
      fc.constantFrom('<html>429</html>', '', '[]', 'null', '{"retry_after"'),
      fc.json(),
    ),
  })
  .map(({ status, retryAfter, date, resetAfter, isGlobal, body }): PostOutcome & { ok: true } => {
    const headers = {
      ...(retryAfter !== undefined && { 'retry-after': retryAfter }),
      ...(date !== undefined && { date }),
      ...(resetAfter !== undefined && { 'x-ratelimit-reset-after': resetAfter, 'x-ratelimit-remaining': '0' }),
      ...(isGlobal && { 'x-ratelimit-global': 'true' }),
    };
    return { ok: true, status, headers, body, timings: { totalMs: 1 } };
  });

describe('the waits that a receiver asks for', () => {
  it.each([true, false])('are 1 s to 1 h each, and all of a delivery end within a day (chat: %j)', (isChat) => {
    fc.assert(
      fc.property(fc.array(answer, { minLength: 1, maxLength: 40 }), (answers) => {
        const pace = new ChatPace();
        let waitedMs = 0;
        for (const outcome of answers) {
          const askedWaitMs = isChat ? pace.end(URL_OF_CHAT, outcome) : undefined;
          const context = { nowMs: NOW, waitedMs, isChatService: isChat };
          const verdict = classifyOutcome(outcome, askedWaitMs === undefined ? context : { ...context, askedWaitMs });
          if (verdict.action !== 'wait') continue;
          expect(Number.isInteger(verdict.waitMs)).toBe(true);
          expect(verdict.waitMs).toBeGreaterThanOrEqual(1_000);
          expect(verdict.waitMs).toBeLessThanOrEqual(HOUR_MS);
          waitedMs += verdict.waitMs;
        }
        expect(waitedMs).toBeLessThanOrEqual(DAY_MS);
      }),
      { numRuns: 1_000 },
    );
  });

  it('are an hour at most for a chat', () => {
    fc.assert(
      fc.property(fc.array(answer, { minLength: 1, maxLength: 10 }), (answers) => {
        const pace = new ChatPace();
        for (const outcome of answers) pace.end(URL_OF_CHAT, outcome);
        expect(pace.mayStart(URL_OF_CHAT, performance.now() + HOUR_MS + 1_000)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('spend attempts after 24 waits of an hour, so the delivery ends', () => {
    const outcome: PostOutcome = {
      ok: true,
      status: 429,
      headers: { 'retry-after': '1e9' },
      body: '',
      timings: { totalMs: 1 },
    };
    const limited = { ...outcome, headers: { 'retry-after': '999999' } };
    expect(classifyOutcome(limited, { nowMs: NOW, waitedMs: 23 * HOUR_MS, isChatService: false }).action).toBe('wait');
    expect(classifyOutcome(limited, { nowMs: NOW, waitedMs: 24 * HOUR_MS, isChatService: false }).action).toBe('retry');
    expect(classifyOutcome(outcome, { nowMs: NOW, waitedMs: 0, isChatService: false }).action).toBe('retry');
  });
});

describe('a chat that answers 429', () => {
  const limited = (body: string, headers: Record<string, string> = {}): PostOutcome => ({
    ok: true,
    status: 429,
    headers,
    body,
    timings: { totalMs: 1 },
  });

  it.each(['<html>Too many requests</html>', '', '{"retry_after":"soon"}', '{"retry_after":null}', '[]'])(
    'without a number is retried by the schedule: %j',
    (body) => {
      const pace = new ChatPace();
      const asked = pace.end(URL_OF_CHAT, limited(body));
      expect(asked).toBeUndefined();
      const context = { nowMs: NOW, waitedMs: 0, isChatService: true };
      expect(classifyOutcome(limited(body), context).action).toBe('retry');
      // The others of its URL are left for a moment, too.
      expect(pace.mayStart(URL_OF_CHAT, performance.now() + 2_000)).toBe(false);
      expect(pace.mayStart(URL_OF_CHAT, performance.now() + 6_000)).toBe(true);
    },
  );

  it.each([
    ['{"retry_after":0}', 1_000],
    ['{"retry_after":-5}', 1_000],
    ['{"retry_after":1e300}', HOUR_MS],
    ['{"retry_after":2.5}', 2_510],
  ])('%s means %i ms', (body, expected) => {
    expect(new ChatPace().end(URL_OF_CHAT, limited(body))).toBe(expected);
  });
});

describe('a Retry-After date', () => {
  it('is compared with the receiver’s own clock', () => {
    const headers = { 'retry-after': 'Wed, 31 Dec 2025 21:00:30 GMT', date: 'Wed, 31 Dec 2025 21:00:00 GMT' };
    const outcome: PostOutcome = { ok: true, status: 503, headers, body: '', timings: { totalMs: 1 } };
    const verdict = classifyOutcome(outcome, { nowMs: NOW, waitedMs: 0, isChatService: false });
    expect(verdict).toMatchObject({ action: 'wait', waitMs: 30_000 });
  });
});

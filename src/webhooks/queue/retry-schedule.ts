import type { PostOutcome } from '../http/post-outcome.js';

const SECOND_MS = 1_000;
/** The longest wait that a receiver can ask for. */
export const MAX_WAIT_MS = 3_600_000;
const MAX_TOTAL_WAIT_MS = 86_400_000;
const MAX_JITTER = 0.2;

export interface AttemptPlan {
  /** Delays in ms after attempt 1, 2, ... */
  readonly schedule: readonly number[];
  /** Attempts in total; unset: one more than the schedule has delays. Further ones repeat its last delay. */
  readonly maxAttempts?: number;
  /** How many attempts were made. */
  readonly attempt: number;
  /** In [0, 1). */
  readonly random: () => number;
}

/** Milliseconds until the next attempt, with 0-20 % added; null when none is left. */
export function nextAttempt({ schedule, maxAttempts, attempt, random }: AttemptPlan): number | null {
  if (attempt >= (maxAttempts ?? schedule.length + 1)) return null;
  const delayMs = schedule[Math.min(attempt, schedule.length) - 1] ?? SECOND_MS;
  return Math.round(delayMs * (1 + MAX_JITTER * random()));
}

/** A wait that a receiver asks for, in whole milliseconds from 1 s to 1 h; undefined when it is not a number. */
export function boundedWait(waitMs: number): number | undefined {
  if (Number.isNaN(waitMs)) return undefined;
  // At least a second: no attempt is spent, so zero would be a hot loop.
  return Math.min(Math.max(Math.ceil(waitMs), SECOND_MS), MAX_WAIT_MS);
}

/**
 * What a `Retry-After` header asks for, within the bounds of a wait; undefined when it is neither seconds (fractions
 * allowed) nor an HTTP date.
 *
 * @param nowMs by the receiver's clock, if that is known
 */
export function parseRetryAfter(header: string | undefined, nowMs: number): number | undefined {
  const text = header?.trim() ?? '';
  return boundedWait(/^\d+(\.\d+)?$/.test(text) ? Number(text) * SECOND_MS : httpDateMs(text) - nowMs);
}

/** Reads a date by the receiver's own clock if the answer has a `Date`: clocks differ, sometimes by hours. */
export function retryAfterOf({ headers }: PostOutcome & { ok: true }, nowMs: number): number | undefined {
  const theirNowMs = httpDateMs(headers['date']?.trim() ?? '');
  return parseRetryAfter(headers['retry-after'], Number.isNaN(theirNowMs) ? nowMs : theirNowMs);
}

// A weekday first: Date.parse alone also takes "1" or "next 5".
function httpDateMs(text: string): number {
  return /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? .*\d{2}:\d{2}:\d{2}/.test(text)
    ? Date.parse(text.endsWith('GMT') ? text : `${text} GMT`)
    : Number.NaN;
}

/** Why a delivery did not succeed. Only `theirs` spends the retry budget. */
export interface DeliveryFault {
  readonly ok: false;
  readonly kind: 'ours' | 'theirs';
  readonly code: string;
  readonly reason: string;
}

/**
 * `retry`: by the schedule. `wait`: again after `waitMs`, without an attempt spent. `failed`: final, the endpoint stays.
 * `gone`: final, and the endpoint is to be disabled.
 */
export type Verdict =
  | { readonly ok: true; readonly action: 'success' }
  | (DeliveryFault & { readonly action: 'retry' | 'failed' | 'gone' })
  | (DeliveryFault & { readonly action: 'wait'; readonly waitMs: number });

export interface VerdictContext {
  readonly nowMs: number;
  /** What this delivery has waited for `Retry-After` so far. */
  readonly waitedMs: number;
  /** Discord and Slack: most 4xx are final there, and a lost hook answers 404 or 401. */
  readonly isChatService: boolean;
  /** The wait that a chat service names in its own way; unset: `Retry-After` counts. */
  readonly askedWaitMs?: number;
}

// Faults of this machine: out of handles, memory or ports, starting or shutting down.
const OUR_CODES = new Set([
  'closed',
  'not_listening',
  'dns_busy',
  'not_ours',
  'EMFILE',
  'ENFILE',
  'ENOBUFS',
  'ENOMEM',
  'EADDRNOTAVAIL',
]);
const RETRIED_4XX = new Set([408, 425, 429]);

/** What to do after an attempt. */
export function classifyOutcome(outcome: PostOutcome, context: VerdictContext): Verdict {
  if (!outcome.ok) {
    const kind = OUR_CODES.has(outcome.code) ? 'ours' : 'theirs';
    return { ok: false, action: 'retry', kind, code: outcome.code, reason: outcome.reason };
  }
  const { status } = outcome;
  if (status >= 200 && status < 300) return { ok: true, action: 'success' };
  const mayAsk = status === 429 || status === 503;
  const waitMs = mayAsk ? (context.askedWaitMs ?? retryAfterOf(outcome, context.nowMs)) : undefined;
  if (waitMs !== undefined && context.waitedMs + waitMs <= MAX_TOTAL_WAIT_MS) {
    return { ...fault(status), action: 'wait', waitMs };
  }
  return { ...fault(status), action: actionFor(status, context.isChatService) };
}

function actionFor(status: number, isChatService: boolean): 'retry' | 'failed' | 'gone' {
  if (status === 410) return 'gone';
  if (!isChatService || status < 400 || status >= 500 || RETRIED_4XX.has(status)) return 'retry';
  return status === 404 || status === 401 ? 'gone' : 'failed';
}

function fault(status: number): DeliveryFault {
  const reason =
    status >= 300 && status < 400
      ? `The receiver answered ${status}; redirects are not followed. Use the final URL.`
      : `The receiver answered ${status}.`;
  return { ok: false, kind: 'theirs', code: `http_${status}`, reason };
}

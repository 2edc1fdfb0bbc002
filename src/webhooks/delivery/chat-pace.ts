import { Injectable } from '@nestjs/common';
import { parseRetryAfter } from '../retry-schedule.js';
import type { PostOutcome } from '../post-outcome.js';

const SECOND_MS = 1_000;
const MAX_WAIT_MS = 3_600_000;

/**
 * How chat services want to be called: one request after the other per URL, and none before the time that they name. Kept by
 * URL, as several endpoints may share one, and by host where a service says that it means all.
 */
@Injectable()
export class ChatPace {
  private readonly busy = new Set<string>();
  private readonly pausedUntilMs = new Map<string, number>();

  mayStart(url: string, nowMs: number): boolean {
    return !this.busy.has(url) && !this.isPaused(url, nowMs) && !this.isPaused(hostOf(url), nowMs);
  }

  start(url: string): void {
    this.busy.add(url);
  }

  /** @returns how long it was told to wait with this message; undefined: it was not */
  end(url: string, outcome: PostOutcome): number | undefined {
    this.busy.delete(url);
    if (!outcome.ok) return undefined;
    const { headers, status } = outcome;
    if (status === 429) {
      const { waitMs, isGlobal } = limitOf(outcome);
      this.pause(isGlobal ? hostOf(url) : url, waitMs);
      return waitMs;
    }
    // What is used up is known before it is refused.
    const resetMs = Number(headers['x-ratelimit-reset-after']) * SECOND_MS;
    if (headers['x-ratelimit-remaining'] === '0' && resetMs > 0) this.pause(url, Math.min(resetMs, MAX_WAIT_MS));
    return undefined;
  }

  private pause(key: string, waitMs: number): void {
    const nowMs = performance.now();
    for (const [known, untilMs] of this.pausedUntilMs) if (untilMs <= nowMs) this.pausedUntilMs.delete(known);
    this.pausedUntilMs.set(key, Math.max(this.pausedUntilMs.get(key) ?? 0, nowMs + waitMs));
  }

  private isPaused(key: string, nowMs: number): boolean {
    return (this.pausedUntilMs.get(key) ?? 0) > nowMs;
  }
}

/** Discord says it in the body, in seconds with a fraction; Slack, and whoever stands before either, in a header. */
function limitOf({ body, headers }: PostOutcome & { ok: true }): { waitMs: number; isGlobal: boolean } {
  const said = parsed(body);
  const seconds = typeof said['retry_after'] === 'number' ? said['retry_after'] : undefined;
  const waitMs = seconds === undefined ? parseRetryAfter(headers['retry-after'], Date.now()) : seconds * SECOND_MS;
  const isGlobal = said['global'] === true || headers['x-ratelimit-global'] === 'true';
  // A little more: their clock and ours differ by what the answer took.
  return { waitMs: Math.min(Math.ceil(waitMs ?? SECOND_MS) + 10, MAX_WAIT_MS), isGlobal };
}

function parsed(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    // An error page of whoever stands in front.
    return {};
  }
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '';
}

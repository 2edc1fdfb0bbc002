import { Injectable } from '@nestjs/common';
import { isUrl } from '../../common/urls.js';
import type { PostOutcome } from '../http/post-outcome.js';
import { boundedWait, MAX_WAIT_MS, retryAfterOf } from '../queue/retry-schedule.js';

const SECOND_MS = 1_000;
/** The answer took a moment, so the wait began earlier for the service than for us. */
const CLOCK_MARGIN_MS = 10;
/** The pause of a URL after a 429 that names no time, such as a proxy's page. The delivery follows its own schedule. */
const UNNAMED_PAUSE_MS = 5_000;

/**
 * The limits of chat services: one request at a time for each URL, and none before the time that they name. Kept by URL,
 * since several endpoints may share one, and by host when a service says that its limit is global.
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

  /** @returns how long to wait with this message, from 1 s to 1 h; undefined: the answer does not say */
  end(url: string, outcome: PostOutcome): number | undefined {
    this.busy.delete(url);
    if (!outcome.ok) return undefined;
    const { headers, status } = outcome;
    if (status === 429) {
      const { waitMs, isGlobal } = limitOf(outcome);
      this.pause(isGlobal ? hostOf(url) : url, waitMs ?? UNNAMED_PAUSE_MS);
      return waitMs;
    }
    // The budget is used up: wait now, rather than be refused.
    const resetMs = secondsOf(headers['x-ratelimit-reset-after']);
    if (headers['x-ratelimit-remaining'] === '0' && resetMs !== undefined) this.pause(url, resetMs);
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

/** Discord says it in the body, in seconds with a fraction; Slack, and proxies before either, in a header. */
function limitOf(outcome: PostOutcome & { ok: true }): { waitMs: number | undefined; isGlobal: boolean } {
  const { body, headers } = outcome;
  const said = parsed(body);
  const seconds = said['retry_after'];
  const named = typeof seconds === 'number' ? boundedWait(seconds * SECOND_MS + CLOCK_MARGIN_MS) : undefined;
  const isGlobal = said['global'] === true || headers['x-ratelimit-global'] === 'true';
  return { waitMs: named ?? retryAfterOf(outcome, Date.now()), isGlobal };
}

/** Milliseconds, an hour at most; undefined when it is no positive number of seconds. */
function secondsOf(header: string | undefined): number | undefined {
  const text = header?.trim() ?? '';
  return /^\d+(\.\d+)?$/.test(text) && Number(text) > 0 ? Math.min(Number(text) * SECOND_MS, MAX_WAIT_MS) : undefined;
}

function parsed(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    // An error page of a proxy.
    return {};
  }
}

function hostOf(url: string): string {
  return isUrl(url) ? new URL(url).host.replace(/\.(?=:|$)/, '') : '';
}

import type { ServerResponse } from 'node:http';
import { faultsOf as discordFaults } from './discord-limits.js';
import { Receiver, type ReceivedRequest } from './receiver.js';
import { faultsOf as slackFaults } from './slack-limits.js';
import type { Json } from '../sockets/socket.js';

type Service = 'discord' | 'slack';

/** An answer in the place of the next one that would have been a success. */
export type Trouble = 'route' | 'global' | 'shared' | 'header' | 'page' | 'gateway' | 'gone' | 'unauthorized';

interface Window {
  used: number;
  resetsAtMs: number;
}

const WAIT_S = 0.25;
const IN_TRANSIT_MS = 50;
const PAGE = '<!DOCTYPE html><title>Attention Required! | Cloudflare</title>';
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** The incoming webhooks of Discord or Slack, with their limits of size and rate; records every breach by a caller. */
export class FakeChat {
  readonly accepted: { url: string; body: Json }[] = [];
  readonly broken: string[] = [];
  /** How often it answered 429. */
  refusals = 0;
  readonly troubles: Trouble[] = [];
  /** Messages per URL and window. */
  limit = { messages: 5, windowMs: 150 };
  private readonly windows = new Map<string, Window>();
  private readonly pauses = new Map<string, { fromMs: number; untilMs: number }>();
  private readonly busy = new Set<string>();

  private constructor(
    readonly service: Service,
    private readonly receiver: Receiver,
  ) {
    receiver.onArrival = (url) => this.checkPace(url);
    receiver.reply = (response, request) => this.take(response, request);
  }

  static async start(service: Service): Promise<FakeChat> {
    return new FakeChat(service, await Receiver.start());
  }

  /** Of an incoming webhook. */
  url(name = 'one'): string {
    return `${this.receiver.origin}${this.service === 'discord' ? '/api/webhooks/' : '/services/'}${name}`;
  }

  async stop(): Promise<void> {
    await this.receiver.stop();
  }

  private checkPace(url: string): void {
    const nowMs = performance.now();
    for (const key of [url, 'global']) {
      const { fromMs, untilMs } = this.pauses.get(key) ?? { fromMs: 0, untilMs: 0 };
      // A request to another URL may have been on its way when the global pause began.
      const mayNotKnow = key === 'global' && nowMs < fromMs + IN_TRANSIT_MS;
      if (nowMs < untilMs && !mayNotKnow) this.broken.push(`${Math.ceil(untilMs - nowMs)} ms too early for ${key}`);
    }
    if (this.busy.has(url)) this.broken.push(`two requests at once to ${url}`);
    this.busy.add(url);
  }

  private take(response: ServerResponse, { url, body: message }: ReceivedRequest): void {
    const { status, body, headers } = this.answer(url, message);
    // So late that the caller cannot yet believe that it is over.
    setImmediate(() => {
      this.busy.delete(url);
      response.writeHead(status, headers).end(body);
    });
  }

  private answer(url: string, message: Json): { status: number; body: string; headers: Record<string, string> } {
    const faults = this.service === 'discord' ? discordFaults(message) : slackFaults(message);
    if (LONE_SURROGATE.test(JSON.stringify(message).replaceAll(/\\u/g, ''))) faults.push('half a character');
    this.broken.push(...faults);
    if (faults.length > 0) return { status: 400, body: faults.join(), headers: {} };
    const window = this.windowOf(url);
    const resetS = Math.max(0.001, (window.resetsAtMs - performance.now()) / 1_000);
    if (window.used >= this.limit.messages) return this.limited(url, 'route', resetS);
    const trouble = this.troubles.shift();
    if (trouble !== undefined) return this.inTrouble(url, trouble);
    window.used += 1;
    this.accepted.push({ url, body: message });
    if (this.service === 'slack') return { status: 200, body: 'ok', headers: { 'content-type': 'text/html' } };
    const headers = {
      'x-ratelimit-limit': String(this.limit.messages),
      'x-ratelimit-remaining': String(this.limit.messages - window.used),
      'x-ratelimit-reset-after': resetS.toFixed(3),
    };
    return { status: 204, body: '', headers };
  }

  private windowOf(url: string): Window {
    const known = this.windows.get(url);
    const nowMs = performance.now();
    if (known !== undefined && known.resetsAtMs > nowMs) return known;
    const window = { used: 0, resetsAtMs: nowMs + this.limit.windowMs };
    this.windows.set(url, window);
    return window;
  }

  private inTrouble(url: string, trouble: Trouble) {
    if (trouble === 'gone') return { status: 404, body: '{"message":"Unknown Webhook","code":10015}', headers: {} };
    if (trouble === 'unauthorized') return { status: 401, body: '{"message":"401: Unauthorized"}', headers: {} };
    const html = { 'content-type': 'text/html; charset=UTF-8' };
    if (trouble === 'page') return { status: 500, body: PAGE, headers: html };
    if (trouble === 'gateway') return { status: 502, body: PAGE, headers: html };
    return this.limited(url, trouble, WAIT_S);
  }

  /** Slack, and proxies in front of either service, count in whole seconds and in a header. */
  private limited(url: string, kind: 'route' | 'global' | 'shared' | 'header', waitS: number) {
    this.refusals += 1;
    const inHeader = kind === 'header' || this.service === 'slack';
    const seconds = inHeader ? 1 : waitS;
    const fromMs = performance.now();
    this.pauses.set(kind === 'global' ? 'global' : url, { fromMs, untilMs: fromMs + seconds * 1_000 });
    if (inHeader) return { status: 429, body: PAGE, headers: { 'retry-after': '1', 'content-type': 'text/html' } };
    const scope = { route: 'user', global: 'global', shared: 'shared' }[kind as 'route'];
    const headers: Record<string, string> = { 'x-ratelimit-scope': scope, 'retry-after': '1' };
    if (kind === 'global') headers['x-ratelimit-global'] = 'true';
    const message = 'You are being rate limited.';
    return { status: 429, body: JSON.stringify({ message, retry_after: seconds, global: kind === 'global' }), headers };
  }
}

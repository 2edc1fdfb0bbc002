import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { faultsOf as discordFaults } from './discord-limits.js';
import { faultsOf as slackFaults } from './slack-limits.js';
import type { Json } from './socket.js';

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

/**
 * The incoming webhooks of Discord and Slack: keeps to their limits of size and pace, says so in their words, and notes every
 * way in which a caller did not keep to the rules.
 */
export class FakeChat {
  readonly accepted: { url: string; body: Json }[] = [];
  readonly broken: string[] = [];
  /** How often it was said to wait. */
  refusals = 0;
  readonly troubles: Trouble[] = [];
  /** Messages per URL and window. */
  limit = { messages: 5, windowMs: 150 };
  private readonly windows = new Map<string, Window>();
  private readonly pauses = new Map<string, { toldAtMs: number; untilMs: number }>();
  private readonly busy = new Set<string>();

  private constructor(
    readonly service: Service,
    private readonly server: Server,
  ) {
    server.on('request', (request, response) => void this.take(request, response));
  }

  static async start(service: Service): Promise<FakeChat> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new FakeChat(service, server);
  }

  /** Of an incoming webhook. */
  url(name = 'one'): string {
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}${this.service === 'discord' ? '/api/webhooks/' : '/services/'}${name}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url ?? '';
    const nowMs = performance.now();
    for (const key of [url, 'global']) {
      const { toldAtMs, untilMs } = this.pauses.get(key) ?? { toldAtMs: 0, untilMs: 0 };
      // To another URL it may have been under way when everybody was told to wait.
      const mayNotKnow = key === 'global' && nowMs < toldAtMs + IN_TRANSIT_MS;
      if (nowMs < untilMs && !mayNotKnow) this.broken.push(`${Math.ceil(untilMs - nowMs)} ms too early for ${key}`);
    }
    if (this.busy.has(url)) this.broken.push(`two requests at once to ${url}`);
    this.busy.add(url);
    const text = await textOf(request);
    const { status, body, headers } = this.answer(url, JSON.parse(text));
    // Later than the caller may believe that it is over.
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

  /** Slack, and whoever stands in front of either, count in whole seconds and in a header. */
  private limited(url: string, kind: 'route' | 'global' | 'shared' | 'header', waitS: number) {
    this.refusals += 1;
    const inHeader = kind === 'header' || this.service === 'slack';
    const seconds = inHeader ? 1 : waitS;
    const toldAtMs = performance.now();
    this.pauses.set(kind === 'global' ? 'global' : url, { toldAtMs, untilMs: toldAtMs + seconds * 1_000 });
    if (inHeader) return { status: 429, body: PAGE, headers: { 'retry-after': '1', 'content-type': 'text/html' } };
    const scope = { route: 'user', global: 'global', shared: 'shared' }[kind as 'route'];
    const headers: Record<string, string> = { 'x-ratelimit-scope': scope, 'retry-after': '1' };
    if (kind === 'global') headers['x-ratelimit-global'] = 'true';
    const message = 'You are being rate limited.';
    return { status: 429, body: JSON.stringify({ message, retry_after: seconds, global: kind === 'global' }), headers };
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

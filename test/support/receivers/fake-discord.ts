import { generateKeyPairSync, sign } from 'node:crypto';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { faultsOf } from './discord-limits.js';
import { Receiver, type ReceivedRequest } from './receiver.js';
import type { Json } from '../sockets/socket.js';
import { until } from '../until.js';

export interface PostedMessage {
  readonly channel: string;
  readonly body: Json;
  readonly headers: IncomingHttpHeaders;
}

export interface Clicker {
  readonly id: string;
  readonly username: string;
  readonly roles?: readonly string[];
}

interface Bucket {
  used: number;
  resetsAtMs: number;
}

const MESSAGES = /^\/channels\/([\w-]+)\/messages$/;

/**
 * The part of Discord that a bot uses: accepts messages for its channels, with limits of size and rate, records every breach
 * by a caller, and signs the clicks on buttons.
 */
export class FakeDiscord {
  readonly token = 'a-token-that-stays-secret';
  readonly posted: PostedMessage[] = [];
  /** Every breach of the rules by a caller. */
  readonly broken: string[] = [];
  refusals = 0;
  /** This many requests are answered by the proxy in front of a Discord that is down. */
  outages = 0;
  /** Messages per channel and window. */
  limit = { messages: 5, windowMs: 200 };
  private readonly keys = generateKeyPairSync('ed25519');
  private readonly buckets = new Map<string, Bucket>();
  private readonly pausedUntilMs = new Map<string, number>();
  private readonly busy = new Set<string>();

  private constructor(
    private readonly receiver: Receiver,
    readonly channels: readonly string[],
  ) {
    receiver.onArrival = (url) => this.checkPace(url);
    receiver.reply = (response, request) => this.answer(response, request);
  }

  static async start(channels: readonly string[]): Promise<FakeDiscord> {
    return new FakeDiscord(await Receiver.start(), channels);
  }

  get url(): string {
    return this.receiver.origin;
  }

  /** 64 hexadecimal digits, as the developer portal shows it. */
  get publicKey(): string {
    return this.keys.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
  }

  in(channel: string): Json[] {
    return this.posted.filter((message) => message.channel === channel).map(({ body }) => body);
  }

  async received(channel: string, count: number): Promise<Json[]> {
    const describe = () => [this.in(channel).length, this.broken];
    await until(() => this.in(channel).length >= count, { describe });
    return this.in(channel);
  }

  /** What Discord sends when a person clicks. */
  click(buttonId: string, { id, username, roles = [] }: Clicker): object {
    const member = { user: { id, username, global_name: `${username}!` }, roles, nick: 'An Admin' };
    return { id: '900', type: 3, token: 'x', version: 1, member, data: { custom_id: buttonId, component_type: 2 } };
  }

  /** @returns the headers that Discord would send with this body */
  signed(body: string, timestamp = String(Math.floor(Date.now() / 1_000))): Record<string, string> {
    const signature = sign(null, Buffer.from(timestamp + body), this.keys.privateKey).toString('hex');
    return { 'x-signature-ed25519': signature, 'x-signature-timestamp': timestamp };
  }

  async stop(): Promise<void> {
    await this.receiver.stop();
  }

  private checkPace(url: string): void {
    const channel = MESSAGES.exec(url)?.[1];
    if (channel === undefined) return;
    if (this.busy.has(channel)) this.broken.push(`two requests at once to ${channel}`);
    this.busy.add(channel);
  }

  private answer(response: ServerResponse, request: ReceivedRequest): void {
    const { status, body, headers } = this.take(request);
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  }

  private take({ url, body, headers }: ReceivedRequest): { status: number; body: object; headers?: object } {
    const channel = MESSAGES.exec(url)?.[1];
    if (channel !== undefined) this.busy.delete(channel);
    if (this.outages > 0) {
      this.outages -= 1;
      return { status: 502, body: {} };
    }
    if (headers.authorization !== `Bot ${this.token}`) return { status: 401, body: { message: '401: Unauthorized' } };
    if (!headers['user-agent']?.startsWith('DiscordBot (')) return { status: 403, body: { message: 'no bot' } };
    if (channel === undefined || !this.channels.includes(channel)) {
      return { status: 404, body: { message: 'Unknown Channel', code: 10_003 } };
    }
    return this.paced(channel, () => this.store({ channel, body, headers }));
  }

  private paced(channel: string, take: () => { status: number; body: object }) {
    const nowMs = performance.now();
    if (nowMs < (this.pausedUntilMs.get(channel) ?? 0)) this.broken.push(`did not wait for ${channel}`);
    const known = this.buckets.get(channel);
    const bucket =
      known !== undefined && known.resetsAtMs > nowMs ? known : { used: 0, resetsAtMs: nowMs + this.limit.windowMs };
    this.buckets.set(channel, bucket);
    const resetAfter = (bucket.resetsAtMs - nowMs) / 1_000;
    if (bucket.used >= this.limit.messages) {
      this.refusals += 1;
      this.pausedUntilMs.set(channel, bucket.resetsAtMs);
      return { status: 429, body: { message: 'You are being rate limited.', retry_after: resetAfter, global: false } };
    }
    bucket.used += 1;
    const remaining = String(this.limit.messages - bucket.used);
    const headers = { 'x-ratelimit-remaining': remaining, 'x-ratelimit-reset-after': String(resetAfter) };
    return { ...take(), headers };
  }

  private store(message: PostedMessage): { status: number; body: object } {
    const faults = faultsOf(message.body);
    this.broken.push(...faults);
    if (faults.length > 0) return { status: 400, body: { message: 'Invalid Form Body', faults } };
    this.posted.push(message);
    return { status: 200, body: { id: String(this.posted.length), channel_id: message.channel } };
  }
}

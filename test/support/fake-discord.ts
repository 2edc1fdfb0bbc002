import { generateKeyPairSync, sign } from 'node:crypto';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { faultsOf } from './discord-limits.js';
import type { Json } from './socket.js';
import { until } from './until.js';

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
 * Discord as far as a bot meets it: takes messages for its channels, keeps to its limits of size and pace and notes who does
 * not, and signs what a person does with a button.
 */
export class FakeDiscord {
  readonly token = 'a-token-that-nobody-may-see';
  readonly posted: PostedMessage[] = [];
  /** Every way in which a caller did not keep to the rules. */
  readonly broken: string[] = [];
  refusals = 0;
  /** So many requests are answered by whoever stands in front of a Discord that is down. */
  outages = 0;
  /** Messages per channel and window. */
  limit = { messages: 5, windowMs: 200 };
  private readonly keys = generateKeyPairSync('ed25519');
  private readonly buckets = new Map<string, Bucket>();
  private readonly told = new Map<string, number>();
  private readonly busy = new Set<string>();

  private constructor(
    private readonly server: Server,
    readonly channels: readonly string[],
  ) {
    server.on('request', (request, response) => {
      void this.answer(request, response);
    });
  }

  static async start(channels: readonly string[]): Promise<FakeDiscord> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new FakeDiscord(server, channels);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
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

  /** What Discord sends when somebody clicks. */
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
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, body, headers } = await this.take(request);
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  }

  private async take(request: IncomingMessage): Promise<{ status: number; body: object; headers?: object }> {
    const channel = MESSAGES.exec(request.url ?? '')?.[1];
    const { headers } = request;
    if (this.outages > 0) {
      this.outages -= 1;
      return { status: 502, body: {} };
    }
    if (headers.authorization !== `Bot ${this.token}`) return { status: 401, body: { message: '401: Unauthorized' } };
    if (!headers['user-agent']?.startsWith('DiscordBot (')) return { status: 403, body: { message: 'no bot' } };
    if (channel === undefined || !this.channels.includes(channel)) {
      return { status: 404, body: { message: 'Unknown Channel', code: 10_003 } };
    }
    if (this.busy.has(channel)) this.broken.push(`two requests at once to ${channel}`);
    this.busy.add(channel);
    const text = await textOf(request);
    this.busy.delete(channel);
    return this.paced(channel, () => this.store({ channel, body: JSON.parse(text), headers }));
  }

  private paced(channel: string, take: () => { status: number; body: object }) {
    const nowMs = performance.now();
    if (nowMs < (this.told.get(channel) ?? 0)) this.broken.push(`did not wait for ${channel}`);
    const known = this.buckets.get(channel);
    const bucket =
      known !== undefined && known.resetsAtMs > nowMs ? known : { used: 0, resetsAtMs: nowMs + this.limit.windowMs };
    this.buckets.set(channel, bucket);
    const resetAfter = (bucket.resetsAtMs - nowMs) / 1_000;
    if (bucket.used >= this.limit.messages) {
      this.refusals += 1;
      this.told.set(channel, bucket.resetsAtMs);
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

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json } from './socket.js';
import { until } from './until.js';

export interface ReceivedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** Exactly as it came. */
  readonly text: string;
  readonly body: Json;
  readonly atMs: number;
}

/** A status, or whatever the test does with the response. */
export type Reply = number | ((response: ServerResponse, request: ReceivedRequest) => void);

/** A webhook receiver on loopback: keeps what it gets, answers what the test says. */
export class Receiver {
  readonly requests: ReceivedRequest[] = [];
  connections = 0;
  /** Used up one by one; then `reply`. */
  readonly next: Reply[] = [];
  reply: Reply = 200;

  private constructor(private readonly server: Server) {
    server.on('connection', () => (this.connections += 1));
    server.on('request', (request, response) => void this.take(request, response));
  }

  static async start(): Promise<Receiver> {
    const server = createServer({ keepAliveTimeout: 60_000 });
    const receiver = new Receiver(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/hook`;
  }

  /** The type of the notification that each request told of. */
  get types(): string[] {
    return this.requests.map(({ body }) => body.notification.type);
  }

  async received(count: number): Promise<ReceivedRequest[]> {
    await until(() => this.requests.length >= count, {
      timeoutMs: 15_000,
      describe: () => `${this.requests.length} of ${count} requests`,
    });
    return this.requests;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const { method = '', url = '', headers } = request;
    const received = { method, url, headers, text, body: JSON.parse(text), atMs: performance.now() };
    this.requests.push(received);
    const reply = this.next.shift() ?? this.reply;
    if (typeof reply === 'number') response.writeHead(reply).end();
    else reply(response, received);
  }
}

import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { checkDelivery } from '../network/published-messages.js';
import type { Json } from '../sockets/socket.js';
import { until } from '../until.js';

const PATH = '/hook';

export class ReceivedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** Undefined when nothing was sent. */
  readonly body: Json;
  /** Hidden from `JSON.stringify`, by which tests look for secrets in everything that was received. */
  readonly #response: ServerResponse;

  constructor(
    { method = '', url = '', headers }: IncomingMessage,
    response: ServerResponse,
    /** The body, unparsed. */
    readonly text: string,
    /** When the request arrived, on the clock of `performance.now()`. */
    readonly atMs: number,
  ) {
    this.#response = response;
    this.method = method;
    this.url = url;
    this.headers = headers;
    this.body = text === '' ? undefined : JSON.parse(text);
  }

  /** `webhook-id`: the same over all attempts of a delivery. */
  get id(): string {
    return String(this.headers['webhook-id']);
  }

  /** Of the response; 0 while it is held back. */
  get status(): number {
    return this.#response.headersSent ? this.#response.statusCode : 0;
  }

  /** @throws Error unless `text` is what was signed with this secret, less than five minutes ago */
  verify(secret: string, text = this.text): unknown {
    return new Webhook(secret).verify(text, this.headers as Record<string, string>);
  }
}

/** A status, or a function that responds at once, later or never. */
export type Reply = number | ((response: ServerResponse, request: ReceivedRequest) => unknown);

/**
 * The receiver of tests, on loopback: records every request and responds as the test says. A delivery that is otherwise than it is
 * published at `/api/asyncapi.json` fails the test.
 */
export class Receiver {
  readonly requests: ReceivedRequest[] = [];
  connections = 0;
  /** Used up one by one; then `reply`. */
  readonly next: Reply[] = [];
  reply: Reply = 200;
  /** Called when the headers of a request have arrived, before its body. */
  onArrival: (url: string) => void = () => undefined;
  private readonly server: Server;
  private lastPort = 0;

  private constructor() {
    this.server = createServer({ keepAliveTimeout: 60_000 });
    this.server.on('connection', () => (this.connections += 1));
    this.server.on('request', (request, response) => void this.take(request, response));
  }

  static async start(): Promise<Receiver> {
    const receiver = new Receiver();
    await receiver.listen();
    return receiver;
  }

  get port(): number {
    return this.lastPort;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** May be extended by a path or a query. */
  get url(): string {
    return `${this.origin}${PATH}`;
  }

  /** The notification type of each request. */
  get types(): string[] {
    return this.requests.map(({ body }) => body.notification.type);
  }

  /** Requests to `url` + `path` that got a success. */
  accepted(path: string): ReceivedRequest[] {
    return this.requests.filter(({ url, status }) => url === PATH + path && status >= 200 && status < 300);
  }

  async received(count: number): Promise<ReceivedRequest[]> {
    await until(() => this.requests.length >= count, {
      timeoutMs: 15_000,
      describe: () => `${this.requests.length} of ${count} requests`,
    });
    return this.requests;
  }

  /** Connections are refused until `listen`. */
  async stop(): Promise<void> {
    await new Promise((resolve) => {
      this.server.close(resolve);
      this.server.closeAllConnections();
    });
  }

  /** After `stop` on the same port. */
  async listen(): Promise<void> {
    this.server.listen(this.lastPort, '127.0.0.1');
    await once(this.server, 'listening');
    this.lastPort = (this.server.address() as AddressInfo).port;
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const atMs = performance.now();
    this.onArrival(request.url ?? '');
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
    } catch {
      // The sender went away in the middle of its request: nothing was received.
      return;
    }
    const received = new ReceivedRequest(request, response, Buffer.concat(chunks).toString(), atMs);
    this.requests.push(received);
    checkDelivery(received.headers, received.body);
    const reply = this.next.shift() ?? this.reply;
    if (typeof reply === 'number') response.writeHead(reply).end();
    else await reply(response, received);
  }
}

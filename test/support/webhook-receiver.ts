import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

export interface ReceivedPost {
  readonly path: string;
  /** `webhook-id`: the same over all attempts of a delivery. */
  readonly id: string;
  readonly body: string;
  readonly headers: IncomingMessage['headers'];
  /** What it was answered with. */
  readonly status: number;
}

/** A receiver that keeps every POST, whatever it answers. */
export class WebhookReceiver {
  readonly posts: ReceivedPost[] = [];
  /** For the next requests. */
  status = 200;
  private readonly server: Server;
  private port = 0;

  private constructor() {
    this.server = createServer((request, response) => {
      void this.receive(request, response);
    });
  }

  static async open(): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver();
    await receiver.listen();
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** What was taken: answered with success. */
  accepted(path: string): ReceivedPost[] {
    return this.posts.filter((post) => post.path === path && post.status < 300);
  }

  /** As a receiver that crashed: connections are refused until `listen`. */
  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  /** On the same port as before. */
  async listen(): Promise<void> {
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    const address = this.server.address();
    if (address !== null && typeof address !== 'string') this.port = address.port;
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
    } catch {
      // The sender died in the middle of its request: nothing was received.
      return;
    }
    const { status } = this;
    this.posts.push({
      path: request.url ?? '',
      id: String(request.headers['webhook-id']),
      body: Buffer.concat(chunks).toString('utf8'),
      headers: request.headers,
      status,
    });
    response.writeHead(status, { 'content-type': 'text/plain' }).end('ok');
  }
}

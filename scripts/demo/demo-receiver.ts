import { createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Journal } from './journal.js';
import type { Json } from './demo-person.js';

const TOLERANCE_S = 300;

/** A webhook receiver as anyone would write one: it checks the signature over the raw body before it believes a word. */
export class DemoReceiver {
  /** As the server gave it when the webhook was made. */
  secret = '';
  readonly badSignatures: string[] = [];

  private constructor(
    private readonly server: Server,
    private readonly who: string,
    private readonly journal: Journal,
  ) {
    server.on('request', (request, response) => {
      void this.receive(request, response);
    });
  }

  static async open(who: string, journal: Journal): Promise<DemoReceiver> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new DemoReceiver(server, who, journal);
  }

  get url(): string {
    const address = this.server.address();
    const port = address === null || typeof address === 'string' ? 0 : address.port;
    return `http://127.0.0.1:${port}/hook`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await read(request);
    const isGenuine = isSigned(request.headers, body, this.secret);
    response.writeHead(isGenuine ? 200 : 401).end();
    const id = String(request.headers['webhook-id']);
    if (!isGenuine) {
      this.badSignatures.push(id);
      return;
    }
    const { notification, data }: Json = JSON.parse(body);
    this.journal.add({
      who: this.who,
      channel: 'webhook',
      what: `notification ${notification.type}`,
      about: notification.related_id,
      text: `signature verified, webhook-id ${id}`,
      envelope: JSON.stringify({ notification, data }),
    });
  }
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** Standard Webhooks: base64 HMAC-SHA256 of `id.timestamp.body`, the key being what follows `whsec_`, decoded. */
function isSigned(headers: IncomingMessage['headers'], body: string, secret: string): boolean {
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) =>
    String(headers[name]),
  );
  if (Math.abs(Date.now() / 1_000 - Number(timestamp)) > TOLERANCE_S) return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const expected = Buffer.from(`v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`);
  return (signatures ?? '').split(' ').some((signature) => {
    const given = Buffer.from(signature);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

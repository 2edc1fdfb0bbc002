import { createServer, type Server, type Socket } from 'node:net';

/** A receiver on loopback that counts connections and answers each with what the test writes, byte by byte. */
export class TcpReceiver {
  connections = 0;
  requests = 0;
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {}

  /** @param answer called for each piece of a request that arrives */
  static async start(answer: (socket: Socket, request: string) => void, host = '127.0.0.1'): Promise<TcpReceiver> {
    const server = createServer();
    const receiver = new TcpReceiver(server);
    server.on('connection', (socket) => {
      receiver.connections += 1;
      receiver.sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => receiver.sockets.delete(socket));
      socket.on('data', (data) => {
        receiver.requests += 1;
        answer(socket, data.toString());
      });
    });
    await new Promise<void>((resolve) => server.listen(0, host, resolve));
    return receiver;
  }

  get port(): number {
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('not listening');
    return address.port;
  }

  get openSockets(): number {
    return this.sockets.size;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

export function httpAnswer(status: number, body = '', headers: readonly string[] = []): string {
  const lines = [`HTTP/1.1 ${status} X`, `content-length: ${Buffer.byteLength(body)}`, ...headers];
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}

/** Resolves when the claim holds; looks again after each turn of the event loop. */
export async function eventually(claim: () => boolean, withinMs = 5_000): Promise<void> {
  const deadlineMs = Date.now() + withinMs;
  while (!claim()) {
    if (Date.now() > deadlineMs) throw new Error(`not within ${withinMs} ms: ${claim.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

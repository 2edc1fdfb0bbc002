import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';

/** Answers one request on a bare connection as it likes. @param count of the requests on this connection so far */
export type Answering = (socket: Socket, count: number) => void;

/** A receiver below HTTP: it reads whole requests and answers with any bytes at all. */
export class HostileReceiver {
  requests = 0;
  readonly bodies: string[] = [];
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly answer: Answering,
  ) {
    server.on('connection', (socket) => this.take(socket));
  }

  static async open(answer: Answering): Promise<HostileReceiver> {
    const server = createServer();
    const receiver = new HostileReceiver(server, answer);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    const closed = once(this.server, 'close');
    this.server.close();
    await closed;
  }

  private take(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('error', () => undefined);
    let text = '';
    let count = 0;
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      const end = text.indexOf('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
      if (end < 0 || text.length < end + 4 + length) return;
      this.bodies.push(text.slice(end + 4, end + 4 + length));
      text = text.slice(end + 4 + length);
      count += 1;
      this.requests += 1;
      this.answer(socket, count);
    });
  }
}

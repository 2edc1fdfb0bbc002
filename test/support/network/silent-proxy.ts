import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A way to a PostgreSQL that can go silent: what is connected stays so, and nothing comes through any more. */
export class SilentProxy {
  private readonly open = new Set<Socket>();

  private isMute = false;

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {}

  static async start(url: string): Promise<SilentProxy> {
    const server = createServer();
    const proxy = new SilentProxy(server, new URL(url));
    server.on('connection', (client) => proxy.carry(client));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  /** The target's, by this way. */
  get url(): string {
    const url = new URL(this.target);
    url.hostname = '127.0.0.1';
    url.port = `${(this.server.address() as AddressInfo).port}`;
    return url.href;
  }

  /** For all that is connected now, for good. New connections work. */
  silence(): void {
    for (const socket of this.open) {
      socket.removeAllListeners('data');
      socket.removeAllListeners('close');
      // Read, so that nothing piles up, and thrown away.
      socket.on('data', () => undefined);
    }
  }

  /** From now on, also for new connections: they are accepted, and get no answer. */
  refuseAnswers(): void {
    this.silence();
    this.isMute = true;
  }

  async stop(): Promise<void> {
    for (const socket of this.open) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private carry(client: Socket): void {
    if (this.isMute) {
      this.open.add(client);
      client.on('error', () => undefined);
      client.on('data', () => undefined);
      return;
    }
    const upstream = connect(Number(this.target.port), this.target.hostname);
    const pairs = [
      [client, upstream],
      [upstream, client],
    ] as const;
    for (const [from, to] of pairs) {
      this.open.add(from);
      from.on('error', () => undefined);
      from.on('data', (chunk) => to.write(chunk));
      from.on('close', () => to.destroy());
    }
  }
}

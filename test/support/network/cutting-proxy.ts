import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Random } from '../input/random.js';

/** A way to a server on which every connection breaks after so many bytes, whichever way they went. */
export class CuttingProxy {
  cuts = 0;
  private readonly open = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly random: Random,
    private readonly mostBytes: number,
  ) {}

  static async start(target: string, random: Random, mostBytes: number): Promise<CuttingProxy> {
    const { port } = new URL(target);
    const server = createServer();
    const proxy = new CuttingProxy(server, random, mostBytes);
    server.on('connection', (client) => proxy.carry(client, connect(Number(port), '127.0.0.1')));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.open) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private carry(client: Socket, upstream: Socket): void {
    let left = this.random.int(1, this.mostBytes);
    const pairs = [
      [client, upstream],
      [upstream, client],
    ] as const;
    for (const [from, to] of pairs) {
      this.open.add(from);
      from.on('close', () => {
        this.open.delete(from);
        to.destroy();
      });
      from.on('error', () => undefined);
      from.on('data', (chunk: Buffer) => {
        const part = chunk.subarray(0, left);
        left -= part.length;
        to.write(part, () => {
          if (left > 0) return;
          this.cuts += 1;
          from.destroy();
          to.destroy();
        });
      });
    }
  }
}

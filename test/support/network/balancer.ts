import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

const CHECK_EVERY_MS = 500;
const CHECK_TIMEOUT_MS = 1_000;
/** One late answer may be a busy moment. */
const FAILURES_UNTIL_DOWN = 2;

/**
 * What stands before several processes: takes connections in turn to those that are ready, and cuts those of one that does
 * not answer any more, as HAProxy does with `on-marked-down shutdown-sessions`.
 */
export class Balancer {
  private readonly checking: NodeJS.Timeout;
  private turn = 0;

  private constructor(
    private readonly server: Server,
    private readonly targets: readonly Target[],
  ) {
    server.on('connection', (client) => this.carry(client));
    this.checking = setInterval(() => void this.check(), CHECK_EVERY_MS);
  }

  /** @param ports of processes on loopback, in whatever state */
  static async start(ports: readonly number[]): Promise<Balancer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const balancer = new Balancer(
      server,
      ports.map((port) => new Target(port)),
    );
    await balancer.check();
    return balancer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Sends nothing new to this process. What is connected stays. */
  takeOut(port: number): void {
    this.find(port).isOut = true;
  }

  /** Sends connections to this process again, once it is ready. */
  putIn(port: number): void {
    this.find(port).isOut = false;
  }

  takes(port: number): boolean {
    return this.find(port).takes;
  }

  connections(port: number): number {
    return this.find(port).open.size;
  }

  async stop(): Promise<void> {
    clearInterval(this.checking);
    for (const target of this.targets) target.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private find(port: number): Target {
    const target = this.targets.find((one) => one.port === port);
    if (target === undefined) throw new Error(`No process on port ${port} stands behind this balancer.`);
    return target;
  }

  private async check(): Promise<void> {
    await Promise.all(this.targets.map((target) => target.check()));
  }

  private carry(client: Socket): void {
    const ready = this.targets.filter(({ takes }) => takes);
    const target = ready[(this.turn += 1) % ready.length];
    if (target === undefined) client.destroy();
    else target.carry(client);
  }
}

/** One process. */
class Target {
  readonly open = new Set<Socket>();
  isOut = false;
  private isReady = false;
  private failures = 0;
  private isChecking = false;

  constructor(readonly port: number) {}

  get takes(): boolean {
    return this.isReady && !this.isOut;
  }

  async check(): Promise<void> {
    if (this.isChecking) return;
    this.isChecking = true;
    try {
      const url = `http://127.0.0.1:${this.port}/health/ready`;
      const { status, body } = await fetch(url, { signal: AbortSignal.timeout(CHECK_TIMEOUT_MS) });
      await body?.cancel();
      this.failures = 0;
      this.isReady = status === 200;
    } catch {
      this.failures += 1;
      if (this.failures < FAILURES_UNTIL_DOWN) return;
      this.isReady = false;
      this.cut();
    } finally {
      this.isChecking = false;
    }
  }

  carry(client: Socket): void {
    const upstream = connect(this.port, '127.0.0.1');
    this.open.add(client);
    const pairs = [
      [client, upstream],
      [upstream, client],
    ] as const;
    for (const [from, to] of pairs) {
      from.on('error', () => undefined);
      from.on('data', (chunk) => to.write(chunk));
      from.on('end', () => to.end());
      from.on('close', () => to.destroy());
    }
    client.on('close', () => this.open.delete(client));
  }

  cut(): void {
    for (const client of this.open) client.destroy();
  }
}

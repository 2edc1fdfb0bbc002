import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from '@jest/globals';
import { createDatabase, type TestDatabase } from '../../support/database/database.js';
import { Person } from '../../support/people/person.js';
import { ADMIN, ServerProcess, stopServers } from '../../support/servers/server-process.js';
import { DatabaseView } from '../../support/database/settled.js';
import { closeSockets } from '../../support/sockets/socket.js';
import { Receiver } from '../../support/receivers/receiver.js';
import { Attacker, type AccountOptions } from './attacker.js';
import { Control } from './control.js';
import { HonestPair, inWords, type Figures } from './honest-pair.js';

/** Unset, so that the server runs with the limits that it has by itself. */
const DEFAULT_LIMITS = {
  RATE_LIMIT: undefined,
  LOGIN_RATE_LIMIT: undefined,
  API_KEY_RATE_LIMIT: undefined,
  WEBHOOK_RATE_LIMIT: undefined,
  JWT_EXPIRES_IN: undefined,
} as const;
/** An attack that is over sooner still has the honest pair working for so long. */
const SHORTEST_ATTACK_MS = 3_000;
const MEMORY_EVERY_MS = 50;

/** In the order of their making; undone backwards. */
const cleanups: (() => unknown)[] = [];

/** The real server as a process of its own with its default limits, honest people at work in it, and attackers. */
export class AttackedServer {
  private constructor(
    readonly server: ServerProcess,
    readonly database: TestDatabase,
    readonly view: DatabaseView,
    readonly admin: Person,
    readonly pair: HonestPair,
  ) {}

  /** `stopAttack` ends what was started, also after a start that failed half-way. */
  static async start(environment: Record<string, string | undefined> = {}): Promise<AttackedServer> {
    const database = await createDatabase();
    cleanups.push(() => database.drop());
    const view = await DatabaseView.open(database.url);
    cleanups.push(() => view.close(), stopServers);
    const server = await ServerProcess.start({
      databaseUrl: database.url,
      environment: { ...DEFAULT_LIMITS, ...environment },
    });
    const { url } = server;
    const admin = await Person.signIn(url, ADMIN.email, ADMIN.password);
    const agent = await admin.hire({ role: 'agent', name: 'Honest agent' });
    const requester = await admin.hire({ role: 'user', name: 'Honest requester' });
    const receiver = await Receiver.start();
    const control = await Control.start();
    cleanups.push(
      () => receiver.stop(),
      () => control.stop(),
      () => closeSockets(),
    );
    const pair = await HonestPair.meet({
      url,
      requester,
      agent,
      view,
      receiver,
      controlUrl: control.url,
      pid: server.pid,
    });
    return new AttackedServer(server, database, view, admin, pair);
  }

  get url(): string {
    return this.server.url;
  }

  stranger(options: { address?: string; connections?: number } = {}): Attacker {
    const attacker = Attacker.stranger(this.url, options);
    cleanups.push(() => attacker.close());
    return attacker;
  }

  async attacker(options: AccountOptions = {}): Promise<Attacker> {
    const attacker = await Attacker.withAccount(this.admin, this.url, options);
    cleanups.push(() => attacker.close());
    return attacker;
  }

  /** Lets the honest pair work while `attack` runs, prints its worst figures, and fails when one is past its limit. */
  async unharmedBy(kind: string, attack: () => Promise<unknown>, leastMs = SHORTEST_ATTACK_MS): Promise<Figures> {
    const figures = await this.during(kind, attack, leastMs);
    expect(this.server.isRunning).toBe(true);
    expect(figures.complaints).toEqual([]);
    return figures;
  }

  /** The same without a judgement. */
  async during(kind: string, attack: () => Promise<unknown>, leastMs = SHORTEST_ATTACK_MS): Promise<Figures> {
    this.pair.start();
    let figures: Figures;
    try {
      await Promise.all([attack(), delay(leastMs)]);
    } finally {
      figures = await this.pair.stop();
      const { live, control, answer, inbox, socket, webhook, comments } = figures;
      const parts = Object.entries({ live, control, answer, inbox, socket, webhook }).map(
        ([name, ms]) => `${name} ${inWords(ms)}`,
      );
      process.stdout.write(`${kind}: ${parts.join(', ')} (${comments} comments)\n`);
    }
    return figures;
  }

  /** By how many MiB the memory of the server grew at most while `work` ran. Prints it. */
  async growthMiB(work: () => Promise<unknown>): Promise<number> {
    const before = await this.memoryMiB();
    let most = before;
    const timer = setInterval(() => {
      this.memoryMiB().then(
        (now) => (most = Math.max(most, now)),
        () => undefined,
      );
    }, MEMORY_EVERY_MS);
    try {
      await work();
    } finally {
      clearInterval(timer);
    }
    process.stdout.write(`  memory grew by at most ${Math.round(most - before)} MiB\n`);
    return most - before;
  }

  /** As the kernel counts it. */
  private async memoryMiB(): Promise<number> {
    const status = await readFile(`/proc/${this.server.pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
  }
}

/** For `afterAll`. */
export async function stopAttack(): Promise<void> {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
}

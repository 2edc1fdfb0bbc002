import { setTimeout as delay } from 'node:timers/promises';
import { RedisServer } from '../../test/support/servers/redis-server.js';
import { percentile, type Finding, type Row, type RowOptions } from '../harness.js';
import type { ApplicationCommands, Person } from '../processes/application.js';
import { Child } from '../support/child.js';
import { RawSocket } from '../support/raw-socket.js';
import { Stage } from '../support/stage.js';

const PROCESSES = [1, 2, 4, 8];
const IDLE_SOCKETS = 20;
/** Of what one process asks. */
const FLAT = 1.2;
const REST_MS = 25;
const BASELINE_MS = 4_000;
const POSTGRES = ['-c', 'shared_preload_libraries=pg_stat_statements', '-c', 'max_connections=400'];
const UPDATE = Buffer.from('42["comment.update"');
const READY = Buffer.from('42["ready"');

export const processes: Row = {
  name: 'processes',
  title: 'Statements on PostgreSQL for each comment, with 1, 2, 4 and 8 processes that serve sockets',
  async run(options) {
    const redis = await RedisServer.start();
    try {
      const without = await measure({}, options);
      const withRedis = await measure({ REDIS_URL: redis.url }, options);
      return { findings: [...findings('with Redis', withRedis, FLAT), ...findings('without Redis', without)] };
    } finally {
      await redis.stop();
    }
  },
};

interface Measurement {
  readonly count: number;
  /** Sockets are in no room with events, but in their own and in that of a ticket each. */
  readonly idle: number;
  /** One socket of each process is in the room `comments`. */
  readonly followed: number;
  /** From the end of the 201 to the push at a socket of the last process. */
  readonly pushesMs: readonly number[];
}

async function measure(redis: Record<string, string>, { samples }: RowOptions): Promise<Measurement[]> {
  const environment = { DATABASE_POOL_SIZE: '5', ...redis };
  const stage = await Stage.open(environment, { postgresFlags: POSTGRES });
  const others: Child<ApplicationCommands>[] = [];
  const sockets: RawSocket[] = [];
  try {
    await stage.application.ask('query', 'CREATE EXTENSION pg_stat_statements');
    const writing = new Writing(stage, samples);
    await writing.prepare();
    const urls = [stage.url];
    const results: Measurement[] = [];
    for (const count of PROCESSES) {
      while (urls.length < count) {
        const other = Child.start<ApplicationCommands>('processes/application.ts');
        others.push(other);
        urls.push(await other.ask('join', { databaseUrl: stage.databaseUrl, environment }));
      }
      // Those of before went with the last measurement, so that every process has as many.
      for (const socket of sockets.splice(0)) socket.close();
      for (const url of urls) sockets.push(...(await writing.idleSockets(url)));
      const idle = await writing.statementsEach();
      const followers = await Promise.all(urls.map((url) => writing.follow(url)));
      const followed = await writing.statementsEach();
      const pushesMs = await writing.pushes(urls.at(-1) ?? '');
      for (const socket of followers) socket.close();
      results.push({ count, idle, followed, pushesMs });
    }
    return results;
  } finally {
    for (const socket of sockets) socket.close();
    for (const other of others) await end(other);
    await stage.close();
  }
}

async function end(other: Child<ApplicationCommands>): Promise<void> {
  try {
    await other.ask('close');
  } finally {
    await other.stop();
  }
}

/** Comments of one agent through the first process; nobody who is notified has a socket. */
class Writing {
  private agent: Person | undefined;
  private ticketId = '';

  constructor(
    private readonly stage: Stage,
    private readonly samples: number,
  ) {}

  async prepare(): Promise<void> {
    const [agent, requester] = await this.stage.application.ask('hire', { role: 'agent', count: 2 });
    if (agent === undefined || requester === undefined) throw new Error('The desk has no staff.');
    this.agent = agent;
    this.ticketId = await this.stage.ticket(requester, agent);
    for (let n = 0; n < this.samples; n += 1) await this.comment();
  }

  async idleSockets(url: string): Promise<RawSocket[]> {
    const people = await this.stage.application.ask('hire', { role: 'user', count: IDLE_SOCKETS });
    return Promise.all(
      people.map(async (person) => {
        const { id } = await this.stage.call(person, 'POST /api/tickets', { title: 'Looked at' });
        return openSocket(url, { token: person.token, rooms: [`ticket:${id}`] });
      }),
    );
  }

  follow(url: string, onUpdate?: () => void): Promise<RawSocket> {
    return openSocket(url, { token: this.agent?.token ?? '', rooms: ['comments'] }, onUpdate);
  }

  /** Beyond what the processes ask when nothing happens. */
  async statementsEach(): Promise<number> {
    await this.stage.dispatched();
    await delay(REST_MS * 20);
    const [before, beganAt] = [await this.statements(), performance.now()];
    await delay(BASELINE_MS);
    const idlePerMs = ((await this.statements()) - before) / (performance.now() - beganAt);
    const [start, startedAt] = [await this.statements(), performance.now()];
    for (let n = 0; n < this.samples; n += 1) {
      await this.comment();
      await delay(REST_MS);
    }
    await this.stage.dispatched();
    const spentMs = performance.now() - startedAt;
    return ((await this.statements()) - start - idlePerMs * spentMs) / this.samples;
  }

  async pushes(url: string): Promise<number[]> {
    let arrived: (() => void) | undefined;
    const socket = await this.follow(url, () => arrived?.());
    const times: number[] = [];
    for (let n = 0; n < this.samples; n += 1) {
      await delay(REST_MS);
      const push = new Promise<number>((resolve) => (arrived = () => resolve(performance.now())));
      await this.comment();
      const answeredAt = performance.now();
      times.push(Math.max(0, (await push) - answeredAt));
    }
    socket.close();
    return times;
  }

  private comment(): Promise<unknown> {
    if (this.agent === undefined) throw new Error('Not prepared.');
    return this.stage.call(this.agent, `POST /api/tickets/${this.ticketId}/comments`, { content: 'Plugged in?' });
  }

  private async statements(): Promise<number> {
    const [row] = await this.stage.application.ask('query', 'SELECT sum(calls)::int AS calls FROM pg_stat_statements');
    return Number(row?.['calls']);
  }
}

function openSocket(url: string, auth: object, onUpdate?: () => void): Promise<RawSocket> {
  return new Promise((resolve) => {
    const socket: RawSocket = RawSocket.open(url, auth, (packet) => {
      if (packet.subarray(0, UPDATE.length).equals(UPDATE)) onUpdate?.();
      else if (packet.subarray(0, READY.length).equals(READY)) resolve(socket);
    });
  });
}

/** @param flat left out: nothing is asked of it */
function findings(how: string, results: readonly Measurement[], flat?: number): Finding[] {
  const first = results[0]?.idle ?? Number.NaN;
  const statements = results.flatMap(({ count, idle, followed }) => [
    {
      what: `${how}, ${named(count)}, idle sockets`,
      value: idle,
      unit: 'statements',
      ...(flat !== undefined && count > 1 && { atMost: first * flat }),
    },
    { what: `${how}, ${named(count)}, one socket each in the room`, value: followed, unit: 'statements' },
  ]);
  const pushes = results.slice(0, 2).flatMap(({ count, pushesMs }) =>
    [0.5, 0.99].map((share) => ({
      what: `${how}, ${named(count)}: 201 through the first -> push at the last, p${share * 100}`,
      value: percentile(pushesMs, share),
      unit: 'ms',
    })),
  );
  return [...statements, ...pushes];
}

function named(count: number): string {
  return count === 1 ? '1 process' : `${count} processes`;
}

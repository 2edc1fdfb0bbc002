import { setTimeout as delay } from 'node:timers/promises';
import { RedisServer } from '../../test/support/servers/redis-server.js';
import { connect } from '../../test/support/sockets/socket.js';
import type { Scenario } from '../scenario.js';
import type { Stage } from '../stage.js';

const ROUNDS = 3;
const WRITES = 60;
const EVERY_MS = 20;
/** What is promised of a push while Redis is lost, on a machine that does nothing else. */
const MAX_P99_MS = 1_500;

let redis: RedisServer;

export const lostRedis: Scenario = {
  name: 'lost-redis',
  title: 'Redis killed and started empty, frozen, emptied, and put back to an earlier copy',
  processes: 2,
  async surround() {
    redis = await RedisServer.start();
    return { environment: { REDIS_URL: redis.url }, close: () => redis.stop() };
  },
  async run(stage) {
    const probe = await Probe.begin(stage);
    for (let round = 0; round < ROUNDS; round += 1) {
      await redis.keep();
      await probe.through('healthy', () => stage.work(WRITES));
      await probe.through('killed', async () => {
        await redis.kill();
        await stage.work(WRITES);
      });
      await probe.through('back', async () => {
        await redis.restart();
        await stage.work(WRITES);
      });
      await probe.through('frozen', async () => {
        redis.freeze();
        await stage.work(WRITES);
      });
      redis.thaw();
      await probe.through('emptied', async () => {
        await redis.flush();
        await stage.work(WRITES);
      });
      await probe.through('put back', async () => {
        await redis.restoreOld();
        await stage.work(WRITES);
      });
    }
    await stage.work(WRITES);
    await probe.end();
  },
};

/** One comment at a time through one process, timed until the push at a socket of the other. */
class Probe {
  private readonly takenMs = new Map<string, number[]>();
  private phase = 'healthy';
  private isOver = false;
  private readonly work: Promise<void>;

  private constructor(
    private readonly stage: Stage,
    private readonly comment: () => Promise<number>,
  ) {
    this.work = this.measure();
  }

  static async begin(stage: Stage): Promise<Probe> {
    const [here, there] = stage.servers;
    const agent = (await stage.admin.hire({ role: 'agent', name: 'Probe' })).at(here?.url ?? '');
    const { id } = await agent.createTicket({ title: 'Timed' });
    const socket = await connect(there?.url ?? '', { token: agent.token, rooms: [`ticket:${id}`] });
    let arrived: ((id: string) => void) | undefined;
    socket.socket.on('comment.update', ({ data }: { data: { id: string } }) => arrived?.(data.id));
    return new Probe(stage, async () => {
      const seen = new Map<string, number>();
      let wanted: string | undefined;
      const push = new Promise<number>((resolve) => {
        arrived = (commentId) => {
          seen.set(commentId, performance.now());
          if (commentId === wanted) resolve(performance.now());
        };
      });
      const comment = await agent.comment(id);
      const answeredAt = performance.now();
      wanted = comment.id;
      return Math.max(0, (seen.get(wanted) ?? (await push)) - answeredAt);
    });
  }

  /** Times of pushes meanwhile stand under this name. */
  async through(phase: string, work: () => Promise<void>): Promise<void> {
    this.phase = phase;
    await work();
  }

  /** @throws Error when pushes were late */
  async end(): Promise<void> {
    this.isOver = true;
    await this.work;
    for (const [phase, times] of this.takenMs)
      this.stage.notes.push(`pushes through the other process, ${phase}: ${spread(times)}`);
    const all = [...this.takenMs.values()].flat();
    this.stage.notes.push(`all pushes through the other process: ${spread(all)}`);
    if (percentile(all, 0.99) > MAX_P99_MS)
      throw new Error(`The p99 of pushes was above ${MAX_P99_MS} ms: ${spread(all)}`);
  }

  private async measure(): Promise<void> {
    while (!this.isOver) {
      const { phase } = this;
      const times = this.takenMs.get(phase) ?? [];
      this.takenMs.set(phase, times);
      times.push(await this.comment());
      await delay(EVERY_MS);
    }
  }
}

function spread(times: readonly number[]): string {
  const [p50, p99, max] = [0.5, 0.99, 1].map((share) => Math.round(percentile(times, share)));
  return `p50 ${p50} ms, p99 ${p99} ms, at most ${max} ms (${times.length})`;
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

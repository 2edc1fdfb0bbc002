import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'undici';
import type { ApplicationCommands, PartitionSizes, Person } from '../processes/application.js';
import type { Spent } from '../harness.js';
import { Child } from './child.js';
import { treeCpuMs } from './system-usage.js';

const LOOK_EVERY_MS = 2;

interface DatabaseOptions {
  postgresFlags?: string[];
  partitions?: PartitionSizes;
}

/** A running application in a process of its own, and a pool of connections to it. */
export class Stage {
  private constructor(
    readonly application: Child<ApplicationCommands>,
    readonly url: string,
    readonly databaseUrl: string,
    private readonly postgresPid: number,
    readonly pool: Pool,
  ) {}

  static async open(
    environment: Record<string, string> = {},
    { connections = 20, ...database }: { connections?: number } & DatabaseOptions = {},
  ): Promise<Stage> {
    // At `info` it logs as in production, thousands of lines a second, which nobody here reads.
    const isSilent = environment['LOG_LEVEL'] === 'info';
    const application = Child.start<ApplicationCommands>('processes/application.ts', { isSilent, environment });
    const { url, databaseUrl, postgresPid } = await application.ask('open', { environment, ...database });
    return new Stage(application, url, databaseUrl, postgresPid, new Pool(url, { connections }));
  }

  /** For a row: whatever happens, nothing is left running. */
  static async with<T>(work: (stage: Stage) => Promise<T>, environment: Record<string, string> = {}): Promise<T> {
    const stage = await Stage.open(environment);
    try {
      return await work(stage);
    } finally {
      await stage.close();
    }
  }

  readonly spent = async (): Promise<Spent> => ({
    applicationMs: await this.application.ask('cpuMs'),
    ...(await this.ofDatabase()),
  });

  /** Of a process that works with a database of its own beside the application's. */
  spentBy(process: Child<{ cpuMs: () => number }>): () => Promise<Spent> {
    return async () => ({ applicationMs: await process.ask('cpuMs'), ...(await this.ofDatabase()) });
  }

  /** One more database of the same server. @returns its URL */
  async database(name: string): Promise<string> {
    await this.application.ask('query', `CREATE DATABASE ${name}`);
    const url = new URL(this.databaseUrl);
    url.pathname = `/${name}`;
    return url.href;
  }

  /** @throws Error unless it is a success */
  async call<T = { id: string }>(person: Person, route: string, body?: unknown): Promise<T> {
    const [method = '', path = ''] = route.split(' ');
    const { statusCode, body: answer } = await this.pool.request({
      path,
      method,
      headers: { authorization: `Bearer ${person.token}`, ...(body !== undefined && JSON_CONTENT) },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await answer.text();
    if (statusCode >= 300) throw new Error(`${route}: ${statusCode} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  /** A ticket of `requester`, assigned to `agent`: no one else is notified of its comments. */
  async ticket(requester: Person, agent: Person): Promise<string> {
    const { id } = await this.call(requester, 'POST /api/tickets', { title: 'The printer is on fire' });
    await this.call(agent, `PATCH /api/tickets/${id}`, { assignee_id: agent.id });
    return id;
  }

  /** Everything that was recorded has its place in the log. @returns how long that took, in ms */
  async dispatched(): Promise<number> {
    return this.empty('event_queue');
  }

  async empty(fromAndWhere: string): Promise<number> {
    const startedAt = performance.now();
    const sql = `SELECT EXISTS (SELECT FROM ${fromAndWhere}) AS waits`;
    while ((await this.application.ask('query', sql))[0]?.['waits'] === true) {
      await delay(LOOK_EVERY_MS);
    }
    return performance.now() - startedAt;
  }

  async count(fromAndWhere: string): Promise<number> {
    const [row] = await this.application.ask('query', `SELECT count(*)::int AS count FROM ${fromAndWhere}`);
    return Number(row?.['count']);
  }

  private async ofDatabase(): Promise<Omit<Spent, 'applicationMs'>> {
    const databaseMs = await treeCpuMs(this.postgresPid);
    const [row] = await this.application.ask('query', `SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn AS bytes`);
    return { databaseMs, walBytes: Number(row?.['bytes']) };
  }

  async close(): Promise<void> {
    await this.pool.destroy();
    try {
      await this.application.ask('close');
    } finally {
      await this.application.stop();
    }
  }
}

const JSON_CONTENT = { 'content-type': 'application/json' };

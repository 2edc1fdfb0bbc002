import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Person } from '../processes/application.js';
import { giveWebhooks } from './audience.js';
import type { Stage } from './stage.js';

/** How an endpoint behaves. `dead`: nothing listens there any more. */
export type Manner = 'well' | 'dead' | 'hanging' | 'slow';

const SLOW_MS = 2_000;
const EVERY_MS = 40;
const DRAIN_MS = 30_000;

/**
 * People with an endpoint each, who watch one ticket, so that a comment goes to all of them. The receivers are in this process,
 * which has nothing else to do: all times are of one clock.
 */
export class Neighbourhood {
  private readonly servers: Server[] = [];
  private readonly manners = new Map<number, Manner>();
  private readonly kept = new Set<ServerResponse>();
  /** Of the comment under way, at the endpoints that behave. */
  private onArrival: (index: number) => void = () => undefined;

  private constructor(
    private readonly stage: Stage,
    private readonly agent: Person,
    readonly people: readonly Person[],
    private readonly ticketId: string,
  ) {}

  static async open(stage: Stage, count: number): Promise<Neighbourhood> {
    const [agent] = await stage.application.ask('hire', { role: 'agent', count: 1 });
    if (agent === undefined) throw new Error('The desk has no staff.');
    const people = await stage.application.ask('hire', { role: 'agent', count });
    const place = new Neighbourhood(stage, agent, people, await stage.ticket(agent, agent));
    const urls = await Promise.all(people.map((_, index) => place.listen(index)));
    await giveWebhooks(stage, people, urls);
    await stage.application.ask(
      'query',
      `INSERT INTO ticket_watchers (ticket_id, user_id)
       SELECT '${place.ticketId}'::uuid, u FROM unnest('{${people.map(({ id }) => id).join()}}'::uuid[]) u`,
    );
    return place;
  }

  async behave(index: number, manner: Manner): Promise<void> {
    this.manners.set(index, manner);
    if (manner !== 'dead') return;
    const server = this.servers[index];
    server?.closeAllConnections();
    await new Promise((resolve) => server?.close(resolve));
  }

  /**
   * Comments at a steady pace.
   *
   * @returns of each delivery to an endpoint from `from` on, the time from the 201 to its arrival, in ms
   */
  async latencies(comments: number, from: number): Promise<number[]> {
    const latencies: number[] = [];
    for (let count = 0; count < comments; count += 1) {
      const nextAt = performance.now() + EVERY_MS;
      await this.comment(latencies, from);
      await delay(Math.max(0, nextAt - performance.now()));
    }
    return latencies;
  }

  async close(): Promise<void> {
    await this.stage.application.ask('send', false);
    for (const response of this.kept) response.destroy();
    for (const server of this.servers) {
      server.closeAllConnections();
      server.close();
    }
  }

  private async comment(latencies: number[], from: number): Promise<void> {
    const expected = this.people.length - from;
    const arrivedAt: number[] = [];
    const all = new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${arrivedAt.length} of ${expected} arrived`)), DRAIN_MS);
      this.onArrival = (index) => {
        if (index < from) return;
        arrivedAt.push(performance.now());
        if (arrivedAt.length < expected) return;
        clearTimeout(timer);
        resolve();
      };
    });
    await this.stage.call(this.agent, `POST /api/tickets/${this.ticketId}/comments`, { content: 'Is it plugged in?' });
    const answeredAt = performance.now();
    await all;
    latencies.push(...arrivedAt.map((at) => Math.max(0, at - answeredAt)));
  }

  private async listen(index: number): Promise<string> {
    const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
      const manner = this.manners.get(index) ?? 'well';
      this.onArrival(index);
      request.resume().on('end', () => {
        if (manner === 'well') return response.end();
        this.kept.add(response);
        response.on('close', () => this.kept.delete(response));
        if (manner === 'slow') setTimeout(() => response.end(), SLOW_MS).unref();
        return undefined;
      });
    });
    this.servers[index] = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  }
}

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { percentile, type Finding, type Row, type RowOptions, type RowResult } from '../harness.js';
import type { Person } from '../processes/application.js';
import { giveWebhooks } from '../support/audience.js';
import { allSent } from '../support/delivery-tables.js';
import { RawSocket } from '../support/raw-socket.js';
import { Stage } from '../support/stage.js';

/** Long enough that dispatcher and worker have nothing to do. */
const REST_MS = 25;
const NOTIFICATION = Buffer.from('42["notification"');
const READY = Buffer.from('42["ready"');

export const idleLatency: Row = {
  name: 'idle-latency',
  title: 'Idle: from 201 to the socket push and to the webhook',
  run: (options) => Stage.with((stage) => run(stage, options)),
};

async function run(stage: Stage, { samples, warmUp }: RowOptions): Promise<RowResult> {
  const [agent] = await stage.application.ask('hire', { role: 'agent', count: 1 });
  const [requester] = await stage.application.ask('hire', { role: 'user', count: 1 });
  if (agent === undefined || requester === undefined) throw new Error('The desk has no staff.');
  const ticketId = await stage.ticket(requester, agent);
  const pushes = new Arrivals();
  const socket = await listen(stage.url, requester, () => pushes.arrived());
  const posts = new Arrivals();
  const receiver = await receive(stage, requester, () => posts.arrived());
  const comment = () => stage.call(agent, `POST /api/tickets/${ticketId}/comments`, { content: 'Is it plugged in?' });
  const warmUpEach = async () => {
    for (let count = 0; count < warmUp / 10; count += 1) await comment();
  };
  await Promise.all(Array.from({ length: 10 }, warmUpEach));
  await stage.dispatched();
  await allSent(stage);
  const answersMs: number[] = [];
  const pushesMs: number[] = [];
  const postsMs: number[] = [];
  for (let count = 0; count < samples; count += 1) {
    await delay(REST_MS);
    const [push, post] = [pushes.next(), posts.next()];
    const sentAt = performance.now();
    await comment();
    const answeredAt = performance.now();
    answersMs.push(answeredAt - sentAt);
    pushesMs.push(Math.max(0, (await push) - answeredAt));
    postsMs.push(Math.max(0, (await post) - answeredAt));
  }
  socket.close();
  receiver.closeAllConnections();
  receiver.close();
  return {
    findings: [
      ...latency('201 -> socket push', pushesMs, [3, 15]),
      ...latency('201 -> webhook received', postsMs, [4, 20]),
      ...latency('POST -> 201', answersMs),
    ],
  };
}

/** In this process, which has nothing else to do, so that all times are of one clock. */
async function receive(stage: Stage, person: Person, onPost: () => void): Promise<Server> {
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    onPost();
    request.resume().on('end', () => response.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  await giveWebhooks(stage, [person], [url]);
  return server;
}

function latency(what: string, values: readonly number[], [p50, p99]: readonly number[] = []): Finding[] {
  return [
    { what: `${what}, p50`, value: percentile(values, 0.5), unit: 'ms', atMost: p50 },
    { what: `${what}, p99`, value: percentile(values, 0.99), unit: 'ms', atMost: p99 },
  ];
}

/** When the next thing came, on the clock of `performance.now()`. */
class Arrivals {
  private waiting: ((at: number) => void) | undefined;

  next(): Promise<number> {
    return new Promise((resolve) => {
      this.waiting = resolve;
    });
  }

  arrived(): void {
    this.waiting?.(performance.now());
    this.waiting = undefined;
  }
}

/** Resolves when it is live. */
async function listen(url: string, person: Person, onNotification: () => void): Promise<RawSocket> {
  return new Promise((resolve) => {
    const socket: RawSocket = RawSocket.open(url, { token: person.token }, (packet) => {
      if (packet.subarray(0, NOTIFICATION.length).equals(NOTIFICATION)) onNotification();
      else if (packet.subarray(0, READY.length).equals(READY)) resolve(socket);
    });
  });
}

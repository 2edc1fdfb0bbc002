import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Person } from '../processes/application.js';
import { giveWebhooks } from './audience.js';
import { RawSocket } from './raw-socket.js';
import type { Stage } from './stage.js';

const NOTIFICATION = Buffer.from('42["notification"');
const READY = Buffer.from('42["ready"');
const GIVE_UP_MS = 30_000;

/** All in ms. What has not come within 30 s is lost: not a number. */
export interface Measured {
  answer: number;
  /** From the end of the answer, 0 when it came before. */
  push: number;
  post: number;
}

/**
 * One person with a socket and a webhook in this process, so that all times are of one clock. The process should have
 * little else to do.
 */
export class Probe {
  private constructor(
    private readonly pushes: Arrivals,
    private readonly posts: Arrivals,
    private readonly socket: RawSocket,
    private readonly receiver: Server,
  ) {}

  static async open(stage: Stage, person: Person): Promise<Probe> {
    const [pushes, posts] = [new Arrivals(), new Arrivals()];
    const socket = await listen(stage.url, person, () => pushes.arrived());
    return new Probe(pushes, posts, socket, await receive(stage, person, () => posts.arrived()));
  }

  /** @param write leads to one notification of the person; resolves when it is answered */
  async measure(write: () => Promise<unknown>): Promise<Measured> {
    const [push, post] = [this.pushes.next(), this.posts.next()];
    const sentAt = performance.now();
    await write();
    const answeredAt = performance.now();
    return {
      answer: answeredAt - sentAt,
      push: Math.max(0, (await push) - answeredAt),
      post: Math.max(0, (await post) - answeredAt),
    };
  }

  close(): void {
    this.socket.close();
    this.receiver.closeAllConnections();
    this.receiver.close();
  }
}

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

/** When the next thing came, on the clock of `performance.now()`. */
class Arrivals {
  private waiting: ((at: number) => void) | undefined;

  next(): Promise<number> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, GIVE_UP_MS, Number.NaN);
      this.waiting = (at) => {
        clearTimeout(timer);
        resolve(at);
      };
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

import { setTimeout as delay } from 'node:timers/promises';
import { RawSocket } from '../support/raw-socket.js';
import { serve } from '../support/child.js';

export interface Crowd {
  name: string;
  url: string;
  auth?: object;
  /** Instead of `auth`: of several people, in turn. */
  auths?: readonly object[];
  count: number;
  /** The message that is counted. */
  message: string;
  /** It is there when the server has said so; of a bare server, when it has accepted it. */
  waitsForReady: boolean;
}

interface Return {
  name: string;
  url: string;
  auths: readonly object[];
  replays: boolean;
}

interface Counted {
  sockets: RawSocket[];
  total: number;
  last: Buffer;
  waiting: { total: number; resolve: () => void }[];
}

const AT_ONCE = 50;
const GIVE_UP_MS = 60_000;
const READY = Buffer.from('42["ready"');
const REPLAYED = Buffer.from('42["replayed"');
const ACCEPTED = Buffer.from('40');
const REFUSED = Buffer.from('44');
const crowds = new Map<string, Counted>();

function crowd(name: string): Counted {
  const found = crowds.get(name) ?? { sockets: [], total: 0, last: Buffer.alloc(0), waiting: [] };
  crowds.set(name, found);
  return found;
}

function join(options: Crowd, counted: Counted): Promise<void> {
  const awaited = options.waitsForReady ? READY : ACCEPTED;
  const wanted = Buffer.from(`42["${options.message}"`);
  return new Promise((resolve, reject) => {
    const socket = RawSocket.open(options.url, options.auth, (packet) => {
      if (startsWith(packet, wanted)) count(counted, packet);
      else if (startsWith(packet, awaited)) resolve();
      else if (startsWith(packet, REFUSED)) reject(new Error(packet.toString()));
    });
    counted.sockets.push(socket);
  });
}

function count(counted: Counted, packet: Buffer): void {
  counted.total += 1;
  counted.last = packet;
  const [first] = counted.waiting;
  if (first === undefined || counted.total < first.total) return;
  counted.waiting.shift();
  first.resolve();
}

function startsWith(packet: Buffer, prefix: Buffer): boolean {
  return packet.length >= prefix.length && packet.compare(prefix, 0, prefix.length, 0, prefix.length) === 0;
}

const commands = {
  async connect(options: Crowd): Promise<void> {
    const counted = crowd(options.name);
    for (let left = options.count; left > 0; left -= AT_ONCE) {
      const { auths, auth } = options;
      const authOf = (index: number) => auths?.[(left - index) % auths.length] ?? auth;
      const joining = Array.from({ length: Math.min(left, AT_ONCE) }, (_, index) =>
        join({ ...options, auth: authOf(index) }, counted),
      );
      await Promise.all(joining);
    }
  },
  /**
   * The whole crowd leaves, and comes back at once with a cursor.
   *
   * @param auths with `after`; each in turn
   * @param replays false: of a bare server, it is back when accepted
   * @returns ms from dialling until it is up to date, for each that was in time
   */
  async comeBack({ name, url, auths, replays }: Return): Promise<number[]> {
    const counted = crowd(name);
    const awaited = replays ? REPLAYED : ACCEPTED;
    const leaving = counted.sockets.splice(0);
    for (const socket of leaving) socket.close();
    const took: number[] = [];
    const startedAt = performance.now();
    const returned = leaving.map(
      (_, index) =>
        new Promise<void>((resolve) => {
          const socket = RawSocket.open(url, auths[index % auths.length], (packet) => {
            if (!startsWith(packet, awaited)) return;
            took.push(performance.now() - startedAt);
            resolve();
          });
          counted.sockets.push(socket);
        }),
    );
    await Promise.race([Promise.all(returned), delay(GIVE_UP_MS, undefined, { ref: false })]);
    return took;
  },
  /** Resolves when the crowd has had so many messages since it came. */
  reach({ name, total }: { name: string; total: number }): Promise<void> {
    const counted = crowd(name);
    if (counted.total >= total) return Promise.resolve();
    return new Promise((resolve) => counted.waiting.push({ total, resolve }));
  },
  /** How many came, and the last one as it came. */
  state(name: string): { total: number; last: string } {
    const { total, last } = crowd(name);
    return { total, last: last.toString() };
  },
};
export type SocketCommands = typeof commands;

serve(commands);

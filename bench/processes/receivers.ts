import { createServer, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { serve } from '../support/child.js';

interface Receiver {
  server: Server;
  total: number;
}

/** All that were opened for one sender. */
interface Group {
  total: number;
  /** By `webhook-id`: a delivery that was sent twice is one delivery. Kept for every group, since it takes its time. */
  distinct: Set<unknown>;
}

interface Certificate {
  key: string;
  cert: string;
}

interface Waiting {
  from: number;
  total: number;
  resolve: () => void;
}

const receivers: Receiver[] = [];
/** Set: all that are opened from now on speak TLS. */
let certificate: Certificate | undefined;
const late = new Set<ServerResponse>();
let waiting: Waiting[] = [];
let lateMs = 0;
let lateOnes = 0;
let body = '';
const groups = new Map<string, Group>();
const OURS = 'ours';

/** Webhook receivers that take everything, count it and answer 200. */
const commands = {
  /** @returns a URL each; the first ones are those that `slowDown` means */
  async open(count: number): Promise<string[]> {
    return Promise.all(Array.from({ length: count }, (_, index) => openOne(OURS, index)));
  },
  /** For a sender that the application is compared with. */
  openBeside({ group, count }: { group: string; count: number }): Promise<string[]> {
    return Promise.all(Array.from({ length: count }, () => openOne(group)));
  },
  useTls(given: Certificate): void {
    certificate = given;
  },
  slowDown({ count, ms }: { count: number; ms: number }): void {
    lateOnes = count;
    lateMs = ms;
  },
  /** Requests that wait for a late answer get it now. */
  hurry(): void {
    lateOnes = 0;
    for (const response of late) response.end();
    late.clear();
  },
  /** Resolves when all from this one on have had so many together. */
  reach({ total, from = 0 }: { total: number; from?: number }): Promise<void> {
    if (count(from) >= total) return Promise.resolve();
    return new Promise((resolve) => waiting.push({ from, total, resolve }));
  },
  /** @returns also the first body that came */
  state(group = OURS): { total: number; distinct: number; body: string } {
    const { total, distinct } = groupOf(group);
    return { total, distinct: distinct.size, body };
  },
};
export type ReceiverCommands = typeof commands;

function groupOf(name: string): Group {
  const found = groups.get(name) ?? { total: 0, distinct: new Set() };
  groups.set(name, found);
  return found;
}

/** @param index left out: in no count but its group's */
async function openOne(groupName: string, index?: number): Promise<string> {
  const group = groupOf(groupName);
  const receiver: Receiver = { total: 0, server: createOne() };
  if (index !== undefined) receivers[index] = receiver;
  receiver.server.on('request', (request, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      receiver.total += 1;
      group.total += 1;
      group.distinct.add(request.headers['webhook-id']);
      if (body === '') body = Buffer.concat(chunks).toString();
      answer(index ?? lateOnes, response);
      settle();
    });
  });
  await new Promise<void>((resolve) => receiver.server.listen(0, '127.0.0.1', resolve));
  const { port } = receiver.server.address() as AddressInfo;
  return certificate === undefined ? `http://127.0.0.1:${port}/hook` : `https://localhost:${port}/hook`;
}

function createOne(): Server {
  const options = { keepAliveTimeout: 60_000 };
  return certificate === undefined ? createServer(options) : createTlsServer({ ...options, ...certificate });
}

function answer(index: number, response: ServerResponse): void {
  if (index >= lateOnes) {
    response.end();
    return;
  }
  late.add(response);
  setTimeout(() => {
    if (late.delete(response)) response.end();
  }, lateMs);
}

function settle(): void {
  if (waiting.length === 0) return;
  const reached = waiting.filter(({ from, total }) => count(from) >= total);
  if (reached.length === 0) return;
  waiting = waiting.filter((one) => !reached.includes(one));
  for (const { resolve } of reached) resolve();
}

function count(from: number): number {
  return receivers.slice(from).reduce((sum, { total }) => sum + total, 0);
}

serve(commands);

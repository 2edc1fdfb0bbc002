import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '../support/child.js';

interface Receiver {
  server: Server;
  total: number;
}

interface Waiting {
  from: number;
  total: number;
  resolve: () => void;
}

const receivers: Receiver[] = [];
const late = new Set<ServerResponse>();
let waiting: Waiting[] = [];
let lateMs = 0;
let lateOnes = 0;
let body = '';
/** By `webhook-id`: a delivery that was sent twice is one delivery. */
const distinct = new Set<unknown>();

/** Webhook receivers that take everything, count it and answer 200. */
const commands = {
  /** @returns a URL each; the first ones are those that `slowDown` means */
  async open(count: number): Promise<string[]> {
    return Promise.all(Array.from({ length: count }, (_, index) => openOne(index)));
  },
  /** One more, which no count has: for the bare loop. */
  openUncounted(): Promise<string> {
    return openOne(receivers.length, false);
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
  state(): { total: number; distinct: number; body: string } {
    return { total: count(0), distinct: distinct.size, body };
  },
};
export type ReceiverCommands = typeof commands;

async function openOne(index: number, isCounted = true): Promise<string> {
  const receiver: Receiver = { total: 0, server: createServer({ keepAliveTimeout: 60_000 }) };
  if (isCounted) receivers[index] = receiver;
  receiver.server.on('request', (request, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      receiver.total += 1;
      if (isCounted) distinct.add(request.headers['webhook-id']);
      if (body === '') body = Buffer.concat(chunks).toString();
      answer(index, response);
      settle();
    });
  });
  await new Promise<void>((resolve) => receiver.server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(receiver.server.address() as AddressInfo).port}/hook`;
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

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { serve } from '../support/child.js';

const http = createServer();
const io = new Server(http, { serveClient: false });
let takesTurns = true;
io.on('connection', (socket) => socket.join('room'));

/** Socket.IO as it comes: what any server on it costs. */
const commands = {
  async open(): Promise<{ url: string }> {
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    return { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}` };
  },
  async emit({ message, payload, times }: { message: string; payload: object; times: number }): Promise<void> {
    for (let count = 0; count < times; count += 1) {
      io.to('room').emit(message, payload);
      if (takesTurns) await new Promise((resolve) => setImmediate(resolve));
    }
  },
  takeTurns(wanted: boolean): void {
    takesTurns = wanted;
  },
  cpuMs,
  collect(): void {
    globalThis.gc?.();
  },
};
export type BareCommands = typeof commands;

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

serve(commands);

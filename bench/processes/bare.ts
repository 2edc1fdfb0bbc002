import { createHmac, createSecretKey, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { JwtService } from '@nestjs/jwt';
import { Server, type Socket } from 'socket.io';
import { Pool } from 'undici';
import { shareListening } from '../../src/common/http/shared-listening.js';
import type { Slice } from '../harness.js';
import { serve } from '../support/child.js';

const http = createServer();
const io = new Server(http, { serveClient: false });
const KEY = createSecretKey(Buffer.alloc(32, 7));
// As in the application: declared for texts and bytes, fast with a key object.
const jwt = new JwtService({ secret: KEY as unknown as Buffer });
let pool: Pool | undefined;
let takesTurns = true;
let posted = 0;
let connected = 0;
io.on('connection', (socket) => socket.join(['room', `room ${connected++}`]));

/** Socket.IO as it comes: what any server on it costs. */
const commands = {
  async open(): Promise<{ url: string }> {
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    return { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}` };
  },
  /** As `open`, for sockets that show a token. @returns the tokens too */
  async openSigned(people: number): Promise<{ url: string; tokens: string[] }> {
    io.use((socket, next) => void admit(socket, next));
    await new Promise<void>((resolve) => http.listen({ port: 0, host: '127.0.0.1', backlog: 16_384 }, resolve));
    await shareListening(http);
    const tokens = Array.from({ length: people }, () => jwt.sign({ sub: randomUUID(), sid: randomUUID() }));
    return { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, tokens };
  },
  async emit({ message, payload, times }: { message: string; payload: object; times: number }): Promise<void> {
    for (let count = 0; count < times; count += 1) {
      io.to('room').emit(message, payload);
      if (takesTurns) await new Promise((resolve) => setImmediate(resolve));
    }
  },
  /** One message to each socket in turn, each in a room of its own, a hundred in each turn of the loop. */
  async emitEach({ message, payload, times }: { message: string; payload: object; times: number }): Promise<void> {
    for (let count = 0; count < times; count += 1) {
      io.to(`room ${count % connected}`).emit(message, payload);
      if (count % 100 === 99) await new Promise((resolve) => setImmediate(resolve));
    }
  },
  /** Signed POSTs as fast as the receiver answers, nothing kept. */
  async post({ url, body, ms, connections, ca }: BareLoop): Promise<Slice> {
    const { origin, pathname } = new URL(url);
    pool ??= new Pool(origin, { connections, ...(ca !== undefined && { connect: { ca } }) });
    const startedAt = performance.now();
    const endsAt = startedAt + ms;
    const loop = { pool, path: pathname, body, endsAt };
    const counts = await Promise.all(Array.from({ length: connections }, () => postUntil(loop)));
    const operations = counts.reduce((sum, count) => sum + count, 0);
    return { operations, seconds: (performance.now() - startedAt) / 1000 };
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

/** As the application does for each socket, without the account. */
async function isSigned({ handshake }: Socket): Promise<boolean> {
  const { token } = handshake.auth as { token: string };
  try {
    await jwt.verifyAsync<object>(token, { algorithms: ['HS256'] });
    return true;
  } catch {
    return false;
  }
}

async function admit(socket: Socket, next: (error?: Error) => void): Promise<void> {
  next((await isSigned(socket)) ? undefined : new Error('The token is not valid.'));
}

interface BareLoop {
  url: string;
  body: string;
  ms: number;
  connections: number;
  ca?: string | undefined;
}

interface OneOfLoop {
  pool: Pool;
  path: string;
  body: string;
  endsAt: number;
}

async function postUntil({ pool, path, body, endsAt }: OneOfLoop): Promise<number> {
  let count = 0;
  while (performance.now() < endsAt) {
    const id = `msg_${(posted += 1)}`;
    const timestamp = Math.floor(Date.now() / 1000).toString();
    const signature = createHmac('sha256', KEY).update(`${id}.${timestamp}.${body}`).digest('base64');
    const headers = {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    };
    const response = await pool.request({ path, method: 'POST', headers, body });
    await response.body.dump();
    count += 1;
  }
  return count;
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

serve(commands);

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { shareListening } from '../../../src/common/http/shared-listening.js';
import { until } from '../../support/until.js';

const CONNECTIONS = 64;

let server: Server;
let port: number;
let clients: Socket[];

beforeEach(async () => {
  server = createServer((_, response) => response.end('here'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
  clients = [];
});
afterEach(() => {
  for (const client of clients) client.destroy();
  server.close();
});

function open(): Socket {
  const client = connect(port, '127.0.0.1');
  client.on('error', () => undefined);
  clients.push(client);
  return client;
}

/** @returns how many connections each turn of the event loop accepted, of those that came at once */
async function acceptedPerTurn(): Promise<number[]> {
  const accepted: Socket[] = [];
  server.on('connection', (socket) => accepted.push(socket));
  for (let n = 0; n < CONNECTIONS; n += 1) open();
  await Promise.all(clients.map((client) => once(client, 'connect')));
  const turns: number[] = [];
  while (accepted.length < CONNECTIONS) {
    const before = accepted.length;
    await turn();
    turns.push(accepted.length - before);
  }
  return turns;
}

describe('a server that shares its listening socket', () => {
  it('accepts up to 16 connections in a turn of the event loop', async () => {
    expect(await shareListening(server)).toBe(15);
    // What the turns before the last client was connected accepted is not counted here.
    const turns = await acceptedPerTurn();
    expect(turns.length).toBeLessThanOrEqual(CONNECTIONS / 16 + 1);
  });

  it('answers on every connection', async () => {
    await shareListening(server);
    const answers = await Promise.all(
      Array.from({ length: CONNECTIONS }, async () => (await fetch(`http://127.0.0.1:${port}/`)).text()),
    );
    expect(new Set(answers)).toEqual(new Set(['here']));
  });

  it('detects an idle connection, whichever handle accepted it', async () => {
    await shareListening(server);
    const idle = new Set<Socket>();
    server.setTimeout(20, (socket: Socket) => idle.add(socket));
    await acceptedPerTurn();
    await until(() => idle.size === CONNECTIONS);
  });

  it('closes as one: the port refuses connections, and close waits for all of them', async () => {
    await shareListening(server);
    await acceptedPerTurn();
    let isClosed = false;
    server.close(() => (isClosed = true));
    const [error] = (await once(open(), 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNREFUSED');
    const last = clients.shift();
    for (const client of clients) client.destroy();
    await turn();
    expect(isClosed).toBe(false);
    last?.destroy();
    await until(() => isClosed);
  });

  it('stops at once when it was closed meanwhile', async () => {
    const sharing = shareListening(server);
    server.close();
    await sharing;
    const [error] = (await once(open(), 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNREFUSED');
  });
});

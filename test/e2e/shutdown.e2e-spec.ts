import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, connect as dial, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createDatabase, type TestDatabase } from '../support/database/database.js';
import { Person } from '../support/people/person.js';
import { ADMIN, ServerProcess, stopServers } from '../support/servers/server-process.js';
import { closeSockets, connect } from '../support/sockets/socket.js';
import { StallingProxy } from '../support/network/stalling-proxy.js';
import { until } from '../support/until.js';

const STOP_MS = 10_000;

let database: TestDatabase;
const opened: Socket[] = [];
const closing: (() => void)[] = [];

beforeAll(async () => {
  database = await createDatabase();
});
afterEach(() => {
  closeSockets();
  for (const socket of opened.splice(0)) socket.destroy();
  for (const close of closing.splice(0)) close();
});
afterAll(async () => {
  await stopServers();
  await database.drop();
});

function raw(server: ServerProcess, text = ''): Socket {
  const socket = dial(server.port, '127.0.0.1');
  socket.on('error', () => undefined);
  if (text !== '') socket.write(text);
  opened.push(socket);
  return socket;
}

/** Accepts and says nothing. */
async function silentReceiver(): Promise<{ url: string; calls: () => number }> {
  let calls = 0;
  const receiver: Server = createServer((socket) => {
    opened.push(socket);
    socket.on('error', () => undefined);
    calls += 1;
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  closing.push(() => receiver.close());
  const address = receiver.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { url: `http://127.0.0.1:${address.port}/hook`, calls: () => calls };
}

/** Everything that a stranger, a client or a receiver can leave open. */
async function openEverything(server: ServerProcess, admin: Person): Promise<void> {
  const head = (route: string, more = '') =>
    `${route} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${admin.token}\r\n${more}\r\n`;
  raw(server);
  raw(server, 'GET /health/live HT');
  raw(server, head('POST /api/tickets', 'content-type: application/json\r\ncontent-length: 1000\r\n') + '{"title":');
  const receiver = await silentReceiver();
  const endpoint = await admin.call('POST /api/webhooks', {
    name: `Silent ${receiver.url}`,
    url: receiver.url,
    events: ['ticket.created'],
  });
  raw(server, head(`POST /api/webhooks/${endpoint.id}/test`, 'content-length: 0\r\n'));
  await until(() => receiver.calls() > 0);
  const event = JSON.stringify({ type: 'project.created', data: { name: 'x' } });
  const eventHead = `content-type: application/json\r\ncontent-length: ${event.length}\r\n`;
  raw(server, head('POST /api/events?wait=30s', eventHead) + event);
  await unreadDownload(server, admin, head);
  await connect(server.url, { token: admin.token, rooms: ['tickets'] });
  const handshake =
    'upgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n';
  const deaf = raw(server, `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nhost: x\r\n${handshake}\r\n`);
  await once(deaf, 'data');
  deaf.pause();
}

async function unreadDownload(server: ServerProcess, admin: Person, head: (route: string) => string): Promise<void> {
  const ticket = await admin.call('POST /api/tickets', { title: 'With a file' });
  const form = new FormData();
  form.append('file', new Blob(['a line of text\n'.repeat(1_000_000)], { type: 'text/plain' }), 'large.txt');
  const answer = await fetch(`${server.url}/api/tickets/${ticket.id}/attachments`, {
    method: 'POST',
    headers: { authorization: `Bearer ${admin.token}` },
    body: form,
  });
  const { id } = (await answer.json()) as { id: string };
  const download = raw(server, head(`GET /api/attachments/${id}/content`));
  await once(download, 'readable');
}

async function expectQuickExit(server: ServerProcess): Promise<void> {
  const began = performance.now();
  expect([await server.stop(), server.output]).toEqual([0, expect.anything()]);
  expect(performance.now() - began).toBeLessThan(STOP_MS);
}

describe('SIGTERM ends the process with 0 within ten seconds', () => {
  it('with everything open that a client or a receiver can leave open', async () => {
    const server = await ServerProcess.start({ databaseUrl: database.url });
    await openEverything(server, await Person.signIn(server.url, ADMIN.email, ADMIN.password));
    await expectQuickExit(server);
  }, 60_000);

  it('with the same, while the database does not respond', async () => {
    const proxy = await StallingProxy.start(database.url);
    closing.push(() => void proxy.stop());
    const server = await ServerProcess.start({ databaseUrl: proxy.url });
    await openEverything(server, await Person.signIn(server.url, ADMIN.email, ADMIN.password));
    proxy.stall();
    raw(server, 'GET /api/auth/me HTTP/1.1\r\nhost: x\r\n\r\n');
    await expectQuickExit(server);
  }, 60_000);

  it('with an embedded PostgreSQL, which stops, and starts again on its data', async () => {
    const server = await ServerProcess.start();
    const pid = Number(
      (await readFile(join(server.dataDir, 'postgres/cluster/postmaster.pid'), 'utf8')).split('\n')[0],
    );
    const children = execFileSync('ps', ['-o', 'pid=', '--ppid', `${pid}`], { encoding: 'utf8' });
    for (const id of [pid, ...children.split('\n').map(Number)]) if (id > 0) process.kill(id, 'SIGSTOP');
    await expectQuickExit(server);
    for (const id of children.split('\n').map(Number)) if (id > 0) resume(id);
    await server.start();
    expect(await server.stop()).toBe(0);
  }, 120_000);
});

function resume(pid: number): void {
  try {
    process.kill(pid, 'SIGCONT');
  } catch {
    // It has ended.
  }
}

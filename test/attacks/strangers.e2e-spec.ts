import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Json } from '../support/sockets/socket.js';
import { until } from '../support/until.js';
import { AttackedServer, stopAttack } from './support/attacked-server.js';
import type { Attacker } from './support/attacker.js';
import { HostileReceiver } from './support/hostile-receiver.js';

const STOP_MS = 10_000;
const HEAD = 'POST /api/auth/login HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n';

let attacked: AttackedServer;
let user: Attacker;
let silent: HostileReceiver;

beforeAll(async () => {
  attacked = await AttackedServer.start();
  user = await attacked.attacker();
  silent = await HostileReceiver.open(() => undefined);
}, 60_000);
afterAll(async () => {
  await stopAttack();
  await silent.close();
});

/** Everything that lets a stranger decide how long a connection stays, a few of each. */
const LINGERING: Record<string, () => unknown> = {
  'a bare connection': () => user.open(),
  'half a request line': () => user.open('GET /api/tick'),
  'headers without an end': () => user.open('GET /health/live HTTP/1.1\r\nhost: x\r\nx-slow: 1\r\n'),
  'a body that never comes': () => user.open(`${HEAD}content-length: 1000\r\n\r\n`),
  'a chunked body without an end': () => user.open(`${HEAD}transfer-encoding: chunked\r\n\r\n5\r\n{"a":`),
  'an upload that stands still': () =>
    user.open(
      `POST /api/tickets/${ticketId}/attachments HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${user.token}\r\n` +
        'content-type: multipart/form-data; boundary=b\r\ncontent-length: 5000\r\n\r\n--b\r\n',
    ),
  'a download that is not read': () => {
    const socket = user.open(
      `GET /api/attachments/${attachmentId}/content HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${user.token}\r\n\r\n`,
    );
    socket.pause();
  },
  'a WebSocket that never signs in': () =>
    user.open(
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade\r\n' +
        'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-version: 13\r\n\r\n',
    ),
  'an upgrade to something else': () =>
    user.open('GET / HTTP/1.1\r\nhost: x\r\nupgrade: h2c\r\nconnection: upgrade\r\n\r\n'),
  'a long poll': () => user.open('GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nhost: x\r\n\r\n'),
  'an event with wait=30s': () => {
    const body = { type: 'project.created', user_id: user.id, data: {} };
    void user.statusOf('POST /api/events?wait=30s', { body, timeoutMs: 60_000 });
  },
  'a test of a receiver that is silent': () => {
    void user.statusOf(`POST /api/webhooks/${webhookId}/test`, { body: {}, timeoutMs: 60_000 });
  },
};
let ticketId: string;
let attachmentId: string;
let webhookId: string;

beforeAll(async () => {
  ({ id: ticketId } = await user.must('POST /api/tickets', { body: { title: 'Files' } }));
  attachmentId = await upload(20_000_000);
  const body = { url: silent.url, events: ['project.created'] };
  ({ id: webhookId } = await user.must('POST /api/webhooks', { body }));
});

async function upload(bytes: number): Promise<string> {
  const head =
    '--b\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\ncontent-type: text/plain\r\n\r\n';
  const body = Buffer.from(`${head}${'x'.repeat(bytes)}\r\n--b--\r\n`);
  const headers = { 'content-type': 'multipart/form-data; boundary=b' };
  const answer: Json = await user.must(`POST /api/tickets/${ticketId}/attachments`, { body, headers });
  return answer.id;
}

describe('unauthenticated connections that are slow', () => {
  it('delay no other work when there are fifteen of each kind', async () => {
    await attacked.unharmedBy('strangers', async () => {
      for (let n = 0; n < 15; n += 1) for (const linger of Object.values(LINGERING)) await linger();
    });
  });

  it('are closed when a WebSocket never signs in', async () => {
    const socket = user.open(
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade\r\n' +
        'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-version: 13\r\n\r\n',
    );
    const closed = once(socket, 'close');
    socket.resume();
    await Promise.race([
      closed,
      new Promise((_, reject) => setTimeout(() => reject(new Error('still open')), 15_000).unref()),
    ]);
  }, 30_000);

  it('do not keep SIGTERM from ending the process with 0 within ten seconds', async () => {
    for (const linger of Object.values(LINGERING)) await linger();
    await until(() => silent.requests > 0);
    const startedAt = performance.now();
    const code = await attacked.server.stop();
    const ms = performance.now() - startedAt;
    process.stdout.write(`  ended after ${Math.round(ms)} ms\n`);
    expect(code).toBe(0);
    expect(ms).toBeLessThan(STOP_MS);
  }, 60_000);
});

import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Json } from '../support/sockets/socket.js';
import { until } from '../support/until.js';
import { AttackedServer, stopAttack } from './support/attacked-server.js';
import type { Attacker } from './support/attacker.js';
import { HostileReceiver, type Answering } from './support/hostile-receiver.js';

const OK = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';
const BOMB = gzipSync(Buffer.alloc(200 * 1024 * 1024));
const HOUR_MS = 3_600_000;

const HOSTILE: Record<string, Answering> = {
  silence: () => undefined,
  'a reset': (socket) => socket.resetAndDestroy(),
  'a close without an answer': (socket) => socket.destroy(),
  'bytes that are no HTTP': (socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'),
  'interim answers for ever': (socket) => every(socket, () => 'HTTP/1.1 102 Processing\r\n\r\n'),
  'a header for ever': (socket) => every(socket, () => 'x'.repeat(1_000), 'HTTP/1.1 200 OK\r\nx-long: '),
  'a body for ever': (socket) => every(socket, () => 'x', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n'),
  'a body of a gigabyte': (socket) =>
    every(socket, () => 'x'.repeat(60_000), 'HTTP/1.1 200 OK\r\ncontent-length: 1000000000\r\n\r\n'),
  'a gzip bomb': (socket) => {
    socket.write(`HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${BOMB.length}\r\n\r\n`);
    socket.write(BOMB);
  },
  'a switch of protocols': (socket) => socket.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\n\r\n'),
  'two answers to one request': (socket) => socket.write(OK + OK + OK),
  'a redirect to itself': (socket) => socket.end('HTTP/1.1 307 x\r\nlocation: /hook\r\ncontent-length: 0\r\n\r\n'),
};

/** What a receiver may say about waiting, and whether the server has to wait longer than its own schedule. */
const RETRY_AFTER = [
  '0',
  '-1',
  'NaN',
  '1e300',
  'Infinity',
  '99999999999999',
  'Thu, 01 Jan 1970 00:00:00 GMT',
  '',
  'soon',
];

let attacked: AttackedServer;
let owner: Attacker;
const receivers: HostileReceiver[] = [];

beforeAll(async () => {
  attacked = await AttackedServer.start();
  owner = await attacked.attacker();
}, 60_000);
afterAll(async () => {
  await stopAttack();
  for (const receiver of receivers) await receiver.close();
});

async function receiver(answer: Answering): Promise<HostileReceiver> {
  const opened = await HostileReceiver.open(answer);
  receivers.push(opened);
  return opened;
}

function endpoint(url: string, name: string, fields: Json = {}): Promise<Json> {
  return owner.must('POST /api/webhooks', { body: { url, name, events: ['project.created'], ...fields } });
}

function postEvent(data: Json = {}): Promise<Json> {
  return owner.must('POST /api/events', { body: { type: 'project.created', user_id: owner.id, data } });
}

async function firstDelivery(id: string, isDone: (delivery: Json) => boolean): Promise<Json> {
  let [delivery]: Json[] = [];
  await until(
    async () => {
      [delivery] = (await owner.must(`GET /api/webhooks/${id}/deliveries`)).items;
      return delivery !== undefined && isDone(delivery);
    },
    { describe: () => delivery },
  );
  return delivery;
}

describe('receivers that misbehave', () => {
  it('together delay no other delivery, and memory stays bounded', async () => {
    for (const [name, answer] of Object.entries(HOSTILE)) await endpoint((await receiver(answer)).url, name);
    const most = await attacked.growthMiB(() =>
      attacked.unharmedBy(
        'receivers',
        async () => {
          for (let n = 0; n < 40; n += 1) await postEvent({ n, text: 'x'.repeat(1_000) });
        },
        6_000,
      ),
    );
    expect(most).toBeLessThan(300);
    for (const { id } of (await owner.must('GET /api/webhooks')).items) await owner.must(`DELETE /api/webhooks/${id}`);
  });

  it('that send an unrequested 100 Continue before a success have succeeded', async () => {
    const polite = await receiver((socket) => socket.write(`HTTP/1.1 100 Continue\r\n\r\n${OK}`));
    const { id } = await endpoint(polite.url, 'continue');
    await postEvent();
    const delivery = await firstDelivery(id, ({ attempts }) => attempts > 0);
    expect([delivery.status, delivery.attempts, polite.requests]).toEqual(['success', 1, 1]);
    await owner.must(`DELETE /api/webhooks/${id}`);
  });

  it('that answer 204 with a Content-Length have succeeded', async () => {
    const odd = await receiver((socket) => socket.write('HTTP/1.1 204 No Content\r\ncontent-length: 5\r\n\r\n'));
    const { id } = await endpoint(odd.url, 'no content');
    await postEvent();
    const delivery = await firstDelivery(id, ({ attempts }) => attempts > 0);
    expect([delivery.status, delivery.attempts, odd.requests]).toEqual(['success', 1, 1]);
    await owner.must(`DELETE /api/webhooks/${id}`);
  });

  it.each([
    ['a reset', (socket) => socket.resetAndDestroy()],
    ['a 408', (socket) => socket.end('HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n')],
  ] as [string, (socket: Socket) => void][])(
    'that send %s on a kept connection cost no attempt',
    async (name, answer) => {
      // The second request of every connection fails: on a fresh one it would have been answered.
      const idle = await receiver((socket, count) => (count === 1 ? socket.write(OK) : answer(socket)));
      const { id } = await endpoint(idle.url, name);
      await postEvent({ id: 'first' });
      await firstDelivery(id, ({ status }) => status === 'success');
      await postEvent({ id: 'second' });
      await until(async () => (await owner.must(`GET /api/webhooks/${id}/deliveries`)).items.length === 2);
      const second = await firstDelivery(id, ({ attempts }) => attempts > 0);
      expect([second.status, second.attempts]).toEqual(['success', 1]);
      await owner.must(`DELETE /api/webhooks/${id}`);
    },
  );

  it.each([429, 503])(
    'that answer %i with any Retry-After are retried after a second to an hour, plus jitter',
    async (status) => {
      const made: Json[] = [];
      for (const value of RETRY_AFTER) {
        const busy = await receiver((socket) =>
          socket.end(`HTTP/1.1 ${status} Busy\r\nretry-after: ${value}\r\ncontent-length: 4\r\n\r\nbusy`),
        );
        made.push({ busy, ...(await endpoint(busy.url, `${status} ${value}`)) });
      }
      await attacked.unharmedBy(`receivers, ${status}`, () => postEvent(), 3_000);
      for (const { id, busy } of made) {
        const delivery = await firstDelivery(id, () => busy.requests > 0);
        // The first attempt and one a second after it, no more.
        expect(busy.requests).toBeLessThanOrEqual(6);
        const wait = Date.parse(delivery.next_attempt_at ?? new Date().toISOString()) - Date.now();
        expect(wait).toBeLessThanOrEqual(1.25 * HOUR_MS);
        await owner.must(`DELETE /api/webhooks/${id}`);
      }
    },
  );
});

/** Writes for ever, as long as the other side reads. */
function every(socket: Socket, text: () => string, first = ''): void {
  if (first !== '') socket.write(first);
  const timer = setInterval(() => socket.writableLength < 1_000_000 && socket.write(text()), 20);
  socket.on('close', () => clearInterval(timer));
}

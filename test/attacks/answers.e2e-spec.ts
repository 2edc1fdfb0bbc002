import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Json } from '../support/sockets/socket.js';
import { AttackedServer, stopAttack } from './support/attacked-server.js';
import type { Attacker } from './support/attacker.js';

let attacked: AttackedServer;
let user: Attacker;

beforeAll(async () => {
  attacked = await AttackedServer.start();
  user = await attacked.attacker();
}, 60_000);
afterAll(stopAttack);

/** Requests that fail below the routes: in the parser of HTTP, in the router, in the reader of bodies. */
const RAW: Record<string, () => string> = {
  'bad percent-encoding': () => get('/api/tickets/%E0%A4%A'),
  'bad percent-encoding in a query': () => get('/api/tickets?q=%E0%A4%A'),
  'an id of 3,000 characters': () => get(`/api/tickets/${'a'.repeat(3_000)}`),
  'a header of 40 kB': () => get('/api/tickets', `x-long: ${'x'.repeat(40_000)}\r\n`),
  'two lengths': () => post('/api/events', 'content-length: 2\r\ncontent-length: 3\r\n', '{}'),
  'a length and chunks': () => post('/api/events', 'content-length: 2\r\ntransfer-encoding: chunked\r\n', '{}'),
  'a length that is no number': () => post('/api/events', 'content-length: x\r\n', '{}'),
  'a method that does not exist': () => 'FETCH /api/tickets HTTP/1.1\r\nhost: x\r\n\r\n',
  'a header without a name': () => get('/api/tickets', ': x\r\n'),
  'a header with a NUL': () => get('/api/tickets', 'x-a: a\u0000b\r\n'),
  'no HTTP at all': () => 'hello\r\n\r\n',
  'a path with a NUL': () => get('/api/tickets/%00'),
  'a path of dots': () => get('/api/../../etc/passwd'),
  'no host': () => 'GET /api/tickets HTTP/1.1\r\n\r\n',
  'a length above every limit': () => post('/api/events', 'content-length: 99999999999\r\n', ''),
  'a type that does not exist': () => post('/api/events', 'content-type: nothing\r\ncontent-length: 2\r\n', '{}'),
  'a charset that does not exist': () =>
    post('/api/events', 'content-type: application/json; charset=klingon\r\ncontent-length: 2\r\n', '{}'),
  'an encoding that does not exist': () =>
    post('/api/events', 'content-type: application/json\r\ncontent-encoding: lzw\r\ncontent-length: 2\r\n', '{}'),
  'a multipart body without a boundary': () =>
    post(`/api/tickets/${NOBODY}/attachments`, 'content-type: multipart/form-data\r\ncontent-length: 2\r\n', '{}'),
};
const NOBODY = '00000000-0000-7000-8000-000000000000';
const TIMES = [
  '2026-W01-1',
  '2026-02-30T00:00:00Z',
  '2026-01-01',
  '2026-01-01T00:00:00',
  '1969-12-31T23:59:59Z',
  '-000001-01-01T00:00:00Z',
  '+275760-09-13T00:00:00.001Z',
  '1e400',
  'NaN',
  '',
  '٢٠٢٦',
];

describe('errors raised below the routes', () => {
  it.each(Object.entries(RAW))('%s is answered by problem+json with a 4xx', async (name, text) => {
    await attacked.unharmedBy(
      `answers, ${name}`,
      async () => {
        const { status, type, body } = await rawAnswer(text());
        expect(status).toBeGreaterThanOrEqual(400);
        expect(status).toBeLessThan(500);
        expect(type).toMatch(/^application\/problem\+json/);
        expect(JSON.parse(body)).toMatchObject({ status, code: expect.any(String), detail: expect.any(String) });
      },
      300,
    );
  });

  it('no spelling of a time causes a 500', async () => {
    const webhook: Json = await user.must('POST /api/webhooks', {
      body: { url: 'http://127.0.0.1:9/', events: ['*'] },
    });
    await attacked.unharmedBy('answers, times', async () => {
      for (const time of TIMES) {
        const query = encodeURIComponent(time);
        for (const route of [`GET /api/events?since=${query}`, `GET /api/tickets?cursor=${query}`]) {
          expect(await user.statusOf(route)).toBeLessThan(500);
        }
        const body = { since: time };
        expect(await user.statusOf(`POST /api/webhooks/${webhook.id}/recover`, { body })).toBeLessThan(500);
      }
    });
  });
});

function get(path: string, headers = ''): string {
  return `GET ${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${user.token}\r\nconnection: close\r\n${headers}\r\n`;
}

function post(path: string, headers: string, body: string): string {
  return `POST ${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${user.token}\r\nconnection: close\r\n${headers}\r\n${body}`;
}

async function rawAnswer(text: string): Promise<{ status: number; type: string; body: string }> {
  const socket = user.open(text);
  let answer = '';
  socket.on('data', (chunk: Buffer) => {
    answer += chunk.toString();
    // Some answers leave the connection open.
    if (isWhole(answer)) socket.end();
  });
  await Promise.race([
    once(socket, 'close'),
    new Promise((_, reject) => setTimeout(() => reject(new Error(`no whole answer: ${answer}`)), 8_000).unref()),
  ]);
  const [head = '', body = ''] = answer.split(/\r\n\r\n([\s\S]*)/);
  return {
    status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1]),
    type: /^content-type: (.*)$/im.exec(head)?.[1] ?? '',
    body,
  };
}

function isWhole(answer: string): boolean {
  const end = answer.indexOf('\r\n\r\n');
  const length = Number(/^content-length: (\d+)/im.exec(answer)?.[1] ?? Number.NaN);
  return end >= 0 && Buffer.byteLength(answer.slice(end + 4)) >= length;
}

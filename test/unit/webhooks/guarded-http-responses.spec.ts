import type { Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AllowedNetworks } from '../../../src/webhooks/http/address-policy.js';
import { GuardedHttp } from '../../../src/webhooks/http/guarded-http.js';
import type { PostOutcome } from '../../../src/webhooks/http/post-outcome.js';
import { selfSigned } from './self-signed.js';
import { eventually, httpAnswer, TcpReceiver } from './tcp-receiver.js';

const ENDLESS = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n';

/** undici lends a connection again one turn of the event loop after a response has ended. */
async function connectionIsFree(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

describe('a webhook response', () => {
  let http: GuardedHttp;
  const receivers: TcpReceiver[] = [];

  beforeEach(() => {
    http = new GuardedHttp({ allowed: AllowedNetworks.parse(['127.0.0.1']) });
  });

  afterEach(async () => {
    await http.close();
    await Promise.all(receivers.splice(0).map((receiver) => receiver.stop()));
  });

  async function receive(answer: (socket: Socket, request: string) => void): Promise<TcpReceiver> {
    const receiver = await TcpReceiver.start(answer);
    receivers.push(receiver);
    return receiver;
  }

  function post(receiver: { port: number }, timeoutMs = 5_000): Promise<PostOutcome> {
    const url = `http://127.0.0.1:${receiver.port}/hook?a=1`;
    return http.postAndWait({ url, headers: ['content-type', 'application/json'], body: '{"é":1}', timeoutMs });
  }

  it('has status, headers, body and timings, over a reused connection', async () => {
    let request = '';
    const receiver = await receive((socket, text) => {
      request += text;
      socket.write(httpAnswer(201, 'made', ['X-One: a', 'x-one: b', 'Retry-After: 3']));
    });
    const first = await post(receiver);
    expect(first).toMatchObject({ ok: true, status: 201, body: 'made' });
    if (!first.ok) throw new Error(first.reason);
    expect(first.headers).toEqual({ 'content-length': '4', 'x-one': 'a, b', 'retry-after': '3' });
    expect(first.timings.connectMs).toBeGreaterThan(0);
    expect(first.timings.totalMs).toBeGreaterThanOrEqual(first.timings.firstByteMs ?? Number.NaN);
    expect(request).toMatch(/^POST \/hook\?a=1 HTTP\/1\.1\r\nhost: 127\.0\.0\.1:\d+\r\n/);
    expect(request).toContain('content-length: 8\r\n');
    await connectionIsFree();
    const second = await post(receiver);
    expect(second.timings.connectMs).toBeUndefined();
    expect(receiver.connections).toBe(1);
  });

  it('of a redirect is not followed', async () => {
    const aim = await receive((socket) => socket.write(httpAnswer(200)));
    const receiver = await receive((socket) =>
      socket.write(httpAnswer(302, '', [`location: http://127.0.0.1:${aim.port}/`])),
    );
    expect(await post(receiver)).toMatchObject({ ok: true, status: 302 });
    expect(aim.connections).toBe(0);
  });

  it('that never arrives ends at the timeout, and the connection is closed', async () => {
    const receiver = await receive(() => undefined);
    const outcome = await post(receiver, 150);
    expect(outcome).toMatchObject({ ok: false, kind: 'timeout', code: 'timeout' });
    expect(outcome.timings.totalMs).toBeGreaterThanOrEqual(150);
    expect(outcome.timings.totalMs).toBeLessThan(1_000);
    await eventually(() => receiver.openSockets === 0);
  });

  it('does not block requests to another receiver', async () => {
    const hanging = await receive(() => undefined);
    const lively = await receive((socket) => socket.write(httpAnswer(200)));
    const stuck = Array.from({ length: 50 }, () => post(hanging, 400));
    expect(await post(lively, 300)).toMatchObject({ ok: true });
    for (const outcome of await Promise.all(stuck)) expect(outcome).toMatchObject({ kind: 'timeout' });
  });

  it('of 2xx that still trickles at the timeout fails; of 5xx it keeps its status', async () => {
    for (const [status, expected] of [
      [200, { ok: false, kind: 'timeout' }],
      [503, { ok: true, status: 503 }],
    ] as const) {
      const receiver = await receive((socket) => {
        socket.write(`HTTP/1.1 ${status} X\r\nretry-after: 9\r\ntransfer-encoding: chunked\r\n\r\n`);
        const timer = setInterval(() => socket.write('1\r\nx\r\n'), 10);
        socket.on('close', () => clearInterval(timer));
      });
      expect(await post(receiver, 150)).toMatchObject(expected);
      await eventually(() => receiver.openSockets === 0);
    }
  });

  it.each([200, 500])('of %i without end is read up to 64 KiB, then cut off', async (status) => {
    const piece = `4000\r\n${'x'.repeat(0x4000)}\r\n`;
    const receiver = await receive((socket) => {
      socket.write(ENDLESS.replace('200', String(status)));
      const flood = () => {
        while (!socket.destroyed && socket.write(piece));
      };
      socket.on('drain', flood);
      flood();
    });
    const outcome = await post(receiver);
    expect(outcome).toMatchObject({ ok: true, status, body: 'x'.repeat(10_000) });
    await eventually(() => receiver.openSockets === 0);
  });

  it('of exactly 64 KiB keeps its connection; of one byte more does not', async () => {
    let size = 65_536;
    const receiver = await receive((socket) => socket.write(httpAnswer(200, 'y'.repeat(size))));
    expect(await post(receiver)).toMatchObject({ ok: true });
    await connectionIsFree();
    expect(await post(receiver)).toMatchObject({ ok: true });
    expect(receiver.connections).toBe(1);
    size += 1;
    await connectionIsFree();
    expect(await post(receiver)).toMatchObject({ ok: true });
    await eventually(() => receiver.openSockets === 0);
  });

  it('has a body that PostgreSQL can store', async () => {
    const receiver = await receive((socket) => {
      const body = Buffer.concat([Buffer.from('a\0b'), Buffer.from([0xff, 0xed, 0xa0, 0x80]), Buffer.from('é🎉')]);
      socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n`);
      socket.write(body);
    });
    const outcome = await post(receiver);
    if (!outcome.ok) throw new Error(outcome.reason);
    expect(outcome.body).toMatch(/^a\uFFFDb\uFFFD+é🎉$/);
    const long = await receive((socket) => socket.write(httpAnswer(200, `x${'🎉'.repeat(6_000)}`)));
    const cut = await post(long);
    if (!cut.ok) throw new Error(cut.reason);
    expect(cut.body).toHaveLength(10_000);
    expect(cut.body.isWellFormed()).toBe(true);
  });

  it.each([
    [
      'informational responses first',
      'HTTP/1.1 102 P\r\n\r\nHTTP/1.1 103 E\r\nlink: </a>\r\n\r\n' + httpAnswer(200),
      200,
    ],
    ['an upgrade that is only offered', httpAnswer(200, '', ['connection: Upgrade', 'upgrade: h2c']), 200],
    ['no body', 'HTTP/1.1 204 No Content\r\n\r\n', 204],
    ['an unknown status', httpAnswer(299), 299],
  ])('with %s is accepted', async (_, bytes, status) => {
    const receiver = await receive((socket) => socket.write(bytes));
    expect(await post(receiver)).toMatchObject({ ok: true, status });
  });

  it.each([
    ['a reset', (socket: Socket) => socket.resetAndDestroy()],
    ['an end without an answer', (socket: Socket) => socket.end()],
    ['a reset within a 2xx', (socket: Socket) => socket.write(`${ENDLESS}2\r\nok\r\n`, () => socket.resetAndDestroy())],
    ['a body shorter than announced', (socket: Socket) => socket.end('HTTP/1.1 200 X\r\ncontent-length: 9\r\n\r\nok')],
    ['no HTTP', (socket: Socket) => socket.end('SSH-2.0-OpenSSH_9.9\r\n')],
    [
      'an upgrade nobody asked for',
      (s: Socket) => s.write('HTTP/1.1 101 S\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'),
    ],
    ['endless headers', (socket: Socket) => socket.write(`HTTP/1.1 200 OK\r\nx: ${'a'.repeat(100_000)}\r\n\r\n`)],
    ['many headers', (socket: Socket) => socket.write(`HTTP/1.1 200 OK\r\n${'x: aaaaaaaa\r\n'.repeat(9_000)}\r\n`)],
  ])('that is %s is a network failure, and the next request works', async (_, fail) => {
    let isBroken = true;
    const receiver = await receive((socket) => (isBroken ? fail(socket) : socket.write(httpAnswer(200))));
    expect(await post(receiver)).toMatchObject({ ok: false, kind: 'network', reason: expect.stringMatching(/\.$/) });
    isBroken = false;
    expect(await post(receiver)).toMatchObject({ ok: true });
  });

  it('cannot come from a closed port', async () => {
    const receiver = await TcpReceiver.start(() => undefined);
    const { port } = receiver;
    await receiver.stop();
    expect(await post({ port })).toMatchObject({ ok: false, kind: 'network', code: 'ECONNREFUSED' });
  });

  it('is refused over untrusted TLS', async () => {
    const server = createTlsServer(selfSigned(), (socket) => socket.end(httpAnswer(200)));
    server.on('tlsClientError', () => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const plain = await receive((socket) => socket.end('HTTP/1.1 400 Plain HTTP\r\n\r\n'));
    const outcomes = [address, plain].map((at) => {
      const port = typeof at === 'object' && at !== null ? at.port : 0;
      return http.postAndWait({ url: `https://127.0.0.1:${port}/`, headers: {}, body: '', timeoutMs: 2_000 });
    });
    const [untrusted, notTls] = await Promise.all(outcomes);
    expect(untrusted).toMatchObject({ ok: false, kind: 'network', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    expect(notTls).toMatchObject({ ok: false, kind: 'network', reason: expect.stringContaining('TLS') });
    await new Promise((resolve) => server.close(resolve));
  });

  it('that is pending when the client closes ends with code closed', async () => {
    const receiver = await receive(() => undefined);
    const waiting = post(receiver);
    await eventually(() => receiver.requests === 1);
    await http.close();
    expect(await waiting).toMatchObject({ ok: false, kind: 'network', code: 'closed' });
    expect(await post(receiver)).toMatchObject({ ok: false, code: 'closed' });
    await eventually(() => receiver.openSockets === 0);
  });
});

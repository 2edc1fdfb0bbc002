import type { LookupAddress } from 'node:dns';
import type { Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, describe, expect, it } from '@jest/globals';
import { AllowedNetworks } from '../../../src/webhooks/http/address-policy.js';
import { GuardedHttp, type GuardedHttpOptions } from '../../../src/webhooks/http/guarded-http.js';
import type { PostOutcome } from '../../../src/webhooks/http/post-outcome.js';
import { selfSigned } from './self-signed.js';
import { httpAnswer, TcpReceiver } from './tcp-receiver.js';

const CONTINUE = 'HTTP/1.1 100 Continue\r\n\r\n';
const EARLY_HINTS = 'HTTP/1.1 103 Early Hints\r\nlink: </style.css>\r\n\r\n';

/** undici lends a connection again one turn of the event loop after a response has ended. */
async function connectionIsFree(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** In pieces, each of which arrives on its own. */
async function writeInTurn(socket: Socket, pieces: readonly string[]): Promise<void> {
  socket.setNoDelay(true);
  for (const piece of pieces) {
    socket.write(piece);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('faults of a connection or a library are not blamed on the receiver', () => {
  let http: GuardedHttp;
  const receivers: TcpReceiver[] = [];

  afterEach(async () => {
    await http.close();
    await Promise.all(receivers.splice(0).map((receiver) => receiver.stop()));
  });

  function open(options: Partial<GuardedHttpOptions> = {}): void {
    http = new GuardedHttp({ allowed: AllowedNetworks.parse(['127.0.0.0/8']), ...options });
  }

  async function receive(answer: (socket: Socket, request: string) => void): Promise<TcpReceiver> {
    open();
    const receiver = await TcpReceiver.start(answer);
    receivers.push(receiver);
    return receiver;
  }

  function post({ port }: { port: number }, host = '127.0.0.1'): Promise<PostOutcome> {
    const url = `http://${host}:${port}/hook`;
    return http.postAndWait({ url, headers: [], body: '{}', timeoutMs: 5_000 });
  }

  /** The first request of each connection is answered; `later` says what becomes of the others. */
  function atFirst(later: (socket: Socket) => void): (socket: Socket) => void {
    const known = new WeakSet<Socket>();
    return (socket) => {
      if (known.has(socket)) return later(socket);
      known.add(socket);
      socket.write(httpAnswer(200, 'ok'));
    };
  }

  async function postOnKept(receiver: TcpReceiver): Promise<PostOutcome> {
    expect(await post(receiver)).toMatchObject({ ok: true, status: 200 });
    await connectionIsFree();
    expect(receiver.connections).toBe(1);
    return post(receiver);
  }

  it.each([
    ['in one piece with the answer', [CONTINUE + httpAnswer(201, 'made')]],
    ['before it', [CONTINUE, httpAnswer(201, 'made')]],
    ['byte by byte', [...CONTINUE.split(''), httpAnswer(201, 'made')]],
    [
      'several times, with others in between',
      [CONTINUE + EARLY_HINTS + CONTINUE, EARLY_HINTS, httpAnswer(201, 'made')],
    ],
    ['with headers', ['HTTP/1.1 100 Continue\r\nx-a: b\r\n\r\n', httpAnswer(201, 'made')]],
  ])('an unrequested 100 Continue that arrives %s is ignored', async (_, pieces) => {
    const receiver = await receive((socket) => void writeInTurn(socket, pieces));
    expect(await post(receiver)).toMatchObject({ ok: true, status: 201, body: 'made' });
    await connectionIsFree();
    // On a kept connection too.
    expect(await post(receiver)).toMatchObject({ ok: true, status: 201, body: 'made' });
    expect(receiver.connections).toBe(1);
  });

  it('a body that looks like a 100 Continue is kept as a body', async () => {
    const body = `${CONTINUE}${CONTINUE}`;
    const receiver = await receive((socket) => {
      void writeInTurn(socket, [httpAnswer(200, '', [`x-b: c`]).replace('length: 0', `length: ${body.length}`), body]);
    });
    expect(await post(receiver)).toMatchObject({ ok: true, status: 200, body });
  });

  it.each([
    ['without the body', 'HTTP/1.1 204 No Content\r\ncontent-length: 2\r\n\r\n'],
    ['with it', 'HTTP/1.1 204 No Content\r\ncontent-length: 2\r\n\r\nok'],
    ['with more than it', 'HTTP/1.1 204 No Content\r\ncontent-length: 2\r\n\r\nokay, and more'],
  ])('a 204 that promises a body is a success %s', async (_, answer) => {
    const receiver = await receive((socket) => socket.write(answer));
    for (let round = 0; round < 3; round += 1) expect(await post(receiver)).toMatchObject({ ok: true, status: 204 });
    expect(receiver.requests).toBe(3);
  });

  it.each<[string, (socket: Socket) => void]>([
    ['is reset', (socket) => socket.resetAndDestroy()],
    ['ends', (socket) => socket.end()],
    ['answers 408 and closes', (socket) => socket.end(httpAnswer(408, '', ['Connection: close']))],
    ['carries what an earlier answer left', (socket) => socket.end('stray bytes of before\r\n')],
  ])('a kept connection that %s as the request sets out is replaced at once', async (_, later) => {
    const receiver = await receive(atFirst(later));
    expect(await postOnKept(receiver)).toMatchObject({ ok: true, status: 200, body: 'ok' });
    expect(receiver.requests).toBe(3);
  });

  it('a request is repeated on one fresh connection only', async () => {
    let isDown = false;
    const receiver = await receive((socket) => {
      if (isDown) socket.resetAndDestroy();
      else socket.write(httpAnswer(200));
    });
    await post(receiver);
    await connectionIsFree();
    isDown = true;
    expect(await post(receiver)).toMatchObject({ ok: false, kind: 'network' });
    expect([receiver.connections, receiver.requests]).toEqual([2, 3]);
  });

  it('a fresh connection that breaks, or a 408 on one, is a fault of the receiver', async () => {
    const breaking = await receive((socket) => socket.resetAndDestroy());
    expect(await post(breaking)).toMatchObject({ ok: false, kind: 'network' });
    expect(breaking.requests).toBe(1);
    await http.close();
    const slow = await receive((socket) => socket.end(httpAnswer(408, '', ['connection: close'])));
    expect(await post(slow)).toMatchObject({ ok: true, status: 408 });
    expect(slow.requests).toBe(1);
  });

  it('a partial response, or a 408 on a connection that stays open, causes no repeat', async () => {
    const broken = await receive(atFirst((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-le')));
    expect(await postOnKept(broken)).toMatchObject({ ok: false });
    expect(broken.connections).toBe(1);
    await http.close();
    const patient = await receive(atFirst((socket) => socket.write(httpAnswer(408))));
    expect(await postOnKept(patient)).toMatchObject({ ok: true, status: 408 });
    expect(patient.connections).toBe(1);
  });

  it('the second connection gets only the remaining time', async () => {
    const known = new WeakSet<Socket>();
    let isSilent = false;
    const receiver = await receive((socket) => {
      if (known.has(socket)) {
        isSilent = true;
        socket.resetAndDestroy();
      } else if (!isSilent) socket.write(httpAnswer(200));
      known.add(socket);
    });
    await post(receiver);
    await connectionIsFree();
    const url = `http://127.0.0.1:${receiver.port}/hook`;
    const outcome = await http.postAndWait({ url, headers: [], body: '{}', timeoutMs: 300 });
    expect(outcome).toMatchObject({ ok: false, kind: 'timeout' });
    expect(outcome.timings.totalMs).toBeLessThan(1_500);
    expect(receiver.connections).toBe(2);
  });

  it.each([
    ['of HTTP/1.0', 'HTTP/1.0 200 OK\r\n\r\ndone', 'done'],
    ['without a reason', 'HTTP/1.1 200\r\ncontent-length: 4\r\n\r\ndone', 'done'],
    ['with a strange reason', 'HTTP/1.1 200 fINE, thänks!\r\ncontent-length: 4\r\n\r\ndone', 'done'],
    [
      'with 50 KiB of headers',
      `HTTP/1.1 200 OK\r\nset-cookie: ${'a'.repeat(51_200)}\r\ncontent-length: 4\r\n\r\ndone`,
      'done',
    ],
    ['with line breaks of LF alone in its body', httpAnswer(200, 'a\n\nb'), 'a\n\nb'],
  ])('a response %s is accepted', async (_, answer, body) => {
    const receiver = await receive((socket) => socket.end(answer, 'latin1'));
    expect(await post(receiver)).toMatchObject({ ok: true, status: 200, body });
  });

  it('a response that is not HTTP is reported with the fault', async () => {
    const receiver = await receive((socket) => socket.end('220 mail.example.com ESMTP\r\n'));
    expect(await post(receiver)).toMatchObject({
      ok: false,
      code: expect.stringMatching(/^HPE_/),
      reason: expect.stringMatching(/^The response is not valid HTTP: [\w ,./-]+\.$/),
    });
    expect(receiver.requests).toBe(1);
  });

  it('the next address of a name is used when one is dead', async () => {
    const receiver = await receive((socket) => socket.write(httpAnswer(200)));
    await http.close();
    const addresses: LookupAddress[] = ['127.0.0.9', '127.0.0.1'].map((address) => ({ address, family: 4 }));
    open({ lookup: (_name, _options, callback) => setImmediate(callback, null, addresses) });
    expect(await post(receiver, 'two.example.com')).toMatchObject({ ok: true, status: 200 });
  });

  it('a host with a trailing dot is contacted like the same host without it, over TLS too', async () => {
    let request = '';
    const receiver = await receive((socket, text) => {
      request = text;
      socket.write(httpAnswer(200));
    });
    await http.close();
    const names: string[] = [];
    open({
      lookup: (name, _options, callback) => {
        names.push(name);
        setImmediate(callback, null, [{ address: '127.0.0.1', family: 4 }]);
      },
    });
    await post(receiver, 'hook.example.com.');
    expect(request).toContain(`host: hook.example.com:${receiver.port}\r\n`);
    const asked: string[] = [];
    const tls = createTlsServer({
      ...selfSigned(),
      SNICallback: (name, done) => {
        asked.push(name);
        done(null);
      },
    });
    tls.on('tlsClientError', () => undefined);
    await new Promise<void>((resolve) => tls.listen(0, '127.0.0.1', resolve));
    const address = tls.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await http.postAndWait({ url: `https://hook.example.com.:${port}/`, headers: [], body: '', timeoutMs: 2_000 });
    await new Promise((resolve) => tls.close(resolve));
    expect(asked).toEqual(['hook.example.com']);
    expect(new Set(names)).toEqual(new Set(['hook.example.com']));
  });
});

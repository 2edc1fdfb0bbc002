import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect } from 'node:net';
import { newId } from '../../src/common/ids.js';
import type { Person } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { sendRaw, type RawAnswer } from '../support/network/raw-http.js';
import { until } from '../support/until.js';

let server: Stage;
let admin: Person;
let token: string;

beforeAll(async () => {
  server = await Stage.start();
  admin = await server.accounts.person('admin');
  token = `Authorization: Bearer ${admin.access_token}\r\n`;
});
afterAll(() => server.close());

/** Every error is told in the same shape, whatever made it. */
function expectProblem(answer: RawAnswer, status: number): void {
  expect([answer.status, answer.body?.status]).toEqual([status, status]);
  expect(answer.head.toLowerCase()).toContain('content-type: application/problem+json');
  expect(answer.body).toEqual({
    type: 'about:blank',
    title: expect.any(String),
    status,
    code: expect.stringMatching(/^[a-z_]+$/),
    detail: expect.stringMatching(/\.$|: /),
    message: answer.body.detail,
    request_id: expect.any(String),
    ...(answer.body.errors && { errors: expect.any(Array) }),
  });
  expect(answer.body.detail).not.toMatch(/HPE_|FST_|Parse Error/);
}

const HOST = 'Host: localhost\r\n';

describe('a request that the HTTP parser rejects', () => {
  it.each<[string, string, number]>([
    ['no HTTP at all', 'hello\r\n\r\n', 400],
    ['an unknown method', `BREW /api/tickets HTTP/1.1\r\n${HOST}\r\n`, 400],
    ['an unknown version', `GET /api/tickets HTTP/9.9\r\n${HOST}\r\n`, 400],
    ['a header name with a blank', `GET /api/tickets HTTP/1.1\r\n${HOST}a b: c\r\n\r\n`, 400],
    ['too large a header', `GET /api/tickets HTTP/1.1\r\n${HOST}X-A: ${'a'.repeat(40_000)}\r\n\r\n`, 431],
    ['too long a URL', `GET /api/${'a'.repeat(40_000)} HTTP/1.1\r\n${HOST}\r\n`, 431],
    ['a wrong Content-Length', `POST /api/tickets HTTP/1.1\r\n${HOST}Content-Length: abc\r\n\r\n`, 400],
    [
      'two lengths',
      `POST /api/tickets HTTP/1.1\r\n${HOST}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}`,
      400,
    ],
    ['no Host', 'GET /api/tickets HTTP/1.1\r\n\r\n', 400],
    ['an expectation', `GET /api/tickets HTTP/1.1\r\n${HOST}Expect: 200-ok\r\n\r\n`, 417],
    ['CONNECT', `CONNECT example.com:443 HTTP/1.1\r\n${HOST}\r\n`, 405],
    [
      'an upgrade elsewhere',
      `GET /api/tickets HTTP/1.1\r\n${HOST}Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
      404,
    ],
  ])('gets a problem response: %s', async (_what, request, status) => {
    expectProblem(await sendRaw(server.url, request), status);
  });

  it('gets a problem response in the middle of a body', async () => {
    const head = `POST /api/tickets HTTP/1.1\r\n${HOST}${token}Content-Type: application/json\r\n`;
    expectProblem(await sendRaw(server.url, `${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n`), 400);
  });
});

describe('a URL that cannot be parsed', () => {
  it.each([
    ['/api/tickets/%ff', 400],
    ['/api/tickets/%', 400],
    ['/api/tickets/%zz/comments', 400],
    ['/api/tickets?q=%ff', 400],
    ['/api/tickets?%ff=1', 400],
    ['/api/tickets?q=%00', 400],
    ['/api/tickets?q=\u00fc', 400],
    ['/api/tickets?__proto__=1', 400],
    ['/api/tickets?constructor=1', 400],
    ['/api/tickets?q[a]=1', 400],
    ['/api/tickets?limit=1&limit=2', 400],
    [`/api/tickets/${'a'.repeat(5_000)}`, 414],
    ['/api/tickets/%00', 404],
    ['/api/no-such-route', 404],
  ])('gets a problem response: %s', async (path, status) => {
    const request = Buffer.from(`GET ${path} HTTP/1.1\r\n${HOST}${token}\r\n`, 'latin1');
    expectProblem(await sendRaw(server.url, request), status);
  });

  it.each(['1e1', '0x10', ' 5', '+5', '-1', '1.5', '0', '201', '', '99999999999999999999', '05'])(
    'with an invalid limit is refused: %s',
    async (limit) => {
      const answer = await server.accounts.call(`GET /api/tickets?limit=${encodeURIComponent(limit)}`, { as: admin });
      expect([answer.status, answer.body.errors]).toMatchObject([400, [{ field: 'limit' }]]);
    },
  );

  it('may have a cursor of any bytes', async () => {
    const lists = ['tickets', 'users', 'companies', 'kb/articles', 'webhooks', 'alerts', 'assets', 'machines'];
    const cursors = [
      'x',
      '%F0%9F%98%80',
      'W10',
      ...[['\u0000'], [1], [-1e9, 'a'], ['a', 'b'], [newId().toUpperCase()], ['{}']].map((key) =>
        Buffer.from(JSON.stringify(key)).toString('base64url'),
      ),
    ];
    for (const list of lists) {
      for (const cursor of cursors) {
        const { status } = await server.accounts.call(`GET /api/${list}?cursor=${cursor}`, { as: admin });
        expect([list, cursor, status < 500]).toEqual([list, cursor, true]);
      }
    }
  });
});

describe('bytes that are not JSON in UTF-8', () => {
  async function post(body: Buffer | string, headers: Record<string, string> = {}) {
    const response = await fetch(`${server.url}/api/companies`, {
      method: 'POST',
      headers: { authorization: `Bearer ${admin.access_token}`, 'content-type': 'application/json', ...headers },
      body,
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  it('are refused, and nothing is stored', async () => {
    const before = await server.accounts.count('companies');
    expect(await post(Buffer.from('{"name":"Müller"}', 'latin1'))).toMatchObject({ status: 415 });
    expect(await post(Buffer.from('\ufeff{"name":"a"}', 'utf16le'))).toMatchObject({ status: 415 });
    const latin = { 'content-type': 'application/json; charset=iso-8859-1' };
    expect(await post('{"name":"a"}', latin)).toMatchObject({ status: 415 });
    expect(await post('{"name":"a"}', { 'content-encoding': 'gzip' })).toMatchObject({ status: 415 });
    expect(await post('name=a', { 'content-type': 'text/plain' })).toMatchObject({ status: 415 });
    expect(await post('name=a', { 'content-type': 'application/x-www-form-urlencoded' })).toMatchObject({
      status: 415,
    });
    expect(await server.accounts.count('companies')).toBe(before);
  });

  it('may begin with a byte order mark, which is ignored', async () => {
    const utf8 = { 'content-type': 'application/json; charset=UTF-8' };
    expect(await post('\ufeff{"name":"Müller"}', utf8)).toMatchObject({ status: 201, body: { name: 'Müller' } });
  });
});

describe('an unauthenticated client', () => {
  it('is refused before the body is read', async () => {
    const head = `POST /api/tickets HTTP/1.1\r\n${HOST}Content-Type: application/json\r\nContent-Length: 1000000\r\n`;
    expectProblem(await sendRaw(server.url, `${head}\r\n`), 401);
    expectProblem(await sendRaw(server.url, `${head}Authorization: Bearer no-token\r\n\r\n`), 401);
    expectProblem(await sendRaw(server.url, `${head.replace('/api/tickets', '/no-such-route')}\r\n`), 404);
  });

  it('cannot send more than a form to a public route', async () => {
    const body = { email: 'a@example.com', password: 'p'.repeat(20_000) };
    for (const route of ['login', 'register', 'refresh']) {
      expect(await server.accounts.call(`POST /api/auth/${route}`, { body })).toMatchObject({ status: 413 });
    }
  });

  it('gets a small answer to a large invalid body', async () => {
    const strings = Array.from({ length: 230 }, () => '\u0000');
    const body = { [`k${'x'.repeat(4_000)}`]: strings };
    const answer = await server.accounts.call('POST /api/auth/login', { body });
    expect(answer).toMatchObject({ status: 400, body: { more_errors: 130 } });
    expect(answer.body.errors).toHaveLength(100);
    expect(JSON.stringify(answer.body).length).toBeLessThan(65_536);
  });
});

describe('an aborted upload', () => {
  it('is not logged as a server error', async () => {
    const { hostname, port } = new URL(server.url);
    const socket = connect({ host: hostname, port: Number(port) });
    let isClosed = false;
    socket.on('close', () => (isClosed = true));
    const head = `POST /api/companies HTTP/1.1\r\n${HOST}${token}Content-Type: application/json\r\n`;
    const errors: unknown[] = [];
    const { AppLogger } = await import('../../src/common/logger.js');
    const logger = server.get(AppLogger);
    const original = logger.error.bind(logger);
    logger.error = (...details) => void errors.push(details);
    const aborted = new Promise((resolve) =>
      server.app.getHttpServer().once('request', (request: NodeJS.EventEmitter) => request.once('close', resolve)),
    );
    try {
      socket.write(`${head}Content-Length: 100\r\n\r\n{"name":`);
      await until(() => socket.bytesWritten > 100);
      const name = newId();
      // The server has read what came before when it answers the next request.
      await server.accounts.call('GET /api/auth/me', { as: admin, headers: { 'x-request-id': name } });
      socket.destroy();
      await aborted;
      await until(() => isClosed);
      await server.accounts.call('GET /api/auth/me', { as: admin });
    } finally {
      logger.error = original;
    }
    expect(errors).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import type { Person } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { closeSockets, TestSocket } from '../support/sockets/socket.js';
import { until } from '../support/until.js';

let running: Stage;
let admin: Person;
let ticket: { id: string };
let socket: TestSocket;

beforeAll(async () => {
  running = await Stage.start();
  admin = await running.accounts.person('admin');
  ticket = (await running.accounts.call('POST /api/tickets', { as: admin, body: { title: 'Printer' } })).body;
  socket = await running.connect(admin);
});
afterAll(async () => {
  await setReachable(true);
  closeSockets();
  await running.close();
});

const ROUTES: readonly (readonly [string, unknown?])[] = [
  ['GET /api/tickets'],
  ['POST /api/tickets', { title: 'Printer' }],
  ['PATCH /api/tickets/:id', { priority: 'high' }],
  ['POST /api/tickets/:id/comments', { content: 'On my way' }],
  ['GET /api/notifications'],
  ['GET /api/events'],
  ['POST /api/events', { type: 'billing.event', data: {} }],
  ['GET /api/search?q=printer'],
  ['GET /api/users'],
  ['GET /api/auth/me'],
  ['POST /api/auth/login', { email: 'someone@example.com', password: 'correct horse battery' }],
  ['POST /api/auth/refresh', { refresh_token: 'a'.repeat(43) }],
  ['POST /api/auth/register', { email: 'new@example.com', password: 'correct horse battery', name: 'New' }],
  ['POST /api/webhooks', { url: 'https://example.com/', events: ['ticket.created'] }],
  ['GET /api/webhooks/queue/stats'],
  ['GET /health/ready'],
];

async function setReachable(isReachable: boolean): Promise<void> {
  const url = new URL(running.database.url);
  const name = url.pathname.slice(1);
  url.pathname = '/postgres';
  const client = new Client({ connectionString: url.href });
  await client.connect();
  await client.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS ${isReachable}`);
  if (!isReachable) {
    await client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
  }
  await client.end();
}

async function ask([route, body]: readonly [string, unknown?]) {
  const {
    status,
    headers,
    body: answer,
  } = await running.accounts.call(route.replace(':id', ticket.id), { as: admin, body });
  return { route, status, code: answer?.code, retryAfter: headers.get('retry-after') };
}

describe('while the database is unreachable', () => {
  it('every route, requests in progress included, answers 503 with Retry-After and a code, then recovers', async () => {
    const underWay = ROUTES.flatMap((route) => [1, 2, 3].map(() => ask(route)));
    await setReachable(false);
    const answers = [...(await Promise.all(underWay)), ...(await Promise.all(ROUTES.map(ask)))];
    expect(answers.filter(({ status }) => status >= 500 && status !== 503)).toEqual([]);
    const gone = answers.slice(underWay.length);
    expect(gone.filter(({ status, retryAfter }) => status !== 503 || !(Number(retryAfter) > 0))).toEqual([]);
    const codes = new Map(gone.map(({ route, code }) => [route, code]));
    expect(codes.get('GET /health/ready')).toBe('not_ready');
    codes.delete('GET /health/ready');
    expect([...new Set(codes.values())]).toEqual(['database_unavailable']);

    expect(await socket.send('read_all', {})).toMatchObject({ ok: false, error: { code: 'database_unavailable' } });
    expect(await socket.send('join', { room: `ticket:${ticket.id}` })).toMatchObject({
      ok: false,
      error: { code: 'database_unavailable' },
    });
    const waiting = new TestSocket(running.url, { token: admin.access_token, reconnection: true });

    await setReachable(true);
    await until(async () => (await ask(['GET /health/ready'])).status === 200, { timeoutMs: 20_000 });
    expect((await ask(['POST /api/tickets', { title: 'Toner' }])).status).toBe(201);
    await until(async () => (await socket.send('read_all', {})).ok === true);
    await waiting.waitFor(() => waiting.of('ready').length > 0, 'ready');
  }, 60_000);
});

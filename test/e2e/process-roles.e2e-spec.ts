import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { io } from 'socket.io-client';
import { createDatabase, type TestDatabase } from '../support/database/database.js';
import { LockingSession } from '../support/database/locking-session.js';
import { sendRaw } from '../support/network/raw-http.js';
import type { Person } from '../support/people/person.js';
import { Receiver } from '../support/receivers/receiver.js';
import { plantEndpoint } from '../support/receivers/webhooks.js';
import { Stage } from '../support/servers/stage.js';
import { closeSockets, connect, type Json } from '../support/sockets/socket.js';
import { until } from '../support/until.js';

let database: TestDatabase;
let view: LockingSession;
let receiver: Receiver;
let api: Stage;
let sockets: Stage;
let workers: Stage;
let agent: Person;
let requester: Person;

beforeAll(async () => {
  database = await createDatabase();
  view = await LockingSession.open(database.url);
  receiver = await Receiver.start();
  const start = (PROCESS_ROLES: string, more = {}) => Stage.start({ PROCESS_ROLES, ...more }, { database });
  api = await start('api');
  sockets = await start('sockets');
  workers = await start('delivery,dispatch', { PUBLIC_URL: api.url });
  [agent, requester] = [await api.accounts.person('agent'), await api.accounts.person('user')];
});

afterEach(closeSockets);

afterAll(async () => {
  await Promise.all([api, sockets, workers].map((stage) => stage.close()));
  await receiver.stop();
  await view.end();
  await database.drop();
});

const toBody = (text: string): Json => (text.startsWith('{') ? JSON.parse(text) : text);
const get = async ({ url }: Stage, path: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${url}${path}`, { headers });
  const text = await response.text();
  return { status: response.status, body: toBody(text) };
};
/** Processes see each other by their heartbeats, so a change takes a few seconds. */
const hasMetric = (stage: Stage, line: string) =>
  until(async () => String((await get(stage, '/metrics')).body).includes(line), { describe: () => line });
const asJson = { accept: 'application/json' };

describe('three processes with a part of the roles each', () => {
  it('together do everything: a comment through one is pushed by another and sent by the third', async () => {
    await plantEndpoint(api, requester, receiver.url);
    const ticket = await requester.call('POST /api/tickets', { title: 'Three desks away' });
    const socket = await connect(sockets.url, { token: requester.token, rooms: ['comments'] });
    await view.query('LISTEN carillon_recorded');
    const comment = await agent.call(`POST /api/tickets/${ticket.id}/comments`, { content: 'On my way' });
    await socket.waitFor((self) => self.of('comment.update').length > 0 && self.of('notification').length > 0);
    expect(socket.of('comment.update').map(({ data }) => data.id)).toEqual([comment.id]);
    await until(() => receiver.accepted('').length > 0);
    // The process that recorded it has no dispatcher, so it called one.
    expect(view.heard.length).toBeGreaterThan(0);
    const [row] = await view.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM webhook_deliveries WHERE state = 'success' OR state = 'pending'`,
    );
    expect(row?.count).toBe(receiver.accepted('').length);
  });

  it('each hold only the sessions of their roles, and no more connections than they declare', async () => {
    const rows = await view.query<{ name: string; count: number }>(
      `SELECT application_name AS name, count(*)::int AS count FROM pg_stat_activity
        WHERE datname = current_database() AND application_name LIKE 'carillon %' GROUP BY 1 ORDER BY 1`,
    );
    const sessions = Object.fromEntries(rows.map(({ name, count }) => [name.slice('carillon '.length), count]));
    delete sessions['searches'];
    expect(sessions).toEqual({ tail: 3, realtime: 1, dispatcher: 1, lanes: 1, deliveries: 1, results: 1, filters: 1 });
    const declared = await view.query<{ roles: string; connections: number }>(
      `SELECT array_to_string(roles, ',') AS roles, connections FROM server_processes ORDER BY connections DESC`,
    );
    expect(declared).toEqual([
      { roles: 'api', connections: 27 },
      { roles: 'sockets', connections: 16 },
      { roles: 'delivery,dispatch', connections: 15 },
    ]);
  });

  it.each([
    ['without api', () => sockets],
    ['without api and sockets', () => workers],
  ])('a process %s answers health and metrics, and refuses all else with 421', async (_name, stage) => {
    const { token } = agent;
    expect((await get(stage(), '/health/live')).status).toBe(200);
    expect((await get(stage(), '/health/ready')).status).toBe(200);
    await hasMetric(stage(), 'carillon_processes{role="dispatch"} 1');
    for (const path of [
      '/api/tickets',
      '/api/docs',
      '/',
      '/bin/x',
      '/nothing',
      '/health/other',
      '/client/carillon.js',
    ]) {
      const { status, body } = await get(stage(), path, { authorization: `Bearer ${token}`, ...asJson });
      expect([path, status, body.code]).toEqual([path, 421, 'not_served_here']);
      expect(body.detail).toContain('does not have the role api');
    }
    const page = await get(stage(), '/tickets', { accept: 'text/html', 'sec-fetch-mode': 'navigate' });
    expect([page.status, page.body.code]).toEqual([421, 'not_served_here']);
  });

  it.each([
    ['api', () => api],
    ['workers', () => workers],
  ])('a process without sockets refuses them with 421, by polling and by WebSocket (%s)', async (_name, stage) => {
    const polling = await get(stage(), '/socket.io/?EIO=4&transport=polling', asJson);
    expect([polling.status, polling.body.code]).toEqual([421, 'not_served_here']);
    expect(polling.body.detail).toContain('does not have the role sockets');
    const upgrade = await sendRaw(
      stage().url,
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
    );
    expect([upgrade.status, upgrade.body.code]).toEqual([421, 'not_served_here']);
    const socket = io(stage().url, {
      transports: ['websocket'],
      reconnection: false,
      auth: { token: requester.token },
    });
    await new Promise((resolve) => socket.once('connect_error', resolve));
    expect(socket.connected).toBe(false);
    socket.close();
  });

  it('a webhook with a relative URL is sent to PUBLIC_URL by a process that does not serve it', async () => {
    const owner = await api.accounts.person('user');
    await plantEndpoint(api, owner, '/api/no-such-receiver');
    const ticket = await owner.call('POST /api/tickets', { title: 'Who tells me?' });
    await agent.call(`POST /api/tickets/${ticket.id}/comments`, { content: 'I do' });
    await until(async () => {
      const rows = await view.query<{ status: number | null }>(
        `SELECT a.response_status AS status FROM webhook_attempts a JOIN webhook_deliveries d ON d.id = a.delivery_id
           JOIN webhook_endpoints e ON e.id = d.endpoint_id WHERE e.user_id = $1`,
        [owner.id],
      );
      return rows.length > 0 && rows.every(({ status }) => status === 404);
    });
  });

  it('warn in health, metrics and the list of the living when the roles of one are gone, and stay ready', async () => {
    await workers.close();
    for (const stage of [api, sockets]) {
      await until(async () => (await get(stage, '/health/ready')).body.details.roles.warning !== undefined);
    }
    const { status, body } = await get(sockets, '/health/ready');
    expect(status).toBe(200);
    expect(body.details.roles).toEqual({
      status: 'up',
      warning:
        'No running process has the role delivery (webhooks wait), dispatch (events wait: nothing is pushed or sent). ' +
        'Start one with PROCESS_ROLES=delivery,dispatch.',
    });
    await hasMetric(api, 'carillon_processes{role="dispatch"} 0');
    await hasMetric(api, 'carillon_processes{role="sockets"} 1');
    // What is written meanwhile is kept, and done when there is one again.
    const { id } = await requester.call('POST /api/tickets', { title: 'Meanwhile' });
    const socket = await connect(sockets.url, { token: agent.token, rooms: ['tickets'] });
    workers = await Stage.start({ PROCESS_ROLES: 'delivery,dispatch' }, { database });
    await socket.waitFor((self) => self.of('ticket.update').some(({ data }) => data.id === id));
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Office } from '../../test/support/people/office.js';
import type { Json } from '../../test/support/sockets/socket.js';
import { until } from '../../test/support/until.js';
import { CarillonClient } from '../src/carillon-client.js';
import type { CarillonSocket, ConnectOptions } from '../src/carillon-socket.js';
import type { NotificationPush } from '../src/pushes.js';

const MISSED = 1_000;
/** Renewed after two to three seconds: a third before the end, up to a second earlier, and issued at a whole second. */
const SHORT = '6s';

let office: Office;
let ticket: Json;
const open: CarillonSocket[] = [];

beforeAll(async () => {
  office = await Office.open();
  ticket = await office.newTicket();
});

afterEach(() => {
  for (const socket of open.splice(0)) socket.close();
});

afterAll(() => office.close());

function dial(options: ConnectOptions = {}, as = office.people.requester): CarillonSocket {
  const client = new CarillonClient({ url: office.url, session: as });
  const socket = client.connect({ socket: { transports: ['websocket'], reconnectionDelay: 20 }, ...options });
  open.push(socket);
  return socket;
}

async function connected(options: ConnectOptions = {}, as = office.people.requester) {
  const socket = dial(options, as);
  const got: NotificationPush[] = [];
  socket.on('notification', (push) => got.push(push));
  await until(() => socket.isConnected);
  return { socket, got };
}

async function comments(count: number, prefix: string): Promise<void> {
  for (let first = 0; first < count; first += 20) {
    const numbers = Array.from({ length: Math.min(20, count - first) }, (_, at) => first + at);
    await Promise.all(numbers.map((n) => office.comment(ticket, office.people.agent, { content: `${prefix} ${n}` })));
  }
  await office.settled();
}

/** As the server keeps them, oldest first. */
async function stored(): Promise<string[]> {
  const rows = await office.dataSource.query<{ id: string }[]>(
    'SELECT id FROM notifications WHERE user_id = $1 ORDER BY position',
    [office.people.requester.id],
  );
  return rows.map(({ id }) => id);
}

function kept(): Map<string, string> & {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
} {
  const values = new Map<string, string>();
  return Object.assign(values, {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
  });
}

describe('connect()', () => {
  it('delivers missed events once and in order after a disconnect', async () => {
    const before = await stored();
    const { socket, got } = await connected();
    await comments(1, 'seen');
    await until(() => got.length === 1);
    socket.io.disconnect();
    await comments(MISSED, 'missed');
    socket.io.connect();
    await until(() => socket.isConnected);
    await comments(1, 'live again');
    await until(() => got.length >= MISSED + 2);
    expect(got.map(({ notification }) => notification.id)).toEqual((await stored()).slice(before.length));
  }, 60_000);

  it('reconnects automatically after the connection breaks', async () => {
    const { socket, got } = await connected();
    const states: boolean[] = [];
    socket.on('connection', ({ isConnected }) => states.push(isConnected));
    socket.io.io.engine.close();
    await until(() => states.length === 2);
    expect(states).toEqual([false, true]);
    await comments(1, 'after the break');
    await until(() => got.length === 1);
  });

  it('resumes where another page or process stopped', async () => {
    const storage = kept();
    const { socket, got } = await connected({ storage });
    await comments(1, 'read before');
    await until(() => got.length === 1 && storage.get('carillon.cursor') === got[0]?.cursor);
    socket.close();
    await comments(2, 'while nobody was there');
    const later = await connected({ storage });
    await until(() => later.got.length === 2);
    expect(later.got.map(({ notification }) => notification.id)).toEqual((await stored()).slice(-2));
  });

  it('works without a usable storage', async () => {
    const broken = () => {
      throw new Error('full');
    };
    const { got } = await connected({ storage: { getItem: broken, setItem: broken } });
    await comments(1, 'nevertheless');
    await until(() => got.length === 1);
  });

  it('rejoins its rooms after every interruption', async () => {
    const { socket } = await connected({ rooms: ['tickets'] });
    const names: string[] = [];
    socket.on('ticket.update', ({ event }) => names.push(event));
    socket.on('comment.update', ({ event }) => names.push(event));
    expect(await socket.join(`ticket:${ticket.id}`)).toMatchObject({ ok: true, room: `ticket:${ticket.id}` });
    socket.io.disconnect();
    await comments(1, 'in the room');
    await office.people.agent.call(`PATCH /api/tickets/${ticket.id}`, { priority: 'high' });
    socket.io.connect();
    await until(() => names.length >= 2);
    expect(names).toEqual(['comment.created', 'ticket.updated']);
  });

  it('reports why a room is refused, and does not join it again', async () => {
    const { socket } = await connected({}, office.people.other);
    await expect(socket.join('users')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(socket.join(`ticket:${ticket.id}`)).rejects.toMatchObject({ code: 'not_found' });
    expect(socket.rooms).toEqual([]);
  });

  it('marks notifications as read, on other devices too', async () => {
    const [one, two] = [await connected(), await connected()];
    const updates: (readonly string[])[] = [];
    two.socket.on('notification.update', ({ ids }) => updates.push(ids));
    await comments(1, 'to be read');
    await until(() => one.got.length === 1);
    const id = one.got[0]?.notification.id ?? '';
    expect(await one.socket.read(id)).toMatchObject({ ok: true });
    await until(() => updates.length === 1);
    expect(updates).toEqual([[id]]);
  });

  it('resyncs with a cursor of another log, and continues from there', async () => {
    const socket = dial({ after: 'nonsense' });
    const reasons: string[] = [];
    socket.on('resync', ({ reason }) => reasons.push(reason));
    await until(() => socket.isConnected);
    expect(reasons).toEqual(['reset']);
    expect(socket.cursor).not.toBe('nonsense');
  });

  it('renews a refused token and connects with the new one', async () => {
    const { email } = office.people.requester;
    const { refresh_token } = await office.accounts.login(email);
    const socket = dial({}, office.people.requester.with({ access_token: 'nonsense', refresh_token }));
    await until(() => socket.isConnected);
  });

  it('stays disconnected after the account is deactivated', async () => {
    const account = await office.accounts.person('user');
    const { socket } = await connected({}, account);
    const refusals: string[] = [];
    socket.on('refused', ({ code }) => refusals.push(code));
    await office.people.admin.call(`POST /api/users/${account.id}/deactivate`);
    await until(() => refusals.length > 0);
    expect(socket.isConnected).toBe(false);
    expect(socket.io.active).toBe(false);
  });

  it('is refused permanently without a session', async () => {
    const nobody = office.people.requester.with({ access_token: 'nonsense', refresh_token: 'nonsense' });
    const socket = dial({}, nobody);
    const refusals: string[] = [];
    socket.on('refused', ({ code }) => refusals.push(code));
    await until(() => refusals.length === 1);
    expect(refusals).toEqual(['unauthorized']);
    expect(socket.io.active).toBe(false);
  });
});

describe('a connection that outlives its token', () => {
  let brief: Office;

  beforeAll(async () => {
    brief = await Office.open({ JWT_EXPIRES_IN: SHORT });
  });

  afterAll(() => brief.close());

  it('renews it without reconnecting', async () => {
    const { requester } = brief.people;
    const tokens = new Set<string>();
    const beganAt = performance.now();
    const client = new CarillonClient({
      url: brief.url,
      session: await brief.accounts.login(requester.email),
      onSession: (session) => tokens.add(session?.access_token ?? ''),
    });
    const socket = client.connect({ socket: { transports: ['websocket'] } });
    open.push(socket);
    await until(() => socket.isConnected);
    const ends: unknown[] = [];
    socket.io.on('disconnect', (reason) => ends.push(reason));
    await until(() => tokens.size >= 2 && performance.now() - beganAt > 5_000);
    expect(ends).toEqual([]);
    expect(socket.isConnected).toBe(true);
    // Not once a second.
    expect(tokens.size).toBeLessThanOrEqual(1 + (performance.now() - beganAt) / 2_000);
  }, 30_000);
});

import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { EventDispatcher } from '../../src/events/event-dispatcher.js';
import type { Account } from '../support/accounts.js';
import { startApp, type RunningApp } from '../support/app.js';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { Receiver } from '../support/receiver.js';
import { DatabaseView } from '../support/settled.js';
import { closeSockets, connect, type Json } from '../support/socket.js';
import { until } from '../support/until.js';
import { finished, plantEndpoint } from '../support/webhooks.js';

const CROWD = 6_500;
/** Ids before those of everybody who is made here, so that the person that is made last is told last. */
const CROWD_SQL = `
  INSERT INTO users (id, name, email, password_hash, role, active, created_at, updated_at, version)
  SELECT overlay(overlay(gen_random_uuid()::text placing lpad(to_hex(n), 8, '0') from 1 for 8) placing '7' from 15 for 1)::uuid,
         'Reader ' || n, 'reader' || n || '@example.test', 'none', 'user', n % 10 <> 0, now(), now(), 1
    FROM generate_series(1, ${CROWD}) n`;
const TOLD_SQL = `
  SELECT count(*)::int AS rows, count(DISTINCT user_id)::int AS people, count(DISTINCT position)::int AS parts,
         count(DISTINCT (event_id, type, reason, message, related_id, created_at))::int AS kinds, max(position)::int AS last
    FROM notifications WHERE related_id = $1`;
const ACTIVE_SQL = 'SELECT count(*)::int AS count FROM users WHERE active AND id <> $1';

let database: TestDatabase;
let view: DatabaseView;
let running: RunningApp;
let receiver: Receiver;
let admin: Account;
let last: Account;

beforeAll(async () => {
  receiver = await Receiver.start();
});
beforeEach(async () => {
  database = await createDatabase();
  view = await DatabaseView.open(database.url);
  running = await startApp({}, { database });
  await running.dataSource.query(CROWD_SQL);
  admin = await running.accounts.person('admin');
  last = await running.accounts.person('user');
  await running.settled();
});
afterEach(async () => {
  closeSockets();
  await running.close();
  await view.close();
  await database.drop();
});
afterAll(() => receiver.stop());

async function publish(title = 'Fire'): Promise<Json> {
  const body = { title, body: 'Leave the house.', status: 'public' };
  const answer = await running.accounts.call('POST /api/kb/articles', { as: admin, body });
  expect(answer.status).toBe(201);
  return answer.body;
}

async function told({ id }: Json): Promise<Json> {
  const [row] = await view.rows<Json>(TOLD_SQL, [id]);
  return row ?? {};
}

async function everybody(): Promise<number> {
  const [row] = await view.rows<{ count: number }>(ACTIVE_SQL, [admin.id]);
  return row?.count ?? 0;
}

it('tells a crowd in parts, with other events in between, by every door', async () => {
  await plantEndpoint(running, last, receiver.url);
  const socket = await connect(running.url, { token: last.access_token });
  const dispatcher = running.get(EventDispatcher);
  dispatcher.isEnabled = false;
  const article = await publish();
  const body = { title: 'Printer' };
  const ticket = (await running.accounts.call('POST /api/tickets', { as: last, body })).body;
  dispatcher.isEnabled = true;
  dispatcher.wake();
  await running.settled();
  const count = await everybody();
  const { rows, people, parts, kinds, last: end } = await told(article);
  expect({ rows, people, kinds }).toEqual({ rows: count, people: count, kinds: 1 });
  expect(parts).toBeGreaterThan(2);
  const [between] = await running.dataSource.query<Json[]>(
    `SELECT l.position::int AS position FROM event_log l JOIN event_bodies b ON b.id = l.event_id
      WHERE b.type = 'ticket.created' AND b.entity_id = $1`,
    [ticket.id],
  );
  expect(between?.position).toBeLessThan(end);
  await socket.waitFor(() => socket.of('notification').length === 1);
  const [push] = socket.of('notification');
  expect(push).toMatchObject({ type: 'kb_article_created', unread_count: 1, data: article });
  const [request] = await receiver.received(1);
  expect(request?.body).toMatchObject({ event: 'notification.created', data: article });
  expect(JSON.stringify(request?.body.notification)).toBe(JSON.stringify(push.notification));
  expect((await finished(running)).length).toBe(1);
});

it('shows nobody the entries by which it goes on', async () => {
  const before = (await connect(running.url, { token: admin.access_token })).of('ready')[0].cursor;
  const article = await publish();
  await running.settled();
  const { items } = (await running.accounts.call('GET /api/events?limit=200', { as: admin })).body;
  expect(items.map(({ type }: Json) => type)).toContain('kb_article.published');
  expect(JSON.stringify(items)).not.toContain('fan_out');
  const types = (await running.accounts.call('GET /api/event-types')).body;
  expect(JSON.stringify(types)).not.toContain('fan_out');
  const rooms = ['kb', 'users', 'tickets'];
  const socket = await connect(running.url, { token: admin.access_token, rooms, after: before });
  await socket.waitFor(() => socket.of('replayed').length > 0);
  expect(new Set(socket.logged.map(({ id }) => id))).toEqual(new Set([article.id]));
});

it('goes on where a process left it, and tells nobody twice', async () => {
  // The part with the last but one of the crowd cannot be stored for now, by no fault of its own: it is tried again.
  await running.dataSource.query(`
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'not now' USING ERRCODE = 'disk_full'; END $$;
    CREATE TRIGGER refusing BEFORE INSERT ON notifications FOR EACH ROW
      WHEN (NEW.user_id::text LIKE '${(CROWD - 1).toString(16).padStart(8, '0')}-%') EXECUTE FUNCTION refuse()`);
  const article = await publish();
  await until(async () => (await told(article)).parts === 2);
  await running.close();
  const count = await everybody();
  const half = await told(article);
  expect(half).toMatchObject({ parts: 2, kinds: 1 });
  expect(half.rows).toBeLessThan(count);
  await view.rows('DROP TRIGGER refusing ON notifications');
  running = await startApp({}, { database });
  await running.settled();
  expect(await told(article)).toMatchObject({ rows: count, people: count, kinds: 1 });
});

it('is shared by two processes, and tells nobody twice', async () => {
  const second = await startApp({}, { database });
  try {
    const socket = await connect(second.url, { token: last.access_token });
    const articles = [await publish('One'), await publish('Two'), await publish('Three')];
    await running.settled();
    const count = await everybody();
    for (const article of articles) expect(await told(article)).toMatchObject({ rows: count, people: count, kinds: 1 });
    await socket.waitFor(() => socket.of('notification').length === 3);
    expect(socket.of('notification').map(({ unread_count }) => unread_count)).toEqual([1, 2, 3]);
  } finally {
    await second.close();
  }
});

it('tells no one more once the article is a draft again', async () => {
  const dispatcher = running.get(EventDispatcher);
  dispatcher.isEnabled = false;
  const article = await publish();
  const body = { status: 'draft' };
  await running.accounts.call(`PATCH /api/kb/articles/${article.id}`, { as: admin, body });
  dispatcher.isEnabled = true;
  dispatcher.wake();
  await running.settled();
  expect((await told(article)).rows).toBe(0);
});

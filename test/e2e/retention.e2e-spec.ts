import { afterEach, describe, expect, it } from '@jest/globals';
import { uuidBoundary } from '../../src/common/ids.js';
import { dropExpiredPartitions, ensurePartitions } from '../../src/database/partitions.js';
import { EventRetention } from '../../src/events/event-retention.js';
import { createDatabase } from '../support/database/database.js';
import { Office } from '../support/people/office.js';
import { DatabaseView } from '../support/database/settled.js';
import { closeSockets } from '../support/sockets/socket.js';
import { deliveries, plant } from '../support/receivers/webhooks.js';
import { until } from '../support/until.js';

const DAY_MS = 86_400_000;

let office: Office;

async function open(environment: Record<string, string>): Promise<void> {
  office = await Office.open(environment);
  await plant(office, {
    owner_type: 'system',
    events: ['ticket.*'],
    active: false,
    url: 'http://127.0.0.1:9/',
  });
}

const retire = (days: number) => office.get(EventRetention).run(new Date(Date.now() + days * DAY_MS));
const partitions = async () => {
  const rows = await office.dataSource.query<{ name: string }[]>(
    `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE c.relname ~ '_p[0-9]+$'`,
  );
  return rows.map(({ name }) => name);
};

afterEach(async () => {
  closeSockets();
  await office.close();
});

describe('data past its retention', () => {
  it('is dropped in whole partitions, the shorter-lived first, and readers get a clear answer', async () => {
    await open({ EVENT_RETENTION: '30d', DELIVERY_RETENTION: '30d', NOTIFICATION_RETENTION: '180d' });
    const { admin, agent, requester } = office.people;
    const before = (await office.connect(agent)).of('ready')[0].cursor;
    const ticket = await requester.call('POST /api/tickets', { title: 'Printer' });
    await office.settled();
    await until(async () => (await deliveries(office)).length === 1);

    const { dataSource } = office;
    await dataSource.query('INSERT INTO user_events (user_id, position) VALUES ($1, 1), ($1, 1000000)', [requester.id]);

    const old = new Set(await partitions());
    await retire(45);
    // What a replay could still reach stays.
    expect(await dataSource.query('SELECT position FROM user_events')).toEqual([{ position: '1000000' }]);
    const left = new Set(await partitions());
    const gone = [...old].filter((name) => !left.has(name)).map((name) => name.replace(/_p\d+$/, ''));
    expect(new Set(gone)).toEqual(
      new Set(['event_bodies', 'webhook_messages', 'webhook_outcomes', 'webhook_attempts']),
    );

    const stale = await office.accounts.call(`GET /api/events?after=${before}`, { as: agent });
    expect([stale.status, stale.body.code]).toEqual([410, 'cursor_expired']);
    const socket = await office.connect(agent, { after: before });
    expect(socket.of('resync')).toMatchObject([{ reason: 'expired' }]);
    const inbox = await admin.call('GET /api/notifications');
    expect(inbox.items).toMatchObject([{ type: 'new_ticket', related_id: ticket.id, data: null }]);
    expect(inbox.unread_count).toBe(1);
    expect(await deliveries(office)).toEqual([]);
    // It was waiting: nothing stays behind that no worker could read.
    expect(await dataSource.query('SELECT id FROM webhook_queue')).toEqual([]);
    expect((await agent.call(`GET /api/tickets/${ticket.id}/history`)).items).toEqual([]);

    await retire(400);
    expect((await admin.call('GET /api/notifications')).unread_count).toBe(0);
  });

  it('is not sent: a delivery that was held for longer ends with the reason', async () => {
    await open({ EVENT_RETENTION: '7d', DELIVERY_RETENTION: '90d' });
    await office.people.requester.call('POST /api/tickets', { title: 'Printer' });
    await until(async () => (await deliveries(office)).length === 1);
    await retire(30);
    const [{ id }] = (await office.people.admin.call('GET /api/webhooks')).items;
    await office.people.admin.call(`POST /api/webhooks/${id}/enable`);
    await until(async () => (await deliveries(office))[0]?.state === 'cancelled');
    expect((await deliveries(office))[0]).toMatchObject({
      tries: 0,
      error: expect.stringMatching(/retention/),
    });
  });
});

describe('the floor of the log', () => {
  it('is at the retention limit, however much arrived since the last check', async () => {
    await open({});
    const { dataSource } = office;
    await office.settled();
    const [head] = await dataSource.query<{ position: string }[]>('SELECT position FROM log_head');
    const first = Number(head?.position) + 1;
    const last = first + 120_000 - 1;
    const id = uuidBoundary(0);
    await dataSource.query(
      'INSERT INTO event_log (position, event_id) SELECT n, $3::uuid FROM generate_series($1::int, $2::int) n',
      [first, last, id],
    );
    // An event that is young enough ends what the floor may pass.
    await dataSource.query('DELETE FROM event_log WHERE position < $1', [first]);
    await dataSource.query('UPDATE log_head SET position = $1', [last]);
    await retire(0);
    expect(await dataSource.query('SELECT floor FROM log_head')).toEqual([{ floor: String(last) }]);
  });

  it('stays below young events when a wrong clock wrote ids between them', async () => {
    await open({});
    const { dataSource } = office;
    await office.settled();
    const [head] = await dataSource.query<{ position: string }[]>('SELECT position FROM log_head');
    const first = Number(head?.position) + 1;
    const day = (days: number) => uuidBoundary(Date.now() + days * DAY_MS);
    // By days: long past, in ten years, past, young, a clock in the past, young, a clock in the past.
    const ids = [day(-90), day(3_650), day(-60), day(-1), day(-400), day(-1), day(-400)];
    await dataSource.query('DELETE FROM event_log WHERE position < $1', [first]);
    await dataSource.query(
      'INSERT INTO event_log (position, event_id) SELECT $1::int + n - 1, id FROM unnest($2::uuid[]) WITH ORDINALITY i(id, n)',
      [first, ids],
    );
    await dataSource.query('UPDATE log_head SET position = $1', [first + ids.length - 1]);
    await retire(0);
    expect(await dataSource.query('SELECT floor FROM log_head')).toEqual([{ floor: String(first + 2) }]);
  });

  it('moves past the partitions that are dropped', async () => {
    await open({});
    const database = await createDatabase();
    const view = await DatabaseView.open(database.url);
    const sql = {
      query: async (text: string) => ({ rows: (await view.rows(text, [])) as Record<string, unknown>[] }),
    };
    const keepMs = {
      event_bodies: DAY_MS,
      webhook_messages: DAY_MS,
      webhook_outcomes: DAY_MS,
      webhook_attempts: DAY_MS,
      notifications: DAY_MS,
    };
    await view.rows('UPDATE log_head SET position = 7000000, floor = 5000001', []);
    await ensurePartitions(sql, new Date());
    expect(await dropExpiredPartitions(sql, new Date(), keepMs)).toEqual({ dropped: ['event_log_p0'], faults: [] });
    await view.close();
    await database.drop();
  });
});

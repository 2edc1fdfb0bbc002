import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDatabase, type TestDatabase } from '../support/database/database.js';
import { Poison } from '../support/database/poison.js';
import { Receiver } from '../support/receivers/receiver.js';
import { Person } from '../support/people/person.js';
import { ADMIN, ServerProcess, stopServers } from '../support/servers/server-process.js';
import { DatabaseView } from '../support/database/settled.js';
import { until } from '../support/until.js';

const EVENTS = 200;
const BAD = [20, 21, 150];
/** Refusals after which the server is killed: in the middle of the halving, each time further. */
const KILL_AFTER = [2, 5];

describe('a server that is killed while it isolates faulty events of a batch', () => {
  let database: TestDatabase;
  let view: DatabaseView;
  let receiver: Receiver;

  beforeAll(async () => {
    database = await createDatabase();
    view = await DatabaseView.open(database.url);
    receiver = await Receiver.start();
  });
  afterAll(async () => {
    await stopServers();
    await receiver.stop();
    await view.close();
    await database.drop();
  });

  it('loses neither the good events nor the faulty ones', async () => {
    const server = await ServerProcess.start({ databaseUrl: database.url });
    const admin = await Person.signIn(server.url, ADMIN.email, ADMIN.password);
    const user = await admin.hire({ role: 'user', name: 'Rita' });
    await admin.call('POST /api/webhooks', { name: 'All', url: receiver.url, events: ['project.created'] });
    const poison = await Poison.put({ query: (sql) => view.rows(sql) }, '22P02', { delaySeconds: 0.1 });
    const events = Array.from({ length: EVENTS }, (_, place) => ({
      type: 'project.created',
      data: {},
      user_id: user.id,
      notify: { message: BAD.includes(place) ? 'poison' : `text ${place}` },
    }));
    const { items } = await admin.call('POST /api/events/batch', { events });
    const ids: string[] = items.map(({ id }: { id: string }) => id);
    for (const refusals of KILL_AFTER) {
      await until(async () => (await poison.met()) >= refusals);
      await server.kill();
      await server.start();
    }
    const notified = `SELECT event_id AS id FROM notifications WHERE user_id = '${user.id}' AND type = 'event'`;
    await until(async () => (await view.rows(notified)).length === EVENTS - BAD.length, { timeoutMs: 60_000 });
    const waiting = `SELECT event_id AS id FROM event_quarantine WHERE state = 'waiting' ORDER BY event_id`;
    await until(async () => (await view.rows(waiting)).length === BAD.length);
    expect(await view.rows(waiting)).toEqual(BAD.map((place) => ({ id: ids[place] })));
    await poison.take();
    expect(await admin.call('POST /api/events/quarantine/retry', {})).toEqual({ requeued: BAD.length });
    await until(async () => (await view.rows(notified)).length === EVENTS);
    await until(() => new Set(receiver.requests.map(({ body }) => body.id)).size === EVENTS);
    const positions = await view.rows(`SELECT position FROM event_log WHERE event_id = ANY($1::uuid[])`, [ids]);
    expect(positions).toHaveLength(EVENTS);
  }, 180_000);
});

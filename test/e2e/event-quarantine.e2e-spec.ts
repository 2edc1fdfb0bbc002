import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/common/ids.js';
import type { DispatchBatch, TailBatch } from '../../src/events/event-consumer.js';
import { EventConsumers } from '../../src/events/event-consumers.js';
import type { LoggedEvent } from '../../src/events/logged-event.js';
import type { Stream } from '../../src/realtime/stream.js';
import { Streams } from '../../src/realtime/streams.js';
import { RecentEvents } from '../../src/realtime/recent-events.js';
import type { HttpAnswer, Person } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { createDatabase, type TestDatabase } from '../support/database/database.js';
import { holdDispatch } from '../support/database/hold-dispatch.js';
import { Poison } from '../support/database/poison.js';
import { Receiver } from '../support/receivers/receiver.js';
import { closeSockets, type Json } from '../support/sockets/socket.js';
import { until } from '../support/until.js';

const EVENTS = 200;
const FUSSY = { prepare: '', deliver: '', stream: '' };
const seenByFussy: string[] = [];
/** Real, though of no use: it cannot take one event. */
const fussyConsumer = {
  name: 'fussy',
  prepare: ({ events }: DispatchBatch): Promise<void> => {
    refuse(events, FUSSY.prepare);
    return Promise.resolve();
  },
  deliver: ({ events }: TailBatch): void => {
    refuse(events, FUSSY.deliver);
    seenByFussy.push(...events.map(({ id }) => id));
  },
};

/** Nor can this one be sent to sockets. */
const fussyStream: Stream = {
  index: 4,
  live: ({ events }) => {
    refuse(events, FUSSY.stream);
    return Promise.resolve([]);
  },
  read: ({ upTo }) => Promise.resolve({ frames: [], reachedPosition: upTo }),
};

let database: TestDatabase;
let one: Stage;
let two: Stage;
let receiver: Receiver;
let admin: Person;
let anna: Person;
let others: Person[];

beforeAll(async () => {
  database = await createDatabase();
  const environment = { WEBHOOK_RATE_LIMIT: '0' };
  one = await Stage.start(environment, {
    database,
    prepare: (app) => {
      app.get(EventConsumers, { strict: false }).register(fussyConsumer);
      app.get(Streams, { strict: false }).register(fussyStream);
    },
  });
  two = await Stage.start(environment, { database });
  receiver = await Receiver.start();
  admin = await one.accounts.person('admin');
  anna = await one.accounts.person('user');
  others = [await one.accounts.person('agent'), await one.accounts.person('manager'), anna];
  const endpoint = { name: 'All', url: receiver.url, events: ['*'] };
  expect((await call('POST /api/webhooks', endpoint)).status).toBe(201);
  await one.settled();
});
afterEach(async () => {
  closeSockets();
  await Poison.takeAll(one.dataSource);
  Object.assign(FUSSY, { prepare: '', deliver: '', stream: '' });
});
afterAll(async () => {
  await one.close();
  await two.close();
  await receiver.stop();
  await database.drop();
});

const call = (route: string, body?: unknown, as = admin): Promise<HttpAnswer> => one.accounts.call(route, { as, body });
const quarantine = async (): Promise<Json[]> => (await call('GET /api/events/quarantine')).body.items;
const unread = async (): Promise<number> =>
  (await call('GET /api/notifications/unread-count', undefined, anna)).body.unread_count;

function refuse(events: readonly LoggedEvent[], id: string): void {
  if (events.some((event) => event.id === id)) throw new TypeError("Cannot read properties of undefined (reading 'x')");
}

/** In one batch of the queue, since dispatching waits until all of them are recorded. @returns their ids */
async function sendTogether(
  texts: readonly string[],
  meanwhile?: (ids: string[]) => Promise<unknown>,
): Promise<string[]> {
  const events = texts.map((message) => ({
    type: 'project.created',
    data: { id: newId(), name: message },
    user_id: anna.id,
    notify: { message },
  }));
  return holdDispatch(one.dataSource, async () => {
    const answer = await call('POST /api/events/batch', { events });
    const ids = answer.body.items.map(({ id }: Json) => id);
    await meanwhile?.(ids);
    return ids;
  });
}

const texts = (count: number, bad: number): string[] =>
  Array.from({ length: count }, (_, place) => (place === bad ? 'poison' : `text ${place}`));
const received = (ids: readonly string[]): number =>
  new Set(receiver.requests.map(({ body }) => body.id).filter((id) => ids.includes(id))).size;
const metric = async (name: string): Promise<number> => {
  const pages = await Promise.all([one, two].map(async ({ url }) => (await fetch(`${url}/metrics`)).text()));
  return pages.reduce((sum, page) => sum + Number(new RegExp(`^${name} (\\d+)`, 'm').exec(page)?.[1]), 0);
};
const ready = async (url = one.url): Promise<{ status: number; body: Json }> => {
  const response = await fetch(`${url}/health/ready`);
  return { status: response.status, body: await response.json() };
};

describe('an event that PostgreSQL refuses, in a batch of 200 over two processes', () => {
  it('is quarantined alone, shown to admins, and delivered once its cause is fixed', async () => {
    const poison = await Poison.put(one.dataSource, '22P02');
    const socket = await two.connect(anna);
    const watching = await one.connect(admin);
    const before = { unread: await unread(), quarantined: await metric('carillon_events_quarantined_total') };
    const ids = await sendTogether(texts(EVENTS, 137));
    const bad = ids[137] ?? '';
    await until(async () => (await unread()) === before.unread + EVENTS - 1);
    await socket.waitFor((self) => self.of('notification').length === EVENTS - 1);
    expect(socket.of('event').map(({ id }) => id)).toEqual(ids.filter((id) => id !== bad));
    await until(() => received(ids) === EVENTS - 1);
    await until(async () => (await quarantine()).length === 1);
    const [item] = await quarantine();
    expect(item).toEqual({
      id: bad,
      type: 'project.created',
      occurred_at: expect.any(String),
      quarantined_at: expect.any(String),
      error: 'error: invalid value: "…"',
      sqlstate: '22P02',
      consumer: 'notifications',
      tries: 1,
    });
    expect((await call(`GET /api/events/quarantine/${bad}`)).body).toEqual({
      ...item,
      payload: expect.stringContaining('"name":"poison"'),
    });
    const text = `The event project.created (${bad}) could not be processed and was set aside.`;
    await watching.waitFor((self) => self.of('notification').some(({ message }) => message === text));
    const { notification } = watching.of('notification').find(({ message }) => message === text);
    expect(notification).toMatchObject({ type: 'event', related_id: null, related_type: null });
    await until(() => receiver.requests.some(({ body }) => body.type === 'system.event_quarantined'));
    expect(await metric('carillon_events_quarantined_total')).toBe(before.quarantined + 1);

    const retry = `POST /api/events/quarantine/${bad}/retry`;
    expect((await call(retry)).body).toEqual({ requeued: 1 });
    await until(async () => (await quarantine())[0]?.tries === 2);
    await poison.take();
    expect((await call(retry)).status).toBe(200);
    await socket.waitFor((self) => self.of('notification').length === EVENTS);
    await until(() => received(ids) === EVENTS);
    expect(await unread()).toBe(before.unread + EVENTS);
    expect(await quarantine()).toEqual([]);
    expect((await call(retry)).status).toBe(404);
    expect((await ready()).status).toBe(200);
  });

  it('is named to a sender that waits for first attempts', async () => {
    await Poison.put(one.dataSource, '22P02');
    const event = { type: 'project.created', data: {}, user_id: anna.id, notify: { message: 'poison' } };
    const answer = await call('POST /api/events?wait=20s', event);
    expect(answer.body).toMatchObject({
      success: false,
      errors: [{ webhook: 'system', error: expect.stringContaining('set aside') }],
    });
    expect((await call(`DELETE /api/events/quarantine/${answer.body.id}`)).status).toBe(204);
  });

  it('is never processed after it is discarded', async () => {
    const poison = await Poison.put(one.dataSource, '23514');
    const ids = await sendTogether(['poison', 'text', 'poison']);
    await until(async () => (await quarantine()).length === 2);
    const [first = '', , last = ''] = ids;
    expect((await call('GET /api/events/quarantine?limit=1')).body).toMatchObject({
      items: [{ id: last, sqlstate: '23514' }],
      next_cursor: expect.any(String),
    });
    expect((await call(`DELETE /api/events/quarantine/${first}`)).status).toBe(204);
    expect((await call(`DELETE /api/events/quarantine/${first}`)).status).toBe(404);
    expect((await call(`POST /api/events/quarantine/${first}/retry`)).status).toBe(404);
    await poison.take();
    expect((await call('POST /api/events/quarantine/retry')).body).toEqual({ requeued: 1 });
    await until(() => received(ids) === 2);
    await one.settled();
    expect(await one.accounts.count('notifications WHERE event_id = $1', [first])).toBe(0);
    expect(await one.accounts.count('event_bodies WHERE id = $1', [first])).toBe(1);
  });

  it('can be seen, retried and discarded only by admins', async () => {
    for (const as of others) {
      for (const route of [
        'GET /api/events/quarantine',
        `GET /api/events/quarantine/${newId()}`,
        'POST /api/events/quarantine/retry',
        `POST /api/events/quarantine/${newId()}/retry`,
        `DELETE /api/events/quarantine/${newId()}`,
      ]) {
        expect([route, (await call(route, undefined, as)).status]).toEqual([route, 403]);
      }
    }
    expect((await call(`DELETE /api/events/quarantine/${newId()}`)).status).toBe(404);
    expect((await call(`GET /api/events/quarantine/${newId()}`)).status).toBe(404);
    expect((await call('GET /api/events/quarantine?cursor=nonsense')).status).toBe(400);
  });
});

describe('the event that reports a quarantine', () => {
  it('is quarantined without a further report when it fails too', async () => {
    const poison = await Poison.put(one.dataSource, '22P02', { word: '' });
    await sendTogether(['anything']);
    await until(async () => (await quarantine()).length === 2);
    await one.settled();
    expect((await quarantine()).map(({ type }) => type)).toEqual(['system.event_quarantined', 'project.created']);
    await poison.take();
    expect((await call('POST /api/events/quarantine/retry')).body).toEqual({ requeued: 2 });
    await until(async () => (await quarantine()).length === 0);
    await one.settled();
  });
});

describe('a consumer that throws on one event', () => {
  it('before the commit: that event is quarantined with the name of the consumer', async () => {
    const before = await unread();
    // The other process would not mind it.
    await two.app.close();
    const ids = await sendTogether(texts(7, -1), (sent) => {
      FUSSY.prepare = sent[3] ?? '';
      return Promise.resolve();
    });
    await until(async () => (await unread()) === before + 6);
    await until(async () => (await quarantine()).length === 1);
    const error = "TypeError: Cannot read properties of undefined (reading '…')";
    expect((await quarantine())[0]).toMatchObject({ id: ids[3], consumer: 'fussy', sqlstate: null, error });
    FUSSY.prepare = '';
    await call('POST /api/events/quarantine/retry');
    await until(async () => (await unread()) === before + 7);
    two = await Stage.start({ WEBHOOK_RATE_LIMIT: '0' }, { database });
  });

  it('after the commit: it alone misses that event', async () => {
    const socket = await one.connect(anna);
    const ids = await sendTogether(texts(50, -1), (sent) => {
      FUSSY.deliver = sent[20] ?? '';
      return Promise.resolve();
    });
    await socket.waitFor((self) => self.of('event').length === 50);
    await one.settled();
    expect(seenByFussy.filter((id) => ids.includes(id))).toEqual(ids.filter((id) => id !== ids[20]));
    expect(await quarantine()).toEqual([]);
  });
});

describe('a stream that throws on one event', () => {
  it('loses that event on its sockets, but no other event and no connection', async () => {
    const socket = await one.connect(anna);
    const ids = await sendTogether(texts(50, -1), (sent) => {
      FUSSY.stream = sent[20] ?? '';
      return Promise.resolve();
    });
    await socket.waitFor((self) => self.of('event').length === 49);
    expect(socket.of('event').map(({ id }) => id)).toEqual(ids.filter((id) => id !== ids[20]));
    await sendTogether(['next']);
    await socket.waitFor((self) => self.of('event').length === 50);
    expect(socket.disconnectReason).toBeNull();
  });
});

describe('a stored event that was damaged', () => {
  it('is quarantined when it is dispatched', async () => {
    const before = await unread();
    const ids = await sendTogether(texts(5, -1), (sent) =>
      one.dataSource.query(`UPDATE event_bodies SET data = 'secret, and no JSON' WHERE id = $1`, [sent[2]]),
    );
    await until(async () => (await unread()) === before + 4);
    await until(async () => (await quarantine()).length === 1);
    expect((await quarantine())[0]).toMatchObject({
      id: ids[2],
      consumer: null,
      error: `UnreadableEvent: The column data of the event ${ids[2]} cannot be read.`,
    });
    expect((await call(`GET /api/events/quarantine/${ids[2]}`)).body.payload).toBe('secret, and no JSON');
    expect((await call(`DELETE /api/events/quarantine/${ids[2]}`)).status).toBe(204);
  });

  it.each(['data', 'actor', 'visible_to', 'changes', 'embed'])(
    'is skipped by every reader when its %s is broken later, and hides no other',
    async (column) => {
      const after = (await call('GET /api/events?limit=1&types=none.such')).body.next_cursor;
      const start = (await one.connect(anna)).of('ready')[0].cursor;
      const ticket = (await call('POST /api/tickets', { title: 'Printer' }, anna)).body;
      const comments: Json[] = [];
      for (const content of ['first', 'second', 'third']) {
        comments.push((await call(`POST /api/tickets/${ticket.id}/comments`, { content }, others[0])).body);
      }
      await Promise.all([one.settled(), two.settled()]);
      const broken = comments[1].id;
      await one.dataSource.query(`UPDATE event_bodies SET ${column} = 'no JSON' WHERE entity_id = $1`, [broken]);
      const contents = (items: Json[]): unknown[] => items.map(({ data }) => data?.content).filter(Boolean);
      const log = (await call(`GET /api/events?after=${after}&types=comment.created`, undefined, anna)).body.items;
      expect(contents(log)).toEqual(['first', 'third']);
      const history = (await call(`GET /api/tickets/${ticket.id}/history`, undefined, anna)).body.items;
      expect(contents(history)).toEqual(['third', 'first']);
      const inbox = (await call('GET /api/notifications?limit=3', undefined, anna)).body.items;
      expect(inbox.map(({ data }: Json) => data?.content ?? null)).toEqual(['third', null, 'first']);
      // In memory it is as it was; what is read from the log from now on is damaged.
      two.get(RecentEvents).forget();
      const replayed = await two.connect(anna, { after: start, rooms: [`ticket:${ticket.id}`] });
      expect(contents(replayed.of('comment.update'))).toEqual(['first', 'third']);
      expect(replayed.of('notification').map(({ data }) => data.content)).toEqual(['first', 'third']);
    },
  );

  it('keeps its position like an erased one when its body is missing, and stops nothing', async () => {
    const before = await unread();
    await sendTogether(texts(5, -1), (sent) =>
      one.dataSource.query('DELETE FROM event_bodies WHERE id = ANY($1)', [[sent[0], sent[4]]]),
    );
    await until(async () => (await unread()) === before + 3);
    await sendTogether(['next']);
    await until(async () => (await unread()) === before + 4);
    await one.settled();
    expect(await quarantine()).toEqual([]);
  });
});

describe('a fault that the event did not cause', () => {
  it.each(['40001', '53100', '57P03', '58030'])('of the database (%s) is retried after a pause', async (sqlstate) => {
    const before = await unread();
    const poison = await Poison.put(one.dataSource, sqlstate);
    const startedAt = performance.now();
    await sendTogether(['poison', 'text']);
    await until(async () => (await poison.met()) >= 4);
    // Two processes, each with a pause of a second between its tries.
    expect(performance.now() - startedAt).toBeGreaterThan(900);
    expect(await quarantine()).toEqual([]);
    await poison.take();
    await until(async () => (await unread()) === before + 2);
  });

  it('of the installation is retried too, and the process is not ready meanwhile', async () => {
    const before = await unread();
    const poison = await Poison.put(one.dataSource, '42P01');
    await sendTogether(['poison', 'text']);
    await until(async () => (await ready()).status === 503);
    const message = 'Dispatching fails with 42P01: the database is not as it must be.';
    expect((await ready()).body).toMatchObject({
      code: 'not_ready',
      detail: `dispatch: ${message}`,
      checks: { dispatch: { status: 'down', message } },
    });
    expect((await fetch(`${one.url}/health/live`)).status).toBe(200);
    expect(await quarantine()).toEqual([]);
    await poison.take();
    await until(async () => (await unread()) === before + 2);
    await until(async () => (await ready()).status === 200 && (await ready(two.url)).status === 200);
  });

  it('is blamed on the event after it alone timed out three times', async () => {
    const before = await unread();
    const poison = await Poison.put(one.dataSource, '57014');
    const ids = await sendTogether(['text', 'poison', 'text']);
    await until(async () => (await quarantine()).length === 1);
    expect((await quarantine())[0]).toMatchObject({ id: ids[1], sqlstate: '57014' });
    expect(await poison.met()).toBeGreaterThanOrEqual(4);
    await until(async () => (await unread()) === before + 2);
    await poison.take();
    await call(`DELETE /api/events/quarantine/${ids[1]}`);
  });
});

describe('the erasure of a person’s data', () => {
  it('covers quarantined and discarded events', async () => {
    const poison = await Poison.put(one.dataSource, '22P02');
    const ids = await sendTogether(['poison', 'poison']);
    await until(async () => (await quarantine()).length === 2);
    expect((await call(`DELETE /api/events/quarantine/${ids[0]}`)).status).toBe(204);
    await poison.take();
    expect((await call(`DELETE /api/subjects/${anna.id}`)).status).toBe(200);
    expect(await one.accounts.count('event_bodies WHERE id = ANY($1)', [ids])).toBe(0);
    expect(await quarantine()).toEqual([]);
  });
});

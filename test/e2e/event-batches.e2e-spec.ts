import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/common/ids.js';
import { type HttpAnswer, type Person, wrongFields } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { Receiver } from '../support/receivers/receiver.js';
import { type Json } from '../support/sockets/socket.js';
import { plant } from '../support/receivers/webhooks.js';
import { until } from '../support/until.js';

let running: Stage;
let receiver: Receiver;
let admin: Person;
let anna: Person;
let other: Person;

beforeAll(async () => {
  running = await Stage.start({ WEBHOOK_RETRY_SCHEDULE: '1h' });
  receiver = await Receiver.start();
  admin = await running.accounts.person('admin');
  anna = await running.accounts.person('user');
  other = await running.accounts.person('user');
});
beforeEach(() => {
  receiver.reply = 200;
});
afterAll(async () => {
  await running.close();
  await receiver.stop();
});

const call = (route: string, body?: unknown, as = admin): Promise<HttpAnswer> =>
  running.accounts.call(route, { as, body });
const send = (event: object, as = admin, query = '') =>
  call(`POST /api/events${query}`, { type: 'project.created', data: { id: newId() }, ...event }, as);
const stored = async (): Promise<number> => {
  const sql = "SELECT count(*)::int AS count FROM event_bodies WHERE source = 'external'";
  return (await running.dataSource.query<{ count: number }[]>(sql))[0]?.count ?? 0;
};

describe('a batch of events', () => {
  const events = (count: number, fields: (place: number) => object = () => ({})) =>
    Array.from({ length: count }, (_, place) => ({ type: 'sync.completed', data: { n: place }, ...fields(place) }));

  it('is stored whole, in order, each event once by its key, new or known', async () => {
    const before = await stored();
    const first = (await send({ idempotency_key: 'known', data: { id: 'x' } })).body.id;
    const list = [
      { type: 'project.created', data: { id: 'x' }, idempotency_key: 'known' },
      ...events(498),
      { type: 'sync.failed', data: {}, idempotency_key: 'twice' },
    ];
    const answer = await call('POST /api/events/batch', { events: list });
    expect(answer.status).toBe(202);
    const ids = answer.body.items.map(({ id }: Json) => id);
    expect(ids[0]).toBe(first);
    expect(new Set(ids).size).toBe(500);
    expect(await stored()).toBe(before + 500);
    const twice = { type: 'sync.failed', data: {}, idempotency_key: 'twice' };
    const again = await call('POST /api/events/batch', { events: [twice, twice] });
    expect(again.body.items).toEqual([{ id: ids[499] }, { id: ids[499] }]);
    await until(async () => {
      const rows = await running.dataSource.query<Json[]>(
        'SELECT event_id FROM event_log ORDER BY position DESC LIMIT 499',
      );
      const logged = rows.map(({ event_id }) => event_id).toReversed();
      return logged.join() === ids.slice(1).join();
    });
  });

  it('is refused whole, with every fault of every event', async () => {
    const before = await stored();
    const faulty = await call('POST /api/events/batch', {
      events: [
        { type: 'project.created', data: {} },
        { type: 'no name', data: {} },
        { data: [] },
        { type: 'payment.failed', data: { amount: 'much' }, more: 1 },
        { type: 'sync.failed', data: {}, user_id: 'me' },
      ],
    });
    expect(wrongFields(faulty)).toEqual([
      'events.1.type',
      'events.2.data',
      'events.2.type',
      'events.3.data.amount',
      'events.3.more',
      'events.4.user_id',
    ]);
    const typed = await call('POST /api/events/batch', {
      events: [
        { data: {} },
        { type: 'payment.failed', data: { amount: 'much' } },
        { type: 'sync.failed', data: {}, notify: { message: 'Hello' } },
        { type: 'sync.failed', data: {}, embed: { color: 1 } },
      ],
    });
    expect(wrongFields(typed)).toEqual(['events.0.type', 'events.1.data.amount', 'events.2.notify', 'events.3.embed']);
    const nobody = [
      { type: 'sync.failed', data: {} },
      { type: 'sync.failed', data: {}, user_id: newId() },
    ];
    expect(wrongFields(await call('POST /api/events/batch', { events: nobody }))).toEqual(['events.1.user_id']);
    for (const list of [undefined, [], events(501), 'all', [1]]) {
      expect((await call('POST /api/events/batch', { events: list })).status).toBe(400);
    }
    const conflict = [...events(2), { type: 'sync.failed', data: { other: true }, idempotency_key: 'known' }];
    expect((await call('POST /api/events/batch', { events: conflict })).status).toBe(409);
    expect(await stored()).toBe(before);
  });

  it('is limited to 4 MiB, its events to 256 KiB each, and to the rights of its sender', async () => {
    const before = await stored();
    const large = (count: number, length: number) => events(count, () => ({ data: { text: 'x'.repeat(length) } }));
    expect((await call('POST /api/events/batch', { events: large(18, 200_000) })).status).toBe(202);
    expect((await call('POST /api/events/batch', { events: large(22, 200_000) })).status).toBe(413);
    expect((await call('POST /api/events/batch', { events: large(1, 270_000) })).status).toBe(413);
    const foreign = [...events(1), ...events(1, () => ({ user_id: other.id }))];
    expect((await call('POST /api/events/batch', { events: foreign }, anna)).status).toBe(403);
    const desk = [...events(1), { type: 'ticket.created', data: {} }];
    expect((await call('POST /api/events/batch', { events: desk }, anna)).status).toBe(403);
    expect(await stored()).toBe(before + 18);
  });
});

describe('a sender that waits for first attempts', () => {
  const wait = async (fields: object = {}, as = admin, time = '10s') =>
    send({ type: 'storage.quota_warning', data: {}, ...fields }, as, `?wait=${time}`);
  const listen = (name: string, fields: object = {}) =>
    plant(running, { owner_type: 'system', events: ['storage.*'], url: `${receiver.url}?${name}`, name, ...fields });
  afterEach(() => running.dataSource.query('DELETE FROM webhook_endpoints'));

  it('learns at once that no webhook matches', async () => {
    const { status, body } = await wait();
    expect(status).toBe(200);
    expect(body).toEqual({
      id: expect.any(String),
      success: false,
      sent: 0,
      failed: 0,
      pending: 0,
      errors: [{ webhook: 'system', error: 'no webhook configured' }],
    });
  });

  it('gets every first attempt, by name', async () => {
    await listen('Good');
    await listen('Bad');
    receiver.reply = (response, { url }) => response.writeHead(url.endsWith('Bad') ? 500 : 200).end();
    const { body } = await wait({ idempotency_key: 'waited' });
    expect(body).toMatchObject({ success: true, sent: 1, failed: 1, pending: 0 });
    expect(body.errors).toEqual([{ webhook: 'Bad', error: expect.stringContaining('500') }]);
    expect((await wait({ idempotency_key: 'waited' })).body).toEqual(body);
  });

  it('gets an answer at the time limit, and at once if everything is held', async () => {
    await listen('Held', { active: false });
    expect((await wait()).body).toMatchObject({ success: false, sent: 0, pending: 1, errors: [] });
    await listen('Hanging');
    const kept: Json[] = [];
    receiver.reply = (response) => kept.push(response);
    expect((await wait({}, admin, '300ms')).body).toMatchObject({ success: false, pending: 2 });
    for (const response of kept) response.end();
  });

  it('does not see endpoints of other people', async () => {
    await listen('Secret');
    const { body } = await wait({}, anna);
    expect(body).toMatchObject({
      success: false,
      sent: 0,
      errors: [{ webhook: 'system', error: 'no webhook configured' }],
    });
    await listen('Anna’s own', { owner_type: 'user', user_id: anna.id });
    expect((await wait({}, anna)).body).toMatchObject({ success: true, sent: 1, errors: [] });
  });

  it.each(['', 'soon', '31s', '-1s', '5'])('cannot wait for "%s"', async (time) => {
    expect(wrongFields(await wait({}, admin, time))).toEqual(['wait']);
  });
});

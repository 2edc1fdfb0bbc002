import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import { type HttpAnswer, type Person, wrongFields } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { Receiver } from '../support/receivers/receiver.js';
import { until } from '../support/until.js';

/** Filters and templates are users' programs: they cost their owner's deliveries, and nothing of anybody else's. */
let running: Stage;
let second: Stage;
let owner: Person;
let neighbour: Person;
let receiver: Receiver;
let other: Receiver;

/** Takes minutes without a budget. */
const BOMB = 'data.list.exists(x, size(data.text.split(",")) == size(x) * 1000)';
const HEAVY = { list: Array.from({ length: 8_000 }, (_, index) => `value ${index}`), text: 'a,'.repeat(20_000) };

beforeAll(async () => {
  running = await Stage.start({ WEBHOOK_RATE_LIMIT: '0' });
  second = await Stage.start({ WEBHOOK_RATE_LIMIT: '0' }, { database: running.database });
  owner = await running.accounts.person('admin');
  neighbour = await running.accounts.person('user');
});
afterAll(async () => {
  await second.close();
  await running.close();
});

beforeEach(async () => {
  receiver = await Receiver.start();
  other = await Receiver.start();
});
afterEach(async () => {
  await running.dataSource.query('DELETE FROM webhook_endpoints');
  await holdStage('1 ms');
  await receiver.stop();
  await other.stop();
});

function call(route: string, body?: unknown, as = owner): Promise<HttpAnswer> {
  return running.accounts.call(route, { as, body });
}

async function endpoint(fields: object, as = owner): Promise<string> {
  const { status, body } = await call('POST /api/webhooks', { events: ['thing.happened'], ...fields }, as);
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body.id;
}

async function send(data: object, userId = neighbour.id): Promise<string> {
  const { status, body } = await call('POST /api/events', { type: 'thing.happened', data, user_id: userId });
  if (status !== 202) throw new Error(JSON.stringify(body));
  return body.id;
}

/** As if another process had the filter stage for so long. */
async function holdStage(forTime: string): Promise<void> {
  await running.dataSource.query(
    `UPDATE webhook_filter_head SET claim_id = gen_random_uuid(), lease_until = now() + $1::interval`,
    [forTime],
  );
}

async function stageAtHead(): Promise<void> {
  const sql = 'SELECT 1 FROM webhook_filter_head h JOIN log_head l ON h.position = l.position';
  await until(async () => (await running.dataSource.query<unknown[]>(sql)).length === 1);
}

/** Calls `work` with the stage's lock, at the moment when the stage has decided a batch and wants to move on. */
async function whileStageWaits(
  before: () => Promise<unknown>,
  work: (stage: EntityManager) => Promise<unknown>,
): Promise<void> {
  const waiting = `SELECT query FROM pg_stat_activity WHERE application_name = 'carillon filters' AND wait_event_type = 'Lock'`;
  const attempt = () =>
    running.dataSource.transaction(async (stage) => {
      await stage.query('SELECT 1 FROM webhook_filter_head FOR UPDATE');
      await before();
      let queries: { query: string }[] = [];
      await until(async () => (queries = await running.dataSource.query(waiting)).length > 0);
      // It may just as well wait for its lease.
      const isAtBatch = queries.some(({ query }) => query.includes('SET position'));
      if (isAtBatch) await work(stage);
      return isAtBatch;
    });
  while (!(await attempt())) {
    // Else the next attempt would meet the stage at what this one sent.
    await until(async () => (await running.accounts.count('event_queue')) === 0);
    await stageAtHead();
  }
}

function numbers(from = receiver): number[] {
  return from.requests.map(({ body }) => body.data.n);
}

describe('a user’s filter', () => {
  it('that would run for minutes delays no other, is explained, and marks its endpoint after three events', async () => {
    const bad = await endpoint({ url: receiver.url, filter: BOMB });
    await endpoint({ url: `${other.url}/plain` }, neighbour);
    await endpoint({ url: `${other.url}/filtered`, filter: 'data.n + 1 > 0' }, neighbour);
    const startedMs = performance.now();
    const first = await send({ n: 1, ...HEAVY });
    for (const n of [2, 3]) await send({ n, ...HEAVY });
    await other.received(6);
    expect(performance.now() - startedMs).toBeLessThan(14_000);
    await until(async () => (await call(`GET /api/webhooks/${bad}`)).body.status === 'failing', { timeoutMs: 60_000 });
    const [told] = await running.dataSource.query<{ data: string }[]>(
      `SELECT data FROM event_bodies WHERE type = 'webhook.failing' AND entity_id = $1`,
      [bad],
    );
    expect(JSON.parse(told?.data ?? '{}')).toMatchObject({ failing_reason: expect.stringContaining('filter') });
    const { body } = await call(`GET /api/webhooks/${bad}/explain/${first}`);
    const rule = body.rules.find((one: { rule: string }) => one.rule === 'filter');
    expect(rule).toMatchObject({ holds: false, reason: expect.stringContaining('budget') });
    expect(receiver.requests).toEqual([]);

    // What comes meanwhile waits for the pause to end; an edit ends it.
    await send({ n: 4, list: [], text: '' });
    expect((await call(`PATCH /api/webhooks/${bad}`, { filter: 'data.n == 4' })).body.status).toBe('active');
    await receiver.received(1);
    expect(numbers()).toEqual([4]);
  }, 120_000);

  it('that works again after a pause is healthy again, and its owner is notified', async () => {
    const id = await endpoint({ url: receiver.url, filter: `data.n == 9 || ${BOMB}` });
    for (const n of [1, 2, 3]) await send({ n, ...HEAVY });
    await until(async () => (await call(`GET /api/webhooks/${id}`)).body.status === 'failing', { timeoutMs: 60_000 });
    await send({ n: 9 });
    await running.dataSource.query('UPDATE webhook_filter_lags SET not_before = now()');
    await receiver.received(1);
    expect(numbers()).toEqual([9]);
    await until(async () => (await call(`GET /api/webhooks/${id}`)).body.status === 'active');
    const sql = `SELECT 1 FROM event_bodies WHERE type = 'webhook.recovered' AND entity_id = $1`;
    await until(async () => (await running.dataSource.query<unknown[]>(sql, [id])).length === 1);
  }, 120_000);

  it('gets each event once and in order, whichever process runs it', async () => {
    await endpoint({ url: receiver.url, filter: 'data.n % 2 == 0', events: ['thing.happened'] });
    const expected = Array.from({ length: 40 }, (_, index) => index * 2);
    for (let n = 0; n < 80; n += 1) await send({ id: 'one', n });
    await receiver.received(expected.length);
    await running.settled();
    expect(numbers()).toEqual(expected);
  });

  it('is run by another process when the previous one is gone', async () => {
    await endpoint({ url: receiver.url, filter: 'true' });
    await holdStage('2 s');
    await send({ n: 1 });
    await receiver.received(1);
    expect(numbers()).toEqual([1]);
  });

  it('that catches up during a batch of the filter stage gets that batch, too', async () => {
    const id = await endpoint({ url: receiver.url, filter: 'true' });
    const sql = `INSERT INTO webhook_filter_lags (id, endpoint_id, position, not_before)
                 SELECT gen_random_uuid(), $1, position, now() + interval '1 hour' FROM log_head`;
    await stageAtHead();
    await running.dataSource.query(sql, [id]);
    const catchUp = 'DELETE FROM webhook_filter_lags WHERE endpoint_id = $1';
    // Under the stage's lock, as the lag's own last step is: the batch is decided by then, and waits to be written.
    let sent = 0;
    await whileStageWaits(
      () => send({ n: (sent += 1) }),
      (stage) => stage.query(catchUp, [id]),
    );
    await receiver.received(1);
    await running.settled();
    expect(numbers()).toEqual([sent]);
  });

  it('that is removed skips no event and repeats none', async () => {
    const id = await endpoint({ url: receiver.url, filter: 'true' });
    await holdStage('1 hour');
    for (const n of [1, 2]) await send({ n });
    await until(async () => (await running.accounts.count('event_queue')) === 0);
    await call(`PATCH /api/webhooks/${id}`, { filter: null });
    await send({ n: 3 });
    await receiver.received(3);
    await holdStage('1 ms');
    await running.settled();
    // The rest of the time with a filter may come after what is dispatched without one.
    expect(numbers().sort((a, b) => a - b)).toEqual([1, 2, 3]);
  });

  it('that is added sees later events only, and repeats none', async () => {
    const id = await endpoint({ url: receiver.url });
    await holdStage('1 hour');
    await send({ n: 1 });
    await until(async () => (await running.accounts.count('event_queue')) === 0);
    await call(`PATCH /api/webhooks/${id}`, { filter: 'data.n != 2' });
    for (const n of [2, 3]) await send({ n });
    await receiver.received(1);
    await holdStage('1 ms');
    await receiver.received(2);
    await running.settled();
    expect(numbers()).toEqual([1, 3]);
  });

  it('that is removed and added again skips no event and repeats none', async () => {
    const id = await endpoint({ url: receiver.url, filter: 'true' });
    await holdStage('1 hour');
    for (const [n, filter] of [
      [1, null],
      [2, 'data.n > 0'],
      [3, null],
      [4, 'true'],
    ] as const) {
      await send({ n });
      await until(async () => (await running.accounts.count('event_queue')) === 0);
      await call(`PATCH /api/webhooks/${id}`, { filter });
    }
    await send({ n: 5 });
    await holdStage('1 ms');
    await receiver.received(5);
    await running.settled();
    expect(numbers().sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5]);
  });

  it('is awaited by a sender that waits for first attempts', async () => {
    await endpoint({ url: receiver.url, filter: 'data.n == 1' });
    const post = (n: number) => call('POST /api/events?wait=10s', { type: 'thing.happened', data: { n } });
    expect((await post(1)).body).toMatchObject({ success: true, sent: 1, failed: 0, pending: 0 });
    expect((await post(2)).body).toMatchObject({ success: false, errors: [{ webhook: 'system' }] });
  });
});

describe('a user’s template', () => {
  const SLOW =
    '{% for i in data.list %}{% for j in data.list %}{% if data.text contains "none" %}x{% endif %}{% endfor %}{% endfor %}';

  it('over its budget fails the delivery permanently with a reason, and marks its endpoint after three', async () => {
    const id = await endpoint({ url: receiver.url, payload_format: 'template', template: SLOW });
    await endpoint({ url: other.url }, neighbour);
    for (const n of [1, 2, 3]) await send({ n, ...HEAVY });
    await other.received(3);
    const sql = `SELECT data FROM event_bodies WHERE type = 'webhook.failing' AND entity_id = $1`;
    let told: { data: string }[] = [];
    await until(async () => (told = await running.dataSource.query(sql, [id])).length === 1, { timeoutMs: 60_000 });
    expect(JSON.parse(told[0]?.data ?? '')).toMatchObject({ failing_reason: expect.stringContaining('template') });
    expect((await call(`GET /api/webhooks/${id}`)).body.status).toBe('failing');
    const { items } = (await call(`GET /api/webhooks/${id}/deliveries`)).body;
    const error = expect.stringContaining('over its budget');
    expect(items).toMatchObject([1, 2, 3].map(() => ({ status: 'failed', error, next_attempt_at: null })));
    expect(receiver.requests).toEqual([]);

    await call(`PATCH /api/webhooks/${id}`, { template: '{{ data.n }}' });
    await send({ n: 4 });
    await receiver.received(1);
    expect(receiver.requests[0]?.text).toBe('4');
  }, 120_000);

  it('over its budget is reported by a test and by a preview', async () => {
    const looping = '{% for i in (1..90000) %}{% for j in (1..90000) %}{% endfor %}{% endfor %}x';
    const id = await endpoint({ url: receiver.url, payload_format: 'template', template: '{{ data.message }}' });
    await running.dataSource.query('UPDATE webhook_endpoints SET template = $2 WHERE id = $1', [id, looping]);
    const test = await call(`POST /api/webhooks/${id}/test`, {});
    expect(test.body).toMatchObject({ success: false, error: expect.stringMatching(/budget|limit/) });
    const preview = await call('POST /api/webhooks/preview', { payload_format: 'template', template: looping });
    expect(wrongFields(preview)).toEqual(['template']);
  });
});

describe('a program that is saved', () => {
  it.each([
    ['template', { payload_format: 'template', template: '{"text": "{{ data.message }}"}', events: ['webhook.*'] }],
    ['template', { payload_format: 'template', template: '{"text": {{ data.title }}}', events: ['ticket.*'] }],
    ['filter', { filter: 'data.title.matches("(a+)+$")' }],
    ['secret', { secret: 'whsec_not base64 at all' }],
    ['secret', { secret: 'whsec_c2hvcnQ=' }],
    ['secret', { secret: `whsec_${Buffer.alloc(65, 1).toString('base64')}` }],
    ['secret', { secret: `whsec_${Buffer.alloc(32, 1).toString('base64url')}`.replace(/=*$/, '') }],
    ['secret', { secret: '         ' }],
    ['headers', { headers: { 'X-Token': '••••' } }],
    ['headers', { headers: { 'X-Token': 'Grüße' } }],
  ])('is refused with %s if it can never work: %j', async (field, fields) => {
    const answer = await call('POST /api/webhooks', { url: receiver.url, events: ['*'], ...fields });
    expect(wrongFields(answer)).toEqual([field]);
  });

  it.each([
    { secret: `whsec_${Buffer.alloc(24, 1).toString('base64')}` },
    { secret: `whsec_${Buffer.alloc(64, 1).toString('base64')}` },
    { secret: 'any other string' },
    { filter: 'data.usage + 1 > 90' },
    { payload_format: 'template', template: '{"text": {{ data.title | json }}, "n": {{ data.count }}}' },
  ])('is accepted if it can work: %j', async (fields) => {
    const answer = await call('POST /api/webhooks', { url: receiver.url, events: ['*'], ...fields });
    expect([answer.status, answer.body.errors]).toEqual([201, undefined]);
  });
});

describe('an API key that may change webhooks', () => {
  it('cannot read events through a preview without the read scope', async () => {
    const eventId = await send({ n: 1, secret: 'for readers' });
    const keyOf = async (scopes: string[]) =>
      ({ access_token: (await call('POST /api/api-keys', { name: 'key', scopes })).body.key }) as Person;
    const writer = await keyOf(['webhooks:write']);
    const reader = await keyOf(['webhooks:write', 'read']);
    const input = { event_id: eventId, payload_format: 'standard' };
    const refused = await call('POST /api/webhooks/preview', input, writer);
    expect([refused.status, JSON.stringify(refused.body).includes('for readers')]).toEqual([403, false]);
    expect((await call('POST /api/webhooks/preview', input, reader)).body.body).toContain('for readers');
    expect((await call('POST /api/webhooks/preview', { payload_format: 'standard' }, writer)).status).toBe(200);
    const id = await endpoint({ url: receiver.url });
    expect((await call(`GET /api/webhooks/${id}/explain/${eventId}`, undefined, writer)).status).toBe(403);
    // Another's event, by a key of a person who may not see it.
    const stranger = await running.accounts.person('user');
    const { key } = (await call('POST /api/api-keys', { name: 'key' }, stranger)).body;
    expect((await call('POST /api/webhooks/preview', input, { access_token: key } as Person)).status).toBe(404);
  });
});

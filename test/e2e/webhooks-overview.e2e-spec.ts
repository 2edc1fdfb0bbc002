import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/common/ids.js';
import { MAX_SCANNED } from '../../src/webhooks/deliveries/delivery-list.sql.js';
import { bucketOf, BUCKETS, percentileOf } from '../../src/webhooks/health/duration-histogram.js';
import { EndpointHours } from '../../src/webhooks/health/endpoint-hours.js';
import { type Person, wrongFields } from '../support/people/person.js';
import { Stage } from '../support/servers/stage.js';
import { Receiver } from '../support/receivers/receiver.js';
import type { Json } from '../support/sockets/socket.js';
import { until } from '../support/until.js';

let running: Stage;
let receiver: Receiver;
let people: Record<'admin' | 'agent' | 'manager' | 'foreign' | 'owner' | 'stranger', Person>;
const ids: Record<string, string> = {};

async function get(path: string, as: Person): Promise<Json> {
  const { status, body } = await running.accounts.call(`GET ${path}`, { as });
  if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
  return body;
}

async function post(path: string, as: Person, body: object = {}): Promise<Json> {
  const answer = await running.accounts.call(`POST ${path}`, { as, body });
  if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

async function hook(name: string, as: Person, fields: object = {}): Promise<void> {
  const body = { name, url: `${receiver.url}/${name}`, events: ['project.*'], max_attempts: 1, ...fields };
  ids[name] = (await post('/api/webhooks', as, body)).id;
}

async function project(type: string, fields: object): Promise<string> {
  return (await post('/api/events', people.admin, { type, data: { id: newId() }, ...fields })).id;
}

const namesOf = (page: Json): string[] => page.items.map(({ webhook_name: name }: Json) => name).toSorted();

beforeAll(async () => {
  running = await Stage.start({ WEBHOOK_RETRY_SCHEDULE: '1h' });
  receiver = await Receiver.start();
  receiver.reply = (response, { url }) => response.writeHead(url.endsWith('/broken') ? 500 : 200).end('noted');
  const { accounts } = running;
  const [acme, other] = [await accounts.company('Acme'), await accounts.company('Other')];
  people = {
    admin: await accounts.person('admin'),
    agent: await accounts.person('agent'),
    manager: await accounts.person('manager', { companyId: acme.id }),
    foreign: await accounts.person('manager', { companyId: other.id }),
    owner: await accounts.person('user'),
    stranger: await accounts.person('user'),
  };
  const company = { owner_type: 'company', company_id: acme.id };
  await hook('own', people.owner);
  await hook('broken', people.owner, { max_attempts: null });
  await hook('firm', people.manager, company);
  await hook('internal', people.admin, { ...company, include_internal: true });
  await hook('system', people.admin);
  await hook('asleep', people.owner, { active: false });
  ids.first = await project('project.created', { user_id: people.owner.id });
  ids.second = await project('project.updated', { company_id: acme.id });
  await running.settled();
});
afterAll(async () => {
  await running.close();
  await receiver.stop();
});

describe('the list of deliveries of all webhooks', () => {
  it('covers exactly the webhooks that the caller may see', async () => {
    const seen = async (as: Person) => [...new Set(namesOf(await get('/api/deliveries', as)))];
    await receiver.received(6);
    expect(await seen(people.owner)).toEqual(['asleep', 'broken', 'own']);
    expect(await seen(people.manager)).toEqual(['firm']);
    expect(await seen(people.admin)).toEqual(['asleep', 'broken', 'firm', 'internal', 'own', 'system']);
    for (const as of [people.stranger, people.foreign, people.agent]) expect(await seen(as)).toEqual([]);
    expect(await seen(people.stranger)).toEqual([]);
    const page = await get(`/api/deliveries?webhook_id=${ids.internal}`, people.manager);
    expect(page.items).toEqual([]);
  });

  it('filters by status, type, webhook, event and time', async () => {
    const found = async (query: string, as = people.owner) => namesOf(await get(`/api/deliveries?${query}`, as));
    expect(await found('status=held')).toEqual(['asleep']);
    expect(await found('status=held', people.admin)).toEqual(['asleep']);
    expect(await found('type=project.updated')).toEqual([]);
    expect(await found('type=project.updated', people.admin)).toEqual(['firm', 'internal', 'system']);
    expect(await found(`webhook_id=${ids.own}`)).toEqual(['own']);
    expect(await found(`event_id=${ids.second}`, people.admin)).toEqual(['firm', 'internal', 'system']);
    expect(await found(`event_id=${newId()}`, people.admin)).toEqual([]);
    expect(await found('since=1h&until=0s')).toEqual(['asleep', 'broken', 'own']);
    expect(await found('until=1h')).toEqual([]);
    expect(await found(`since=${new Date(Date.now() + 60_000).toISOString()}`)).toEqual([]);
  });

  it('is sorted newest first, in pages without gaps or repeats', async () => {
    for (const as of [people.admin, people.owner]) {
      const whole: string[] = (await get('/api/deliveries', as)).items.map(({ id }: Json) => id);
      expect(whole).toEqual(whole.toSorted().toReversed());
      const paged: string[] = [];
      for (let cursor = ''; ;) {
        const page = await get(`/api/deliveries?limit=2${cursor}`, as);
        paged.push(...page.items.map(({ id }: Json) => id));
        if (page.next_cursor === null) break;
        cursor = `&cursor=${page.next_cursor}`;
      }
      expect(paged).toEqual(whole);
    }
  });

  it('names each fault of a query', async () => {
    const query = 'status=lost&webhook_id=1&event_id=x&since=soon&until=never&limit=0&type=';
    const answer = await running.accounts.call(`GET /api/deliveries?${query}`, { as: people.owner });
    expect(wrongFields(answer)).toEqual(['event_id', 'limit', 'since', 'status', 'until', 'webhook_id']);
  });

  it('is scanned in bounded steps by a filter with few matches', async () => {
    await running.dataSource.query(
      `INSERT INTO webhook_deliveries (id, endpoint_id, position, event_id, message_id, event_type, state)
       SELECT ('ffffffff-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, $1, 0, $2, $2, 'filler.event', 'success'
         FROM generate_series(1, $3::int) n`,
      [ids.own, ids.first, MAX_SCANNED + 10],
    );
    for (const as of [people.admin, people.owner]) {
      const first = await get(`/api/deliveries?type=project.created&webhook_id=${ids.own}`, as);
      expect(first).toEqual({ items: [], next_cursor: expect.any(String) });
      const next = `cursor=${first.next_cursor}&type=project.created&webhook_id=${ids.own}`;
      expect(await get(`/api/deliveries?${next}`, as)).toMatchObject({
        items: [{ webhook_name: 'own' }],
        next_cursor: null,
      });
      const walked = await get('/api/deliveries?type=project.created', as);
      expect(walked.next_cursor).not.toBeNull();
      const rest = await get(`/api/deliveries?type=project.created&cursor=${walked.next_cursor}`, as);
      const names = [...namesOf(walked), ...namesOf(rest)].filter((name) => name !== 'system');
      expect(names.toSorted()).toEqual(['asleep', 'broken', 'own']);
    }
    await running.dataSource.query(`DELETE FROM webhook_deliveries WHERE event_type = 'filler.event'`);
  });
});

describe('the health of a webhook', () => {
  const list = async (as: Person) => {
    const { items } = await get('/api/webhooks', as);
    return new Map<string, Json>(items.map(({ name, health }: Json) => [name, health]));
  };

  it('shows for each in the list the results of attempts and the pending count', async () => {
    await until(async () => {
      const health = await list(people.owner);
      return health.get('own').success_rate_24h === 100 && health.get('broken').success_rate_24h === 0;
    });
    const health = await list(people.owner);
    expect(health.get('own')).toEqual({
      state: 'healthy',
      success_rate_24h: 100,
      p95_ms_24h: expect.any(Number),
      by_hour: expect.any(Array),
      last_attempt_at: expect.any(String),
      pending: 0,
      held: 0,
      oldest_due_at: null,
      verifies: 'unknown',
    });
    expect(health.get('own').by_hour).toHaveLength(24);
    expect(health.get('own').by_hour.reduce((sum: number, { ok }: Json) => sum + ok, 0)).toBe(1);
    await until(async () => (await list(people.owner)).get('broken').state === 'failing');
    expect((await list(people.owner)).get('broken')).toMatchObject({ pending: 1, oldest_due_at: null });
    expect(health.get('asleep')).toMatchObject({
      state: 'disabled',
      held: 1,
      success_rate_24h: null,
      p95_ms_24h: null,
    });
    expect((await get(`/api/webhooks/${ids.asleep}`, people.owner)).health).toEqual(health.get('asleep'));
  });

  it('includes tests, keeps the result of a probe, and forgets it with the URL', async () => {
    await hook('quiet', people.owner);
    const health = async () => (await get(`/api/webhooks/${ids.quiet}`, people.owner)).health;
    expect(await health()).toMatchObject({ state: 'idle', last_attempt_at: null });
    await post(`/api/webhooks/${ids.quiet}/test`, people.owner);
    expect(await health()).toMatchObject({ state: 'healthy', success_rate_24h: 100 });
    receiver.next.push(404);
    await post(`/api/webhooks/${ids.quiet}/test`, people.owner);
    const hours = `/api/webhooks/${ids.quiet}/stats/hours`;
    const { by_hour: byHour, ...inAll } = await get(hours, people.owner);
    expect(inAll).toMatchObject({ range: '24h', attempts: 2, ok: 1, failed: 1, success_rate: 50 });
    expect(inAll.answers).toEqual({ none: 0, '2xx': 1, '3xx': 0, '4xx': 1, '5xx': 0 });
    expect(inAll.p50_ms).toBeLessThanOrEqual(inAll.p95_ms);
    expect(byHour).toHaveLength(24);
    expect(byHour.reduce((sum: number, { attempts }: Json) => sum + attempts, 0)).toBe(2);
    expect((await running.accounts.call(`GET ${hours}`, { as: people.stranger })).status).toBe(404);
    const wrong = await running.accounts.call(`GET ${hours}?range=1y`, { as: people.owner });
    expect(wrongFields(wrong)).toEqual(['range']);
    await post(`/api/webhooks/${ids.quiet}/probe`, people.owner);
    expect(await health()).toMatchObject({ verifies: 'no' });
    receiver.next.push(401);
    await post(`/api/webhooks/${ids.quiet}/probe`, people.owner);
    expect(await health()).toMatchObject({ verifies: 'yes' });
    const url = `${receiver.url}/elsewhere`;
    await running.accounts.call(`PATCH /api/webhooks/${ids.quiet}`, { as: people.owner, body: { url } });
    expect(await health()).toMatchObject({ verifies: 'unknown', success_rate_24h: 50 });
  });

  it('covers 24 hours, and keeps the time of the last attempt for longer', async () => {
    await hook('old', people.owner);
    const durations = Array.from({ length: BUCKETS }, (_, bucket) => (bucket === bucketOf(100) ? 10 : 0));
    await running.dataSource.query(
      `INSERT INTO webhook_endpoint_hours (endpoint_id, hour, ok, failed, durations, last_at)
       SELECT $1, date_trunc('hour', now(), 'UTC') - ago * interval '1 h', 6, 4, $2, now() - ago * interval '1 h'
         FROM unnest(ARRAY[2, 23, 24, 100, 200]) ago`,
      [ids.old, durations],
    );
    const health = async () => (await get(`/api/webhooks/${ids.old}`, people.owner)).health;
    const before = await health();
    expect(before.success_rate_24h).toBe(60);
    expect(before.by_hour.map(({ ok }: Json) => ok).filter((ok: number) => ok > 0)).toEqual([6, 6]);
    expect([before.by_hour[0], before.by_hour[21]]).toEqual([
      { ok: 6, failed: 4 },
      { ok: 6, failed: 4 },
    ]);
    expect(before.p95_ms_24h).toBeGreaterThan(75);
    expect(before.p95_ms_24h).toBeLessThan(125);
    const history = (range: string) => get(`/api/webhooks/${ids.old}/stats/hours?range=${range}`, people.owner);
    expect(await history('24h')).toMatchObject({ attempts: 20, ok: 12, failed: 8, success_rate: 60 });
    expect(await history('7d')).toMatchObject({ attempts: 40, p95_ms: before.p95_ms_24h });
    expect((await history('7d')).by_hour).toHaveLength(168);
    await running.get(EndpointHours).prune();
    expect(await health()).toEqual(before);
    const left = `webhook_endpoint_hours WHERE endpoint_id = $1`;
    expect(await running.accounts.count(left, [ids.old])).toBe(4);
    await running.dataSource.query(
      `DELETE FROM webhook_endpoint_hours WHERE endpoint_id = $1 AND hour > now() - interval '150 h'`,
      [ids.old],
    );
    await running.dataSource.query(
      `INSERT INTO webhook_endpoint_hours SELECT $1, now() - ago * interval '1 h', 1, 0, $2, now() - ago * interval '1 h'
         FROM unnest(ARRAY[200, 300]) ago`,
      [ids.old, durations],
    );
    await running.get(EndpointHours).prune();
    expect(await running.accounts.count(left, [ids.old])).toBe(1);
    expect(await health()).toMatchObject({ state: 'idle', last_attempt_at: expect.any(String), p95_ms_24h: null });
  });
});

describe('the health of many webhooks', () => {
  const names = ['counted-0', 'counted-1', 'counted-2'];

  /** Each webhook differs in its hours, in what waits in several months, and in what is due. */
  async function fill(): Promise<void> {
    for (const name of names) await hook(name, people.owner);
    const endpoints = names.map((name) => ids[name]);
    await running.dataSource.query(
      `INSERT INTO webhook_endpoint_hours (endpoint_id, hour, ok, failed, durations, last_at)
       SELECT e, date_trunc('hour', now(), 'UTC') - ago * interval '1 h', ago * which, ago % 3,
              CASE WHEN ago % 5 = 0 THEN ARRAY[ago] ELSE (array_fill(0, ARRAY[ago]) || which::int)[1:$2] END,
              date_trunc('hour', now(), 'UTC') - ago * interval '1 h' + interval '7 min'
         FROM unnest($1::uuid[]) WITH ORDINALITY ends(e, which), generate_series(0, 30, 2) ago WHERE which > 1`,
      [endpoints, BUCKETS],
    );
    await running.dataSource.query(
      `INSERT INTO webhook_deliveries (id, endpoint_id, position, event_id, message_id, event_type, state, due_at, created_at)
       SELECT (lpad(to_hex((extract(epoch FROM now() - n % 7 * interval '20 days') * 1000)::bigint), 12, '0')
               || '7' || lpad(to_hex(which), 3, '0') || lpad(to_hex(n), 16, '8'))::uuid,
              e, n, $2, $2, 'filler.event', state, CASE WHEN state = 'retry' THEN now() + (which - n % 3) * interval '1 h' END,
              now() - n * interval '1 min'
         FROM unnest($1::uuid[]) WITH ORDINALITY ends(e, which), generate_series(1, 40) n,
              LATERAL (SELECT (ARRAY['pending', 'retry', 'held', 'success', 'failed'])[1 + (n + which) % 5] AS state) s
        WHERE n < 14 * which`,
      [endpoints, ids.first],
    );
  }

  interface Stored {
    deliveries: { state: string; position: string; due_at: Date | null; created_at: Date }[];
    hours: { ok: number; failed: number; hour: Date; last_at: Date; durations: number[] }[];
  }

  async function stored(id: string): Promise<Stored> {
    const all = (table: string) => running.dataSource.query(`SELECT * FROM ${table} WHERE endpoint_id = $1`, [id]);
    return { deliveries: await all('webhook_deliveries'), hours: await all('webhook_endpoint_hours') };
  }

  /** The same figures, counted row by row. */
  function counted({ deliveries, hours }: Stored, nowMs: number): Json {
    const inState = (state: string) => deliveries.filter((delivery) => delivery.state === state);
    const hourMs = 3_600_000;
    const present = Math.floor(nowMs / hourMs);
    const ageOf = ({ hour }: { hour: Date }) => present - hour.getTime() / hourMs;
    const recent = hours.filter((hour) => ageOf(hour) < 24);
    const [first] = inState('pending').toSorted((a, b) => Number(a.position) - Number(b.position));
    const due = inState('retry').flatMap(({ due_at: at }) => (at !== null && at.getTime() <= nowMs ? [at] : []));
    const oldest = [...due, ...(first === undefined ? [] : [first.created_at])].toSorted((a, b) => +a - +b)[0];
    const durations = Array.from({ length: BUCKETS }, (_, bucket) =>
      recent.reduce((sum, hour) => sum + (hour.durations[bucket] ?? 0), 0),
    );
    return {
      pending: inState('pending').length + inState('retry').length,
      held: inState('held').length,
      oldest_due_at: oldest?.toISOString() ?? null,
      last_attempt_at: hours.toSorted((a, b) => +b.hour - +a.hour)[0]?.last_at.toISOString() ?? null,
      p95_ms_24h: percentileOf(durations, 0.95),
      by_hour: Array.from({ length: 24 }, (_, place) => {
        const hour = recent.find((candidate) => ageOf(candidate) === 23 - place);
        return { ok: hour?.ok ?? 0, failed: hour?.failed ?? 0 };
      }),
    };
  }

  it('is what counting row by row gives', async () => {
    await fill();
    const hourOf = (ms: number) => Math.floor(ms / 3_600_000);
    let [items, askedAt]: [Json[], number] = [[], 0];
    do {
      askedAt = Date.now();
      ({ items } = await get('/api/webhooks', people.owner));
    } while (hourOf(askedAt) !== hourOf(Date.now()));
    const shown = items.filter(({ name }) => names.includes(name));
    expect(shown).toHaveLength(names.length);
    for (const { id, health } of shown) expect(health).toMatchObject(counted(await stored(id), askedAt));
    const figures = shown.map(({ health }: Json) => [health.pending, health.held, health.p95_ms_24h]);
    expect(new Set(figures.map(String)).size).toBe(names.length);
    await running.dataSource.query(`DELETE FROM webhook_deliveries WHERE event_type = 'filler.event'`);
  });
});

describe('retrying failed deliveries', () => {
  it('filters by webhook, time and type, and counts first', async () => {
    await hook('down', people.owner, { url: `${receiver.url}/broken` });
    for (const type of ['project.created', 'project.updated']) await project(type, { user_id: people.owner.id });
    const failed = async () => (await get(`/api/deliveries?status=failed&webhook_id=${ids.down}`, people.owner)).items;
    await until(async () => (await failed()).length === 2);
    const retry = async (body: object, as = people.owner): Promise<number> =>
      (await post('/api/webhooks/queue/retry-failed', as, body)).retried;
    const dry = { webhookId: ids.down, dry_run: true };
    expect(await retry(dry)).toBe(2);
    expect(await retry({ ...dry, types: ['project.updated'] })).toBe(1);
    expect(await retry({ ...dry, types: ['project.*'] })).toBe(2);
    expect(await retry({ ...dry, types: ['proj.*'] })).toBe(0);
    expect(await retry({ ...dry, since: '1h', until: '0s' })).toBe(2);
    expect(await retry({ ...dry, until: '1h' })).toBe(0);
    expect(await retry({ dry_run: true }, people.stranger)).toBe(0);
    expect(await failed()).toHaveLength(2);
    receiver.reply = 200;
    expect(await retry({ webhookId: ids.down, types: ['project.updated'] })).toBe(1);
    await until(async () => (await failed()).length === 1);
    expect((await failed())[0]).toMatchObject({ type: 'project.created' });
  });

  it('names each fault', async () => {
    const body = { webhookId: 'x', since: 'soon', until: 1, types: ['Project Created'], dry_run: 'yes', more: true };
    const answer = await running.accounts.call('POST /api/webhooks/queue/retry-failed', { as: people.owner, body });
    expect(wrongFields(answer)).toEqual(['dry_run', 'more', 'since', 'types', 'until', 'webhookId']);
  });
});

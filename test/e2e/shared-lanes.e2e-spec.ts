import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { newId } from '../../src/common/ids.js';
import { DeliveryQueue } from '../../src/webhooks/queue/delivery-queue.js';
import { DeliveryWorker } from '../../src/webhooks/worker/delivery-worker.js';
import { Lanes } from '../../src/webhooks/worker/lanes.js';
import { createDatabase, type TestDatabase } from '../support/database/database.js';
import { LockingSession } from '../support/database/locking-session.js';
import type { Person } from '../support/people/person.js';
import { Receiver } from '../support/receivers/receiver.js';
import { plant } from '../support/receivers/webhooks.js';
import { Stage } from '../support/servers/stage.js';
import type { Json } from '../support/sockets/socket.js';
import { until } from '../support/until.js';

const ENDPOINTS = 100;
const ROUNDS = 4;
const HANDED_OVER_MS = 20_000;
/** Of a process that died. A whole one is 15 s. */
const LEFT_OF_LEASE_MS = 4_000;

let database: TestDatabase;
let view: LockingSession;
let receiver: Receiver;
let first: Stage;
let second: Stage;
let admin: Person;
/** Answers to requests that are held. */
const held: Json[] = [];

beforeAll(async () => {
  database = await createDatabase();
  view = await LockingSession.open(database.url);
  receiver = await Receiver.start();
  // One request at a time for each endpoint, so that its receiver sees the order.
  const environment = {
    WEBHOOK_ENDPOINT_CONCURRENCY: '1',
    WEBHOOK_WORKER_CONCURRENCY: '400',
    WEBHOOK_RETRY_SCHEDULE: '1h',
  };
  first = await Stage.start(environment, { database });
  admin = await first.accounts.person('admin');
  for (let n = 0; n < ENDPOINTS; n += 1) {
    await plant(first, {
      owner_type: 'system',
      events: ['many.*'],
      url: `${receiver.url}/${n}`,
      name: `Endpoint ${n}`,
    });
  }
});

afterAll(async () => {
  for (const response of held.splice(0)) response.end();
  receiver.reply = 200;
  await Promise.all([first, second].map((stage) => stage.close()));
  await receiver.stop();
  await view.end();
  await database.drop();
});

const send = (n: number) => admin.call('POST /api/events', { type: 'many.happened', data: { n } });
const holders = async () => {
  const rows = await view.query<{ claim_id: string; count: number }>(
    'SELECT claim_id, count(*)::int AS count FROM webhook_lanes WHERE lease_until > now() GROUP BY 1',
  );
  const count = (stage: Stage) => rows.find((row) => row.claim_id === stage.get(DeliveryQueue).claimId)?.count ?? 0;
  return { rows, count };
};
const bodies = (n: number): number[] =>
  receiver.requests.filter(({ url }) => url.endsWith(`/${n}`)).map(({ body }) => body.data.n);

describe('100 endpoints with work', () => {
  it('are claimed by one process in steps of at most 64', async () => {
    const claims = jest.spyOn(first.get(DeliveryQueue), 'claim');
    receiver.reply = (response) => held.push(response);
    for (let n = 0; n < ROUNDS; n += 1) await send(n);
    await until(() => held.length === ENDPOINTS);
    const sizes = await Promise.all(claims.mock.results.map(({ value }) => value as Promise<string[]>));
    expect(Math.max(...sizes.map(({ length }) => length))).toBe(64);
    expect(sizes.flat()).toHaveLength(ENDPOINTS);
    claims.mockRestore();
  });

  it('are shared with a process that starts, within a tenth; no delivery is sent twice or before the one ahead of it', async () => {
    second = await Stage.start({ WEBHOOK_ENDPOINT_CONCURRENCY: '1', WEBHOOK_RETRY_SCHEDULE: '1h' }, { database });
    // While a request is in flight, its lane stays: the next holder could not know how it ends.
    await until(() => first.get(Lanes).all.some(({ mode }) => mode === 'draining'));
    expect((await holders()).count(second)).toBe(0);
    expect(first.get(Lanes).all).toHaveLength(ENDPOINTS);
    // From now on slowly, so that all have work until the lanes are shared.
    let isShared = false;
    const later: Json[] = held.splice(0);
    receiver.reply = (response) => {
      if (isShared) response.end();
      else later.push(response);
    };
    const answering = setInterval(() => later.splice(0, 2).forEach((response: Json) => response.end()), 20);
    let n = ROUNDS;
    await until(
      async () => {
        if (n < 16) await send((n += 1) - 1);
        const { count } = await holders();
        return (
          Math.abs(count(first) - count(second)) <= ENDPOINTS / 10 && count(first) + count(second) >= ENDPOINTS * 0.9
        );
      },
      { timeoutMs: 40_000, describe: () => [first, second].map((stage) => stage.get(Lanes).all.length) },
    );
    isShared = true;
    clearInterval(answering);
    for (const response of later.splice(0)) response.end();
    await until(() => receiver.requests.length >= ENDPOINTS * n, { timeoutMs: 60_000 });
    await done();
    const expected = Array.from({ length: n }, (_, index) => index);
    for (let endpoint = 0; endpoint < ENDPOINTS; endpoint += 1)
      expect([endpoint, bodies(endpoint)]).toEqual([endpoint, expected]);
  }, 120_000);

  it('of a process that died go to the others once its leases have run out, not before', async () => {
    // What a killed process leaves behind: leases of a claim that no one renews, and a row that no one refreshes.
    const claim = newId();
    const lost = 40;
    await view.query(
      `INSERT INTO server_processes (id, name, version, roles, connections, seen_at)
       VALUES ($1, 'elsewhere:1', '1.0.0', '{delivery}', 14, now())`,
      [claim],
    );
    const take = `
      UPDATE webhook_lanes SET claim_id = $1, lease_until = now() + $2::int * interval '1 ms', due_at = now()
       WHERE lease_until < now() AND (SELECT count(*) FROM webhook_lanes WHERE claim_id = $1) = 0
         AND endpoint_id IN (SELECT endpoint_id FROM webhook_lanes WHERE lease_until < now() ORDER BY endpoint_id LIMIT $3)
      RETURNING 1`;
    await until(async () => (await view.query('SELECT FROM webhook_lanes WHERE lease_until < now()')).length >= lost);
    expect(await view.query(take, [claim, LEFT_OF_LEASE_MS, lost])).toHaveLength(lost);
    const startedAt = performance.now();
    const before = receiver.requests.length;
    await send(1_000);
    await until(() => receiver.requests.length === before + ENDPOINTS - lost);
    expect(performance.now() - startedAt).toBeLessThan(LEFT_OF_LEASE_MS);
    await until(() => receiver.requests.length === before + ENDPOINTS, { timeoutMs: HANDED_OVER_MS });
    expect(performance.now() - startedAt).toBeGreaterThan(LEFT_OF_LEASE_MS - 100);
    await done();
  }, 60_000);

  it('are of no concern to a process that hears of work for lanes that others hold, but free ones are claimed at once', async () => {
    const worker = second.get(DeliveryWorker);
    const fills = jest.spyOn(second.get(Lanes), 'fill');
    const wake = { endpointIds: new Set([newId()]), isBehind: false, by: 'another' };
    const before = fills.mock.calls.length;
    worker.hear({ ...wake, asleep: 0 });
    expect(fills.mock.calls.length).toBe(before);
    // An idle loop begins its round in the tick of the wake-up.
    await until(() => {
      const earlier = fills.mock.calls.length;
      worker.hear({ ...wake, asleep: 1 });
      return fills.mock.calls.length > earlier;
    });
    fills.mockRestore();
  });

  async function done(): Promise<void> {
    await until(
      async () => {
        const [row] = await view.query<{ left: number }>(
          `SELECT (SELECT count(*)::int FROM event_queue) + (SELECT count(*)::int FROM webhook_deliveries WHERE state IN ('pending', 'retry')) AS left`,
        );
        return row?.left === 0;
      },
      { timeoutMs: 60_000 },
    );
  }
});

import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Stage } from '../support/servers/stage.js';
import { CuttingProxy } from '../support/network/cutting-proxy.js';
import { Random } from '../support/input/random.js';
import { until } from '../support/until.js';

const EVENTS = 5_000;
const BATCH = 100;
const SINGLES = 500;
const SENDERS = 8;

let running: Stage;
let proxy: CuttingProxy;
const random = Random.forRun();

beforeAll(async () => {
  running = await Stage.start();
  // A batch and its answer have some 24 kB: most are cut at the first try, whatever the seed.
  proxy = await CuttingProxy.start(running.url, random, 40_000);
});
afterAll(async () => {
  await proxy.stop();
  await running.close();
});

const event = (number: number) => ({
  type: 'sync.completed',
  data: { id: `item-${number}`, number },
  idempotency_key: `key-${number}`,
});

it(`5,000 events over a connection that is cut at random are stored once each (SEED=${random.seed})`, async () => {
  const { access_token: token } = await running.accounts.person('admin');
  /** As any sender does it who wants to be sure: again, with the same keys, until there is an answer. */
  const send = async (path: string, body: object): Promise<void> => {
    for (;;) {
      try {
        const response = await fetch(`${proxy.url}${path}`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', connection: 'close' },
          body: JSON.stringify(body),
        });
        await response.text();
        if (response.status === 200 || response.status === 202) return;
        throw new Error(`refused: ${response.status}`);
      } catch (error) {
        if ((error as Error).message.startsWith('refused')) throw error;
      }
    }
  };
  const jobs: (() => Promise<void>)[] = [];
  for (let number = 0; number < SINGLES; number += 1) jobs.push(() => send('/api/events', event(number)));
  for (let first = SINGLES; first < EVENTS; first += BATCH) {
    const events = Array.from({ length: BATCH }, (_, place) => event(first + place));
    jobs.push(() => send('/api/events/batch', { events }));
  }
  const shuffled = random.shuffled(jobs);
  const work = async (): Promise<void> => {
    for (let job = shuffled.pop(); job !== undefined; job = shuffled.pop()) await job();
  };
  await Promise.all(Array.from({ length: SENDERS }, work));
  expect(proxy.cuts).toBeGreaterThan(20);
  const count = async (sql: string) => (await running.dataSource.query<{ count: number }[]>(sql))[0]?.count;
  const numbers = `SELECT count(DISTINCT data)::int AS count FROM event_bodies WHERE type = 'sync.completed'`;
  expect(await count(`SELECT count(*)::int AS count FROM event_bodies WHERE type = 'sync.completed'`)).toBe(EVENTS);
  expect(await count(numbers)).toBe(EVENTS);
  await until(async () => (await count('SELECT count(*)::int AS count FROM event_queue')) === 0);
});

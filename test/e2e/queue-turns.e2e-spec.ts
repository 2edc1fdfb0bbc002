import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { BookkeepingSession } from '../../src/database/bookkeeping-session.js';
import { QueueReader } from '../../src/events/dispatch/queue-reader.js';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { DatabaseView } from '../support/settled.js';

const DESK = null;
const SENDERS = [randomUUID(), randomUUID(), randomUUID()];

let database: TestDatabase;
let view: DatabaseView;
let session: BookkeepingSession;
let head = 0;

beforeAll(async () => {
  database = await createDatabase();
  view = await DatabaseView.open(database.url);
  session = new BookkeepingSession({ url: database.url, name: 'trial' });
});
afterAll(async () => {
  await session.close();
  await view.close();
  await database.drop();
});
beforeEach(() => view.rows('DELETE FROM event_queue'));

interface Entry {
  readonly id: string;
  readonly sender: string | null;
}

/** In this order. */
async function record(senders: readonly (string | null)[]): Promise<Entry[]> {
  const entries = senders.map((sender) => ({ id: randomUUID(), sender }));
  await view.rows(
    `INSERT INTO event_queue (event_id, sender)
     SELECT id, sender FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS e(id, sender, place) ORDER BY place`,
    [entries.map(({ id }) => id), entries.map(({ sender }) => sender)],
  );
  return entries;
}

/** @returns the ids of the events, in the order of their positions */
async function take(reader: QueueReader, most: number): Promise<string[]> {
  const rows = await session.transaction((sql) => reader.take(sql, { most, head }));
  expect(rows.map(({ position }) => Number(position))).toEqual(rows.map((_, index) => head + index + 1));
  head += rows.length;
  return rows.map((row) => row.queued_id);
}

async function takeAll(reader: QueueReader, most: number): Promise<string[][]> {
  const batches: string[][] = [];
  for (;;) {
    const batch = await take(reader, most);
    if (batch.length > 0) batches.push(batch);
    if (!reader.hasMore) return batches;
  }
}

describe('turns in the queue', () => {
  it('are those of the recording while a batch takes all that waits', async () => {
    const entries = await record([SENDERS[0] ?? '', DESK, SENDERS[1] ?? '', DESK, SENDERS[0] ?? '']);
    expect(await takeAll(new QueueReader(), 10)).toEqual([entries.map(({ id }) => id)]);
  });

  it('of the desk and of other senders come after one batch of a flood, and the flood goes on as well', async () => {
    const [flooder = '', other = ''] = SENDERS;
    const flood = await record(Array.from({ length: 3_000 }, () => flooder));
    const honest = await record([other, DESK, other]);
    const desk = await record(Array.from({ length: 300 }, () => DESK));
    const reader = new QueueReader();
    const first = await take(reader, 100);
    const second = await take(reader, 100);
    expect(first).toEqual(flood.slice(0, 100).map(({ id }) => id));
    expect(second).toEqual(expect.arrayContaining(honest.map(({ id }) => id)));
    expect(second).toEqual(expect.arrayContaining(desk.slice(0, 79).map(({ id }) => id)));
    expect(second.filter((id) => flood.some((entry) => entry.id === id))).toHaveLength(18);
    const rest = (await takeAll(reader, 100)).flat();
    expect(new Set([...first, ...second, ...rest]).size).toBe(3_303);
  });

  it('take everything once and keep the order of each sender, in any mixture and any size of batch', async () => {
    const anyQueue = fc.array(fc.constantFrom(DESK, ...SENDERS), { minLength: 1, maxLength: 120 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyQueue, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 1, max: 40 }),
        async (queues, most) => {
          const reader = new QueueReader();
          const taken: string[] = [];
          const entries: Entry[] = [];
          for (const queue of queues) {
            entries.push(...(await record(queue)));
            taken.push(...(await take(reader, most)));
          }
          taken.push(...(await takeAll(reader, most)).flat());
          for (const sender of [DESK, ...SENDERS]) {
            const ids = entries.filter((entry) => entry.sender === sender).map(({ id }) => id);
            expect(taken.filter((id) => ids.includes(id))).toEqual(ids);
          }
          expect(taken).toHaveLength(entries.length);
        },
      ),
      { numRuns: 30 },
    );
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { newId } from '../../src/common/ids.js';
import { loadMigrations, runMigrations } from '../../src/database/migrations.js';
import { DeliveryStore } from '../../src/webhooks/queue/delivery-store.js';
import { DELIVERY_STATES } from '../../src/webhooks/queue/delivery-states.js';
import { ErasureStore } from '../../src/webhooks/queue/erasure-store.js';
import type { AttemptResult } from '../../src/webhooks/queue/queued-delivery.js';
import { ResultStore } from '../../src/webhooks/queue/result-store.js';
import { createDatabase, type TestDatabase } from '../support/database/database.js';
import { FormerProcess } from '../support/database/former-deliveries.js';
import { LockingSession } from '../support/database/locking-session.js';
import { plantEventBody } from '../support/database/rival-sessions.js';
import { schemaOf } from '../support/schema.js';

const FIRST = 'DeliveryQueue1764000031900';
const AT_ONCE = 20;
/** More than one step moves. */
const WAITING = 4_500;

/** A delivery in each state, with every column that the state brings. Two have attempts, one is erased. */
const PLANT_SQL = `
  INSERT INTO webhook_deliveries (id, endpoint_id, position, event_id, message_id, event_type, ordering_key, notification,
      enriched_data, state, attempts, tries, waited_ms, due_at, response_status, response_body, error, duration_ms, timings,
      delivered_at, created_at, erased)
  SELECT $1, $2, $3, $4, $4, 'ticket.created', 'key', '{"message":"Ada"}', '{}', $5::text, 2, 3, 40,
         CASE WHEN $5 = 'retry' THEN timestamptz '2100-01-01' END, 500, 'body', 'error', 7, '{"total_ms":7}',
         CASE WHEN $5 = 'success' THEN timestamptz '2026-01-02' END, timestamptz '2026-01-01', $6::boolean`;
const PLANT_MANY_SQL = `
  INSERT INTO webhook_deliveries (id, endpoint_id, position, event_id, message_id, event_type, state)
  SELECT gen_random_uuid(), $1, n, $2, $2, 'ticket.created', $3 FROM generate_series(1, $4::int) n`;
const ALL_SQL = 'SELECT * FROM webhook_deliveries ORDER BY id';

const made: TestDatabase[] = [];
const sessions: LockingSession[] = [];

/** A database as the version before left it. */
async function formerDatabase(): Promise<string> {
  const database = await createDatabase('template0');
  made.push(database);
  const migrations = await loadMigrations();
  const former = migrations.slice(
    0,
    migrations.findIndex(({ name }) => name === FIRST),
  );
  await withMigrations(database.url, former, (dataSource) => dataSource.runMigrations({ transaction: 'each' }));
  return database.url;
}

async function withMigrations(
  url: string,
  migrations: Awaited<ReturnType<typeof loadMigrations>>,
  work: (dataSource: DataSource) => Promise<unknown>,
): Promise<void> {
  const dataSource = new DataSource({ type: 'postgres', url, migrations });
  await dataSource.initialize();
  try {
    await work(dataSource);
  } finally {
    await dataSource.destroy();
  }
}

async function connect(url: string): Promise<LockingSession> {
  const session = await LockingSession.open(url);
  sessions.push(session);
  return session;
}

afterAll(async () => {
  for (const session of sessions) await session.end();
  for (const database of made) await database.drop();
});

describe('deliveries of the version before', () => {
  let url: string;
  let view: LockingSession;
  let before: unknown[];
  let formerSchema: string[];
  const endpointId = newId();
  const ids = new Map<string, string>();
  const idOf = (state: string) => ids.get(state) ?? '';

  beforeAll(async () => {
    url = await formerDatabase();
    formerSchema = await schemaOf(url);
    view = await connect(url);
    const event = await plantEventBody(view);
    for (const [place, state] of [...DELIVERY_STATES, 'success'].entries()) {
      const id = newId();
      const isErased = place === DELIVERY_STATES.length;
      if (!isErased) ids.set(state, id);
      await view.query(PLANT_SQL, [id, endpointId, place + 1, event, state, isErased]);
    }
    for (const state of ['pending', 'held']) await view.query(PLANT_MANY_SQL, [newId(), event, state, WAITING]);
    before = await view.query(ALL_SQL);
    await runMigrations(url);
  }, 60_000);

  it('read the same in every column', async () => {
    expect(await view.query(ALL_SQL)).toEqual(before);
  });

  it('are in the queue where they wait, and stay as they are where they are over', async () => {
    const count = async (sql: string) =>
      (await view.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${sql}`))[0]?.n;
    expect(await count('webhook_queue')).toBe(2 * WAITING + 3);
    expect(await count('webhook_outcomes')).toBe(0);
    expect(await count('webhook_messages WHERE state IS NOT NULL')).toBe(4);
    expect(await count(`webhook_messages WHERE state IN ('pending', 'retry', 'held')`)).toBe(0);
  });

  it('go back into the old table with the way down, and forth again', async () => {
    const migrations = await loadMigrations();
    const place = migrations.findIndex(({ name }) => name === FIRST);
    await withMigrations(url, migrations, async (dataSource) => {
      for (let left = migrations.length; left > place; left -= 1) {
        await dataSource.undoLastMigration({ transaction: 'each' });
      }
    });
    expect(await schemaOf(url)).toEqual(formerSchema);
    expect(await view.query(ALL_SQL)).toEqual(before);
    await runMigrations(url);
    expect(await view.query(ALL_SQL)).toEqual(before);
  }, 60_000);

  it('are sent, sent again by hand and erased like those of today', async () => {
    const result = {
      status: 200,
      responseBody: 'ok',
      error: null,
      durationMs: 5,
      timings: '{}',
      dueInMs: null,
      waitedMs: 0,
    };
    const delivery = { id: idOf('retry') } as AttemptResult['delivery'];
    await new ResultStore(view).record([{ delivery, state: 'success', attempts: 3, tries: 4, ...result }]);
    await view.query('BEGIN');
    expect(await new DeliveryStore(view).retry(endpointId, idOf('success'))).toBe(true);
    const chosen = { sql: 'SELECT unnest($1::uuid[]) AS id', parameters: [[idOf('failed')]], forgetsError: true };
    expect(await new DeliveryStore(view).retryChosen(chosen)).toMatchObject({ retried: 1, endpointIds: [endpointId] });
    const erasure = new ErasureStore(view);
    const locked = await erasure.lock([idOf('cancelled'), idOf('held')]);
    expect(new Map(locked.map(({ id, waits }) => [id, waits]))).toEqual(
      new Map([
        [idOf('cancelled'), false],
        [idOf('held'), true],
      ]),
    );
    await erasure.wipe(
      locked,
      locked.map(() => ({ notification: null, enriched_data: null })),
      null,
    );
    await view.query('COMMIT');
    const rows = await view.query<{
      id: string;
      state: string;
      tries: number;
      error: string | null;
      notification: unknown;
    }>('SELECT id, state, tries, error, notification FROM webhook_deliveries WHERE id = ANY($1::uuid[])', [
      [...ids.values()],
    ]);
    const looks = new Map(
      rows.map(({ id, state, tries, error, notification }) => [id, [state, tries, error, notification !== null]]),
    );
    expect(Object.fromEntries(DELIVERY_STATES.map((state) => [state, looks.get(idOf(state))]))).toEqual({
      pending: ['pending', 3, 'error', true],
      retry: ['success', 4, null, true],
      held: ['held', 3, 'Erased', false],
      success: ['pending', 3, 'error', true],
      failed: ['pending', 3, null, true],
      cancelled: ['cancelled', 3, 'Erased', false],
    });
  });
});

describe('a process of the version before', () => {
  it('queues and delivers while the schema changes under it: everything once, with its retries', async () => {
    const url = await formerDatabase();
    const [view, old] = [await connect(url), await connect(url)];
    const endpointId = newId();
    const event = await plantEventBody(view);
    // Of other endpoints, so that the steps of the migration take a while.
    for (const state of ['pending', 'held']) await view.query(PLANT_MANY_SQL, [newId(), event, state, WAITING]);
    const former = new FormerProcess(old, endpointId);
    const sent = new Map<string, number>();
    const queued: string[] = [];
    /** Every third one fails at first. */
    const turn = async () => {
      const found = await former.read(AT_ONCE);
      for (const { id } of found) sent.set(id, (sent.get(id) ?? 0) + 1);
      await former.record(
        found.map(({ id, tries }) => {
          const isRefused = tries === 0 && queued.indexOf(id) % 3 === 0;
          return { id, state: isRefused ? 'retry' : 'success', tries: tries + 1 };
        }),
      );
      return found.length;
    };
    queued.push(...(await former.enqueue(3 * AT_ONCE, event)));
    await turn();
    const migration = { isOver: false };
    const migrating = runMigrations(url).finally(() => (migration.isOver = true));
    while (!migration.isOver) {
      queued.push(...(await former.enqueue(5, event)));
      await turn();
    }
    await migrating;
    queued.push(...(await former.enqueue(2 * AT_ONCE, event)));
    while ((await turn()) > 0);
    const expected = new Map(queued.map((id, place) => [id, place % 3 === 0 ? 2 : 1]));
    expect(sent).toEqual(expected);
    const rows = await view.query<{ id: string; state: string; tries: number }>(
      'SELECT id, state, tries FROM webhook_deliveries WHERE endpoint_id = $1',
      [endpointId],
    );
    expect(new Map(rows.map(({ id, tries }) => [id, tries]))).toEqual(expected);
    expect(rows.map(({ state }) => state)).toEqual(queued.map(() => 'success'));
    expect(await view.query('SELECT id FROM webhook_queue WHERE endpoint_id = $1', [endpointId])).toEqual([]);
  }, 60_000);

  describe('on the schema of today', () => {
    let view: LockingSession;
    let former: FormerProcess;
    let event: string;
    const endpointId = newId();

    beforeAll(async () => {
      const database = await createDatabase();
      made.push(database);
      view = await connect(database.url);
      former = new FormerProcess(await connect(database.url), endpointId);
      event = await plantEventBody(view);
    });

    const states = async (ids: readonly string[]) => {
      const rows = await view.query<{ state: string }>(
        'SELECT state FROM webhook_deliveries WHERE id = ANY($1::uuid[]) ORDER BY id',
        [ids],
      );
      return rows.map(({ state }) => state);
    };

    it('holds, releases and cancels', async () => {
      const ids = await former.enqueue(3, event);
      expect((await former.hold()).toSorted()).toEqual(ids.toSorted());
      expect(await states(ids)).toEqual(['held', 'held', 'held']);
      await former.release();
      expect(await states(ids)).toEqual(['pending', 'pending', 'pending']);
      await former.cancelWaiting('gone');
      expect(await states(ids)).toEqual(['cancelled', 'cancelled', 'cancelled']);
    });

    it('does not overwrite the result of a process of today', async () => {
      const [id = ''] = await former.enqueue(1, event);
      const delivery = { id } as AttemptResult['delivery'];
      const result = {
        status: 500,
        responseBody: 'no',
        error: 'of today',
        durationMs: 5,
        timings: '{}',
        dueInMs: 0,
        waitedMs: 0,
      };
      await new ResultStore(view).record([{ delivery, state: 'retry', attempts: 1, tries: 1, ...result }]);
      await former.record([{ id, state: 'success', tries: 1 }]);
      expect(await view.query('SELECT state, tries, error FROM webhook_deliveries WHERE id = $1', [id])).toEqual([
        { state: 'retry', tries: 1, error: 'of today' },
      ]);
      await former.record([{ id, state: 'failed', tries: 2 }]);
      expect(await states([id])).toEqual(['failed']);
    });

    it('does not store a result over one that a process of today is storing at this moment', async () => {
      const [id = ''] = await former.enqueue(1, event);
      const delivery = { id } as AttemptResult['delivery'];
      const result = {
        status: 200,
        responseBody: 'ok',
        error: null,
        durationMs: 5,
        timings: '{}',
        dueInMs: null,
        waitedMs: 0,
      };
      const rival = await connect(made.at(-1)?.url ?? '');
      const late = new FormerProcess(rival, endpointId);
      await view.query('BEGIN');
      await new ResultStore(view).record([{ delivery, state: 'success', attempts: 1, tries: 1, ...result }]);
      const recorded = late.record([{ id, state: 'failed', tries: 1 }]);
      await view.seesWaiting(rival);
      await view.query('COMMIT');
      await recorded;
      expect(await states([id])).toEqual(['success']);
    });

    it('erases, whether a delivery waits or is over', async () => {
      const [waiting = '', ended = '', over = ''] = await former.enqueue(3, event);
      await former.record([{ id: over, state: 'success', tries: 1 }]);
      await former.erase(waiting, null);
      await former.erase(ended, 'The event was erased.');
      await former.erase(over, 'The event was erased.');
      const rows = await view.query<{ id: string }>(
        'SELECT id, state, error, response_body, notification, erased FROM webhook_deliveries WHERE id = ANY($1::uuid[]) ORDER BY id',
        [[waiting, ended, over]],
      );
      const wiped = { response_body: null, notification: '{}', erased: true };
      expect(rows).toEqual([
        { id: waiting, state: 'pending', error: null, ...wiped },
        { id: ended, state: 'cancelled', error: 'The event was erased.', ...wiped },
        { id: over, state: 'success', error: null, ...wiped },
      ]);
      expect(await view.query('SELECT erased FROM webhook_queue WHERE id = $1', [waiting])).toEqual([{ erased: true }]);
    });
  });
});
